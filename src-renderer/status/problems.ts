import type { ErrorCode, Fault } from '#contract/errors';
import type { Overview } from '#contract/useCases';

/** What of the machine a person can ask about, in the order of the strip. `machine`: what is none of the others. */
export const MACHINE_COMPONENTS = ['cameras', 'store', 'disk', 'temperature', 'time', 'machine'] as const;
export type MachineComponent = (typeof MACHINE_COMPONENTS)[number];

/** Something that a person should see to. */
export interface Problem {
  /** `error`: no goat can be captured. */
  level: 'error' | 'warning';
  component: MachineComponent;
  fault: Fault;
}

const COMPONENT_OF: Partial<Record<ErrorCode, MachineComponent>> = {
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
export function problemsOf({ obstacle: blockingFault, store, warnings }: Overview): Problem[] {
  const problem = (level: Problem['level'], fault: Fault, part: MachineComponent): Problem => ({
    ...{ level, fault },
    component: COMPONENT_OF[fault.code] ?? part,
  });
  return [
    ...(blockingFault ? [problem('error', blockingFault, 'machine')] : []),
    ...(store.alert ? [problem('warning', store.alert, 'store')] : []),
    ...warnings.map((fault) => problem('warning', fault, 'machine')),
  ];
}
