import { app } from 'electron';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
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

function openKiosk({ app: parts, commandLine, quit }: Launched): void {
  serveKioskPage(pageFolder, (path) => sessionPicture(parts.engine, path));
  const window = openKioskWindow(preload, commandLine.windowed);
  const closeIpc = openKioskIpc(window.webContents, { ...parts, origin: KIOSK_ORIGIN });
  const closePreviews = openPreviewIpc(window.webContents, parts.engine, KIOSK_ORIGIN);
  const endGuard = guardPage(window.webContents, `${KIOSK_ORIGIN}/`, systemClock, parts.log);
  window.on('closed', () => {
    endGuard();
    closePreviews();
    closeIpc();
    void quit();
  });
}

/** The arguments that are meant for this program; in development those before the app's folder are Electron's. */
function ownArguments(): string[] {
  const args = process.argv.slice(1);
  if (app.isPackaged) return args;
  return args.slice(args.findIndex((arg) => path.resolve(arg) === app.getAppPath()) + 1);
}
