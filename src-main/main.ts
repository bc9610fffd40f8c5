import { app, type WebContents } from 'electron';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { App } from './compose';
import { systemClock } from './engine/clock';
import { openKioskIpc } from './ipc/kioskIpc';
import { sessionPicture } from './ipc/sessionPicture';
import { openPreviewIpc } from './ipc/previewIpc';
import { KIOSK_ORIGIN, openKioskWindow, registerKioskScheme, serveKioskPage } from './kioskWindow';
import { guardPage } from './pageGuard';
import { launch, type Launched } from './launch';

const pageFolder = fileURLToPath(new URL('../renderer/', import.meta.url));
const preload = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url));

registerKioskScheme();
// Electron would quit by itself when the window closes; here everything else is stopped first.
app.on('window-all-closed', () => undefined);
// Electron is only ready when this module has run to its end, so that nothing here may wait for it.
void app.whenReady().then(run);

async function run(): Promise<void> {
  const surroundings = {
    environment: process.env,
    installed: app.isPackaged,
    hasWindow: true,
    version: app.getVersion(),
    pageFolder,
  };
  const launched = await launch(ownArguments(), surroundings, (code) => {
    app.exit(code);
  });
  if (!launched) return;
  // Electron itself takes SIGTERM, SIGINT and SIGHUP, and would quit at once.
  app.on('before-quit', (event) => {
    event.preventDefault();
    void launched.quit();
  });
  if (!launched.commandLine.headless) openKiosk(launched);
}

function openKiosk({ app: first, commandLine, quit, onRestart }: Launched): void {
  let parts = first;
  serveKioskPage(pageFolder, (path) => sessionPicture(parts.engine, path));
  const window = openKioskWindow(preload, commandLine.windowed);
  let closeDoors = openDoors(window.webContents, parts);
  const endGuard = guardPage(window.webContents, `${KIOSK_ORIGIN}/`, systemClock, parts.log);
  onRestart((next) => {
    closeDoors();
    parts = next;
    closeDoors = openDoors(window.webContents, parts);
    window.webContents.reload();
  });
  window.on('closed', () => {
    endGuard();
    closeDoors();
    void quit();
  });
}

/** Opens the ways from the page to the program; returns how to close them. */
function openDoors(page: WebContents, parts: App): () => void {
  const closeIpc = openKioskIpc(page, { ...parts, origin: KIOSK_ORIGIN });
  const closePreviews = openPreviewIpc(page, parts.engine, KIOSK_ORIGIN);
  return () => {
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
