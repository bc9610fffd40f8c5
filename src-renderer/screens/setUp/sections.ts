/** The parts of Set up. */
export type SectionName =
  'cameras' | 'capture' | 'store' | 'screen' | 'remote' | 'pin' | 'faults' | 'log' | 'about';
