import { createHttpClient } from './httpClient';
import { createIpcClient } from './ipcClient';
import type { KioskClient } from './kioskClient';

/** The client for where this page runs: the kiosk's own window has the bridge, a browser has not. */
export function chooseClient(window: Window): KioskClient {
  if (window.kiosk) return createIpcClient(window.kiosk);
  return createHttpClient({
    fetch: (address, options) => window.fetch(address, options),
    openStream: (address) => new EventSource(address),
    onNetwork: (listener) => {
      const ending = new AbortController();
      const { signal } = ending;
      for (const change of ['online', 'offline'] as const) {
        window.addEventListener(
          change,
          () => {
            listener(change === 'online');
          },
          { signal },
        );
      }
      return () => {
        ending.abort();
      };
    },
    storage: window.localStorage,
  });
}
