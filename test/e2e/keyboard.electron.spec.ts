import { _electron, expect, test, type ElectronApplication } from '@playwright/test';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startDisplay } from '../../build/setup/display.mjs';
import { startKiosk, type Kiosk } from './kiosk';

/** Keys and mouse buttons as a keyboard and a mouse press them (XTEST), on a display that no other test has. */
const run = promisify(execFile);

/** Accelerators of Chromium and Electron, as xdotool writes keys. */
const SHORTCUTS = [
  ...['ctrl+shift+i', 'ctrl+shift+j', 'ctrl+shift+c', 'F12', 'ctrl+r', 'ctrl+shift+r', 'F5', 'shift+F5'],
  ...[
    'ctrl+plus',
    'ctrl+minus',
    'ctrl+0',
    'ctrl+equal',
    'F11',
    'F10',
    'shift+F10',
    'Menu',
    'ctrl+p',
    'ctrl+s',
  ],
  ...['ctrl+o', 'ctrl+n', 'ctrl+t', 'ctrl+u', 'ctrl+f', 'ctrl+g', 'F3', 'F7', 'ctrl+m', 'alt+F4', 'alt+Left'],
  ...['alt+Right', 'alt+Home', 'alt', 'alt+f', 'ctrl+Tab', 'ctrl+F4', 'super+l', 'XF86Back', 'XF86Reload'],
  ...['XF86HomePage', 'XF86AudioPlay', 'XF86WWW', 'XF86Mail', 'Print', 'Pause', 'ctrl+w', 'ctrl+q'],
];
const MOUSE_BACK = '8';
const MOUSE_RIGHT = '3';

let stopDisplay: () => Promise<void>;
let display: string;
test.beforeAll(async () => {
  ({ display, stop: stopDisplay } = await startDisplay());
});
test.afterAll(() => stopDisplay());

const xdotool = (...args: string[]) => run('xdotool', args, { env: { ...process.env, DISPLAY: display } });

/** Gives a program's window the keyboard: there is no window manager that would. */
async function focusWindow(title: string): Promise<void> {
  await xdotool('search', '--sync', '--onlyvisible', '--name', title, 'windowfocus', '--sync');
}

/** How the first window stands. */
function look(electron: ElectronApplication) {
  return electron.evaluate(({ BrowserWindow, Menu }) => {
    const window = BrowserWindow.getAllWindows()[0];
    return {
      windows: BrowserWindow.getAllWindows().length,
      devTools: window?.webContents.isDevToolsOpened(),
      zoom: window?.webContents.getZoomFactor(),
      isFullScreen: window?.isFullScreen(),
      url: window?.webContents.getURL(),
      hasMenu: Menu.getApplicationMenu() !== null,
    };
  });
}

test.describe('at the kiosk', () => {
  let kiosk: Kiosk;
  test.beforeAll(async () => {
    kiosk = await startKiosk({ environment: { DISPLAY: display } });
    await focusWindow('Goat Training Capture');
  });
  test.afterAll(() => kiosk.close());

  test('no shortcut, no mouse button and no download leads out of the page', async () => {
    const { page, electron } = kiosk;
    const before = await look(electron);
    expect(before).toMatchObject({ windows: 1, devTools: false, zoom: 1, hasMenu: false });
    await page.evaluate(() => {
      document.title = 'not loaded again';
    });
    for (const keys of SHORTCUTS) await xdotool('key', '--clearmodifiers', keys);
    await xdotool('mousemove', '500', '20', 'click', MOUSE_RIGHT, 'click', MOUSE_BACK);
    const asked = electron.evaluate(
      ({ session }) =>
        new Promise<string>((resolve) => {
          session.defaultSession.once('will-download', (event, item) => {
            resolve(event.defaultPrevented ? 'prevented' : item.getState());
          });
        }),
    );
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(['{}']));
      link.download = 'pin.json';
      link.click();
    });
    expect(await asked).toBe('prevented');
    // The page answers, and is the one of before.
    expect(await page.title()).toBe('not loaded again');
    expect(await look(electron)).toEqual(before);
  });

  test('characters and editing keys reach a field', async () => {
    const { page } = kiosk;
    await page.evaluate(() => {
      const field = document.createElement('input');
      field.id = 'typed';
      document.body.prepend(field);
      field.focus();
    });
    const field = page.locator('#typed');
    await xdotool('type', 'a7@x');
    await expect(field).toHaveValue('a7@x');
    await xdotool('key', 'BackSpace', 'ntilde', 'ctrl+a', 'ctrl+c', 'End', 'ctrl+v');
    await expect(field).toHaveValue('a7@ña7@ñ');
    await xdotool('key', 'Home', 'Delete', 'Right', 'BackSpace');
    await expect(field).toHaveValue('@ña7@ñ');
  });
});

test('a window with the default menu does react to these keys', async () => {
  const isRoot = process.getuid?.() === 0;
  const electron = await _electron.launch({
    args: ['test/bench/kiosk/empty', ...(isRoot ? ['--no-sandbox'] : [])],
    env: { ...process.env, DISPLAY: display },
  });
  const page = await electron.firstWindow();
  await page.waitForLoadState();
  await page.evaluate(() => {
    document.title = 'default menu';
  });
  await focusWindow('default menu');
  await xdotool('key', 'ctrl+plus');
  await expect.poll(async () => (await look(electron)).zoom).toBeGreaterThan(1);
  const closed = electron.waitForEvent('close');
  await xdotool('key', 'ctrl+q');
  await closed;
});
