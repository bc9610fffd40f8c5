import type { ErrorCode, Fault } from '#contract/errors';
import type { Overview } from '#contract/useCases';

/** What of the machine a person can ask about, in the order of the strip. `machine`: what is none of the others. */
export const MACHINE_PARTS = ['cameras', 'store', 'disk', 'temperature', 'time', 'machine'] as const;
export type MachinePart = (typeof MACHINE_PARTS)[number];

/** Something that a person should see to. */
export interface Trouble {
  /** `error`: no goat can be captured. */
  level: 'error' | 'warning';
  part: MachinePart;
  fault: Fault;
}

const PART_OF: Partial<Record<ErrorCode, MachinePart>> = {
  MISSING_CAMERAS: 'cameras',
  NO_CAMERAS: 'cameras',
  LOW_DISK_SPACE: 'disk',
  DISK_FULL: 'disk',
  MACHINE_HOT: 'temperature',
  MACHINE_SLOWED: 'temperature',
  CLOCK_UNSURE: 'time',
  CLOCK_WRONG_YEAR: 'time',
};

/** What stands in the way or should not stay as it is, the worst first. */
export function troublesOf({ obstacle, store, warnings }: Overview): Trouble[] {
  const trouble = (level: Trouble['level'], fault: Fault, part: MachinePart): Trouble => ({
    ...{ level, fault },
    part: PART_OF[fault.code] ?? part,
  });
  return [
    ...(obstacle ? [trouble('error', obstacle, 'machine')] : []),
    ...(store.alert ? [trouble('warning', store.alert, 'store')] : []),
    ...warnings.map((fault) => trouble('warning', fault, 'machine')),
  ];
}
