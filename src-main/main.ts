import { app } from 'electron';
import { fileURLToPath } from 'node:url';
import packageJson from '../package.json';
import { openKioskIpc } from './ipc/kioskIpc';
import { KIOSK_ORIGIN, openKioskWindow, registerKioskScheme, serveKioskPage } from './kioskWindow';
import { launch } from './launch';

const pageFolder = fileURLToPath(new URL('../renderer/', import.meta.url));
const preload = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url));

registerKioskScheme();
// Electron would quit by itself when the window closes; here everything else is stopped first.
app.on('window-all-closed', () => undefined);
await app.whenReady();
const args = app.isPackaged ? process.argv.slice(1) : process.argv.slice(2);
const launched = await launch(
  args,
  { environment: process.env, installed: app.isPackaged, version: packageJson.version, pageFolder },
  (code) => {
    app.exit(code);
  },
);
if (launched && !launched.commandLine.headless) {
  const { app: parts, commandLine, quit } = launched;
  serveKioskPage(pageFolder);
  const window = openKioskWindow(preload, commandLine.windowed);
  const closeIpc = openKioskIpc(window.webContents, { ...parts, origin: KIOSK_ORIGIN });
  window.on('closed', () => {
    closeIpc();
    void quit();
  });
  app.on('before-quit', (event) => {
    event.preventDefault();
    void quit();
  });
  await window.loadURL(`${KIOSK_ORIGIN}/`);
}
