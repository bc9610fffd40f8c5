import type { KioskClient } from '../../client/kioskClient';

/** The parts of Set up. */
export type SectionName =
  'cameras' | 'capture' | 'store' | 'screen' | 'remote' | 'pin' | 'faults' | 'log' | 'about';

/** Whether a part of Set up can be had from here. */
export function hasSection({ store, remoteAccess, state }: KioskClient, section: SectionName): boolean {
  if (section === 'store') return store !== null;
  // A browser that has not logged in may not ask about it.
  return section !== 'remote' || remoteAccess !== null || state.get().loggedIn;
}
