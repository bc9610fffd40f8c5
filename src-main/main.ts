import { app, type WebContents } from 'electron';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCommandLine, wantsWindow } from './commandLine';
import type { App } from './compose';
import { systemClock } from './engine/clock';
import { openKioskIpc } from './ipc/kioskIpc';
import { sessionPicture } from './ipc/sessionPicture';
import { openPreviewIpc } from './ipc/previewIpc';
import { KIOSK_ORIGIN, openKioskWindow, registerKioskScheme, serveKioskPage } from './kioskWindow';
import { guardPage, type PageLog } from './pageGuard';

const pageFolder = fileURLToPath(new URL('../renderer/', import.meta.url));
const preload = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url));

registerKioskScheme();
// Electron would quit by itself when the window closes; here everything else is stopped first.
app.on('window-all-closed', () => undefined);
// Electron is only ready when this module has run to its end, so that nothing here may wait for it.
void app.whenReady().then(run);

async function run(): Promise<void> {
  const args = ownArguments();
  let tellApp: (app: App) => void = () => undefined;
  const starting = new Promise<App>((resolve) => (tellApp = resolve));
  // The page is loaded while the program starts: it takes about as long.
  const kiosk = opensWindow(args) ? openKiosk(starting, args.includes('--windowed')) : null;
  const surroundings = {
    environment: process.env,
    installed: app.isPackaged,
    hasWindow: true,
    version: app.getVersion(),
    pageFolder,
  };
  // The larger part of the program takes this thread for a while, on which the page has to wait for its first bytes.
  await kiosk?.hasBegun;
  const { launch } = await import('./launch');
  const launched = await launch(args, surroundings, (code) => {
    app.exit(code);
  });
  if (!launched) return;
  // Electron itself takes SIGTERM, SIGINT and SIGHUP, and would quit at once.
  app.on('before-quit', (event) => {
    event.preventDefault();
    void launched.quit();
  });
  kiosk?.onClosed(() => void launched.quit());
  launched.onRestart((next) => kiosk?.restarted(next));
  tellApp(launched.app);
}

/** True where the program is asked for with its window. A command line that makes no sense is told of by its launch. */
function opensWindow(args: readonly string[]): boolean {
  try {
    return wantsWindow(readCommandLine(args));
  } catch {
    return false;
  }
}

interface KioskWindow {
  /** Resolves when the page has begun to load, or will not. */
  hasBegun: Promise<void>;
  /** Shows the program as it runs after a restart. */
  restarted: (app: App) => void;
  /** Calls back when the window is closed, or is already. */
  onClosed: (listener: () => void) => void;
}

function openKiosk(starting: Promise<App>, windowed: boolean): KioskWindow {
  let parts = starting;
  serveKioskPage(pageFolder, (path) => sessionPicture(parts, path));
  const window = openKioskWindow(preload, windowed);
  let closeDoors = openDoors(window.webContents, parts);
  const log: PageLog = {
    error: (details, words) =>
      void parts.then(({ log }) => {
        log.error(details, words);
      }),
  };
  const hasBegun = new Promise<void>((resolve) => {
    const begun = () => {
      resolve();
    };
    window.webContents.once('did-navigate', begun);
    window.webContents.once('did-fail-load', begun);
    window.webContents.once('render-process-gone', begun);
    window.once('closed', begun);
  });
  const endGuard = guardPage(window.webContents, `${KIOSK_ORIGIN}/`, systemClock, log);
  window.on('closed', () => {
    endGuard();
    closeDoors();
  });
  return {
    hasBegun,
    restarted: (next) => {
      if (window.isDestroyed()) return;
      closeDoors();
      parts = Promise.resolve(next);
      closeDoors = openDoors(window.webContents, parts);
      window.webContents.reload();
    },
    onClosed: (listener) => {
      if (window.isDestroyed()) listener();
      else window.on('closed', listener);
    },
  };
}

/** Opens the ways from the page to the program; returns how to close them. */
function openDoors(page: WebContents, starting: Promise<App>): () => void {
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

/** The arguments that are meant for this program; in development those before the app's folder are Electron's. */
function ownArguments(): string[] {
  const args = process.argv.slice(1);
  if (app.isPackaged) return args;
  return args.slice(args.findIndex((arg) => path.resolve(arg) === app.getAppPath()) + 1);
}
