import type { Fault } from '../src-main/contract/errors';
import type { Overview } from '../src-main/contract/kiosk';

/** Something that a person should see to. */
export interface Trouble {
  /** `error`: no goat can be captured. */
  level: 'error' | 'warning';
  fault: Fault;
}

/** What stands in the way or should not stay as it is, the worst first. */
export function troublesOf({ obstacle, store, warnings }: Overview): Trouble[] {
  const errors = obstacle ? [obstacle] : [];
  const others = [...(store.alert ? [store.alert] : []), ...warnings];
  return [
    ...errors.map((fault) => ({ level: 'error' as const, fault })),
    ...others.map((fault) => ({ level: 'warning' as const, fault })),
  ];
}
