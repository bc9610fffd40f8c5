/** What the screens let a person choose, and name in every language. */
export const THEMES = ['bright', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
export const SWITCH = ['on', 'off'] as const;
export const DIM_MINUTES = ['5', '15', '60', 'never'] as const;
export type DimMinutes = (typeof DIM_MINUTES)[number];

/** The parts of Set up. */
export type SectionName =
  | 'cameras'
  | 'capture'
  | 'store'
  | 'screen'
  | 'time'
  | 'wifi'
  | 'remote'
  | 'pin'
  | 'faults'
  | 'log'
  | 'about';

/** What can be chosen about captures: settings, and the size, which is two of them. */
export type CaptureChoice =
  'NUM_IMAGES' | 'IMAGE_SIZE' | 'WARMUP_SEC' | 'MAX_PARALLEL' | 'REVIEW_SEC' | 'KEEP_UPLOADED_DAYS';

/** How sharp a picture is, as far as a person wants to know. */
export type SharpnessLabel = 'blurred' | 'fair' | 'sharp';

/** How strong a network is, in a word. */
export type Strength = 'strong' | 'medium' | 'weak';

/** The parts of a date and a time, in the order in which they are set. */
export const CLOCK_PARTS = ['year', 'month', 'day', 'hour', 'minute'] as const;
export type ClockPart = (typeof CLOCK_PARTS)[number];
