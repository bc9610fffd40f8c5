import type { KioskClient } from '../../client/kioskClient';

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

/** Whether a part of Set up can be had from here. */
export function hasSection({ store, wifi, remoteAccess, state }: KioskClient, section: SectionName): boolean {
  if (section === 'store') return store !== null;
  if (section === 'wifi') return wifi !== null;
  // A browser that has not logged in may not ask about these.
  return !['remote', 'time'].includes(section) || remoteAccess !== null || state.get().loggedIn;
}
