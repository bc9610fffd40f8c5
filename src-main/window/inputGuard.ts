import { Menu, type BrowserWindow } from 'electron';
import { isAllowedKey } from './allowedKeys';

/** Closes the ways out of the kiosk's page that a keyboard, a mouse or a download opens. */
export function guardInput(window: BrowserWindow): void {
  // Electron's default menu has accelerators for developer tools, reload, zoom and quit, also where no menu is shown.
  Menu.setApplicationMenu(null);
  const { webContents } = window;
  webContents.on('before-input-event', (event, input) => {
    if (!isAllowedKey(input)) event.preventDefault();
  });
  webContents.session.on('will-download', (event) => {
    event.preventDefault();
  });
}
