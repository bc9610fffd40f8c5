import { app, ipcMain } from 'electron';
import path from 'node:path';
import { ipcChannel } from '#contract/ipc';
import { KIOSK_ORIGIN, openKioskWindow, registerKioskScheme, serveKioskPage } from '#main/window/kioskWindow';
import { overviewExample } from '#support/overviewExample';

// The kiosk's own window and page with no program behind them: what they ask is answered at once, and made up. No program can
// be there sooner than this. Started in the project's folder.

registerKioskScheme();
ipcMain.handle(ipcChannel('overview'), () => ({ ok: true, value: overviewExample() }));
ipcMain.handle(ipcChannel('firstStart'), () => ({ ok: true, value: { step: 'done' } }));
void app.whenReady().then(() => {
  serveKioskPage(
    path.resolve('out/renderer'),
    () => Promise.resolve(null),
    () => undefined,
  );
  return openKioskWindow(path.resolve('out/preload/preload.cjs'), false).loadURL(`${KIOSK_ORIGIN}/`);
});
