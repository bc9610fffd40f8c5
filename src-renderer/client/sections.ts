import type { SectionName } from '#contract/screens';
import type { KioskClient } from './kioskClient';

/** Whether a part of Set up can be had from here. */
export function hasSection({ store, wifi, remoteAccess, state }: KioskClient, section: SectionName): boolean {
  if (section === 'store') return store !== null;
  if (section === 'wifi') return wifi !== null;
  const { loggedIn, overview } = state.get();
  const isKnown = remoteAccess !== null || loggedIn;
  // A browser that has not logged in may not ask about these.
  if (section === 'remote' || section === 'time') return isKnown;
  // An API that is open to all still lets nobody change its settings who has not logged in.
  const isOpenToAll = overview?.warnings.some(({ code }) => code === 'OPEN_TO_ALL') ?? false;
  return section !== 'capture' || isKnown || !isOpenToAll;
}
