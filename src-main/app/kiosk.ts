import type { BrowserWindow, WebContents } from 'electron';
import type { App } from './compose';
import { SHOWN_CHANNEL } from '#contract/ipc';
import { systemClock } from '#engine/platform/clock';
import { openKioskIpc } from '../ipc/kioskIpc';
import { openPreviewIpc } from '../ipc/previewIpc';
import { sessionPicture } from '../ipc/sessionPicture';
import { KIOSK_ORIGIN, type PictureAt } from '../window/kioskWindow';
import type { PageLog } from '../window/navigationGuard';

/** What has waited for the screen goes on without it after so many ms: it may never stand. */
const SHOW_LIMIT_MS = 3000;

/** The program on its screen. */
export interface Kiosk {
  readonly pictureAt: PictureAt;
  /** Where it is told what was wrong with the page. */
  readonly pageLog: PageLog;
  /** Shows the program, and after a restart the next one; resolves when its screen stands, or takes too long. */
  show: (app: App) => Promise<void>;
}

/** Opens the ways from a window to the program that `show` is given: what the page asks before is answered then. */
export function openKiosk(window: BrowserWindow): Kiosk {
  let resolveFirst: ((app: App) => void) | null = null;
  let parts = new Promise<App>((resolve) => (resolveFirst = resolve));
  let closeServers = startServers(window.webContents, parts);
  window.on('closed', () => {
    closeServers();
  });
  return {
    pictureAt: (path) => sessionPicture(parts, path),
    pageLog: {
      error: (details, message) =>
        void parts.then(({ log }) => {
          log.error(details, message);
        }),
    },
    show: async (app) => {
      if (window.isDestroyed()) return;
      const shown = new Promise((resolve) => window.webContents.ipc.once(SHOWN_CHANNEL, resolve));
      if (resolveFirst) {
        resolveFirst(app);
        resolveFirst = null;
      } else {
        closeServers();
        parts = Promise.resolve(app);
        closeServers = startServers(window.webContents, parts);
        window.webContents.reload();
      }
      await Promise.race([shown, systemClock.sleep(SHOW_LIMIT_MS)]);
    },
  };
}

/** Opens the ways from the page to the program; returns how to close them. */
function startServers(page: WebContents, starting: Promise<App>): () => void {
  const closeIpc = openKioskIpc(page, starting, KIOSK_ORIGIN);
  let isClosed = false;
  let closePreviews: () => void = () => undefined;
  void starting.then(({ engine }) => {
    if (!isClosed) closePreviews = openPreviewIpc(page, engine, KIOSK_ORIGIN);
  });
  return () => {
    isClosed = true;
    closePreviews();
    closeIpc();
  };
}
