import { app, type BrowserWindow } from 'electron';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '#engine/platform/clock';
import { askedWindow } from './flags';
import type { Kiosk } from './kiosk';
import { KIOSK_ORIGIN, openKioskWindow, registerKioskScheme, serveKioskPage } from '../window/kioskWindow';
import { guardNavigation } from '../window/navigationGuard';

const pageFolder = fileURLToPath(new URL('../renderer/', import.meta.url));
const preload = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url));

/** A page that takes longer to reach a step of its loading, in ms, is not waited for. */
const STEP_LIMIT_MS = 3000;

registerKioskScheme();
// Electron would quit by itself when the window closes; here everything else is stopped first.
app.on('window-all-closed', () => undefined);
// Electron is only ready when this module has run to its end, so that nothing here may wait for it.
void app.whenReady().then(run);

async function run(): Promise<void> {
  const args = ownArguments();
  const asked = askedWindow(args);
  const window = asked && openKioskWindow(preload, asked.windowed);
  const page = window && loadPage(window);
  // The larger part of the program takes this thread for a while, on which the page has to wait for its script.
  await page?.hasScript;
  const { launch } = await import('./launch');
  const context = {
    environment: process.env,
    installed: app.isPackaged,
    version: app.getVersion(),
    pageFolder,
    ...(page && { show: (await page.kiosk).show }),
  };
  const { quit, started } = launch(args, context, (code) => {
    app.exit(code);
  });
  // Electron itself takes SIGTERM, SIGINT and SIGHUP, and would quit at once.
  app.on('before-quit', (event) => {
    event.preventDefault();
    void quit();
  });
  if (!(await started) || !window) return;
  if (window.isDestroyed()) await quit();
  else window.on('closed', () => void quit());
}

interface LoadingPage {
  kiosk: Promise<Kiosk>;
  /** Resolves when the page has got its script, or won't get it soon. */
  hasScript: Promise<void>;
}

/** Loads the page into its window, and the part of the program that answers it. */
function loadPage(window: BrowserWindow): LoadingPage {
  const navigated = pageStep(window, (reached) => window.webContents.once('did-navigate', reached));
  // It gets a process of its own first, in many small steps of this thread: what takes it longer waits for them.
  const kiosk = navigated.then(async () => (await import('./kiosk')).openKiosk(window));
  const hasScript = pageStep(window, (reached) => {
    serveKioskPage(pageFolder, async (address) => (await kiosk).pictureAt(address), reached);
  });
  const endGuard = guardNavigation(window.webContents, `${KIOSK_ORIGIN}/`, systemClock, {
    error: (details, message) =>
      void kiosk.then(({ pageLog }) => {
        pageLog.error(details, message);
      }),
  });
  window.on('closed', endGuard);
  return { kiosk, hasScript };
}

/** Resolves when a page that is loading has reached a step, or won't: the program starts whatever its page does. */
function pageStep(window: BrowserWindow, wait: (reached: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const goOn = () => {
      resolve();
    };
    wait(goOn);
    window.webContents.once('did-fail-load', goOn);
    window.webContents.once('render-process-gone', goOn);
    window.once('closed', goOn);
    systemClock.after(STEP_LIMIT_MS, goOn);
  });
}

/** The arguments that are meant for this program; in development those before the app's folder are Electron's. */
function ownArguments(): string[] {
  const args = process.argv.slice(1);
  if (app.isPackaged) return args;
  return args.slice(args.findIndex((arg) => path.resolve(arg) === app.getAppPath()) + 1);
}
