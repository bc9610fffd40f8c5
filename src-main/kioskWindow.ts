import { app, BrowserWindow, net, protocol, screen, session } from 'electron';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const SCHEME = 'app';
/** The origin of the kiosk's page: a protocol of its own, since pages from file:// may read other files. */
export const KIOSK_ORIGIN = `${SCHEME}://kiosk`;

const CONTENT_SECURITY_POLICY =
  "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'";

/** Must be called before Electron is ready. */
export function registerKioskScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
}

/**
 * Serves the built page, and nothing outside its folder, on the kiosk's own origin; beside it the sessions' pictures.
 * @param pictureAt gives the picture at a path of the origin, or null where there is none.
 */
export function serveKioskPage(
  pageFolder: string,
  pictureAt: (path: string) => Promise<Response | null>,
): void {
  const root = path.resolve(pageFolder);
  protocol.handle(SCHEME, async (request) => {
    const { pathname } = new URL(request.url);
    const picture = await pictureAt(pathname);
    if (picture) return picture;
    const file = path.join(root, pathname === '/' ? 'index.html' : decodeURIComponent(pathname));
    if (!file.startsWith(root + path.sep)) return new Response(null, { status: 404 });
    const found = await net.fetch(pathToFileURL(file).href);
    const headers = new Headers(found.headers);
    headers.set('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    headers.set('X-Content-Type-Options', 'nosniff');
    return new Response(found.body, { status: found.status, headers });
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
    },
  });
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-navigate', (event) => {
    event.preventDefault();
  });
  window.once('ready-to-show', () => {
    window.show();
  });
  return window;
}
