import type { UseCaseName } from './kiosk';

/** The IPC channel of a use case. */
export const ipcChannel = (name: UseCaseName): string => `kiosk:${name}`;

/** The IPC channel on which main sends each new overview. */
export const OVERVIEW_CHANNEL = 'kiosk:overview-changed';

/** What the preload script puts on `window.kiosk`: the only bridge between screen and main. */
export interface KioskBridge {
  call(name: UseCaseName, input: unknown): Promise<unknown>;
  onOverview(listener: (overview: unknown) => void): () => void;
}
