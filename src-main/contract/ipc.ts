import type { CameraName } from './cameras';
import type { UseCaseName } from './useCases';

/** The IPC channel of a use case. */
export const ipcChannel = (name: UseCaseName): string => `kiosk:${name}`;

/** The IPC channel on which main sends each new overview. */
export const OVERVIEW_CHANNEL = 'kiosk:overview-changed';

/** The IPC channel on which a screen says which camera it wants to see, or no longer: a PreviewWish. */
export const PREVIEW_WISH_CHANNEL = 'kiosk:preview-wish';

/** The IPC channel on which main sends each frame: the camera's name, and a JPEG or null. */
export const PREVIEW_FRAME_CHANNEL = 'kiosk:preview-frame';

/** The IPC channels on which main asks the page for a sign of life, and on which the preload script gives it. */
export const PING_CHANNEL = 'kiosk:ping';
export const PONG_CHANNEL = 'kiosk:pong';

/** The IPC channel on which the page says that its first screen stands. */
export const SHOWN_CHANNEL = 'kiosk:shown';

/** What the preload script puts on `window.kiosk`: the only bridge between screen and main. */
export interface KioskBridge {
  call(name: UseCaseName, input: unknown): Promise<unknown>;
  onOverview(listener: (overview: unknown) => void): () => void;
  /** Calls back with each frame of a camera (a Uint8Array), or null where there is no live one; see contract/preview.ts. */
  onPreview(camera: CameraName, listener: (jpeg: unknown) => void): () => void;
  /** Tells main that the first screen stands: what nobody sees has waited for it. */
  shown(): void;
}
