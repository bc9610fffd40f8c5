import { app, BrowserWindow, protocol, screen, session } from 'electron';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { guardInput } from './inputGuard';

const SCHEME = 'app';
/** The origin of the kiosk's page: a protocol of its own, since pages from file:// may read other files. */
export const KIOSK_ORIGIN = `${SCHEME}://kiosk`;

const CONTENT_SECURITY_POLICY =
  "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'";

/** What the built page consists of. */
const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Must be called before Electron is ready. */
export function registerKioskScheme(): void {
  const privileges = { standard: true, secure: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

/** Gives the picture at a path of the kiosk's origin, or null where the path leads to none. */
export type PictureAt = (path: string) => Promise<Response | null>;

/**
 * Serves the built page, and nothing outside its folder, on the kiosk's own origin; beside it the sessions' pictures. All but
 * the document waits for `pictureAt`: a script that ran before it answers would find nobody to ask.
 * @param onScript called each time that the page gets its script.
 */
export function serveKioskPage(pageFolder: string, pictureAt: PictureAt, onScript: () => void): void {
  const root = path.resolve(pageFolder);
  protocol.handle(SCHEME, async (request) => {
    const { pathname } = new URL(request.url);
    const isDocument = pathname === '/';
    const picture = isDocument ? null : await pictureAt(pathname);
    if (picture) return picture;
    const file = path.join(root, isDocument ? 'index.html' : decodeURIComponent(pathname));
    const type = CONTENT_TYPES[path.extname(file)];
    // Electron's own fetch of a file takes three times as long, of a thread that has a program to start.
    const bytes =
      type !== undefined && file.startsWith(root + path.sep) ? await readFile(file).catch(() => null) : null;
    if (type === undefined || bytes === null) return new Response(null, { status: 404 });
    if (path.extname(file) === '.js') setImmediate(onScript);
    return new Response(new Uint8Array(bytes), {
      headers: {
        'Content-Type': type,
        'Content-Security-Policy': CONTENT_SECURITY_POLICY,
        'X-Content-Type-Options': 'nosniff',
      },
    });
  });
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.defaultSession.setPermissionCheckHandler(() => false);
}

/** Opens the kiosk's one window: sandboxed, isolated, and bound to its own page. */
export function openKioskWindow(preload: string, windowed: boolean): BrowserWindow {
  const onWayland = app.commandLine.getSwitchValue('ozone-platform') === 'wayland';
  const window = new BrowserWindow({
    ...(windowed ? { width: 1024, height: 600 } : screen.getPrimaryDisplay().bounds),
    // Electron crashes where a window is made full screen under a Wayland kiosk compositor; there it fills the screen anyway.
    fullscreen: !windowed && !onWayland,
    frame: windowed,
    // Wayland asks a hidden window for no frame, so that it would never be ready to show.
    show: onWayland,
    autoHideMenuBar: true,
    // The page's own paper, so that nothing flashes before it is drawn.
    backgroundColor: '#f1e9d8',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // A package is for users; in development they may be opened by Playwright.
      devTools: !app.isPackaged,
      navigateOnDragDrop: false,
    },
  });
  guardInput(window);
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-navigate', (event) => {
    event.preventDefault();
  });
  window.once('ready-to-show', () => {
    window.show();
  });
  return window;
}
