import { app, BrowserWindow, screen } from 'electron';
import { fileURLToPath } from 'node:url';

// An Electron window with nothing in it but a button: the least that any app needs on this machine.
void app.whenReady().then(() => {
  const { bounds } = screen.getPrimaryDisplay();
  const window = new BrowserWindow({ ...bounds, fullscreen: true, frame: false });
  return window.loadFile(fileURLToPath(new URL('index.html', import.meta.url)));
});
