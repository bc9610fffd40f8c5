import { expect, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import { startKiosk, type Kiosk } from './kiosk';

/** The points of Electron's security checklist, each tried in the window as it is. */

/** What is off by default, and may then be left out. */
const off = z.boolean().default(false);
const MORE_PREFERENCES = z.object({
  ...{ nodeIntegrationInSubFrames: off, nodeIntegrationInWorker: off, experimentalFeatures: off },
});

let kiosk: Kiosk;
let stranger: Server;
let visits = 0;
let strangersAddress: string;

test.beforeAll(async () => {
  kiosk = await startKiosk({ environment: { NUM_IMAGES: '2' } });
  stranger = createServer((_request, response) => {
    visits += 1;
    response.end('<title>a stranger</title>');
  });
  stranger.listen(0, '127.0.0.1');
  await once(stranger, 'listening');
  strangersAddress = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`;
});
test.afterAll(async () => {
  stranger.close();
  await kiosk.close();
});

test('the window is sandboxed, isolated, and has nothing of Node', async () => {
  // Electron's types leave this one out.
  const told: unknown = await kiosk.electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents ?? {};
    const read: unknown = Reflect.get(contents, 'getLastWebPreferences');
    const preferences: unknown = typeof read === 'function' ? Reflect.apply(read, contents, []) : null;
    return preferences;
  });
  expect(told).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
  expect(told).toMatchObject({ webSecurity: true, allowRunningInsecureContent: false, webviewTag: false });
  const preferences = MORE_PREFERENCES.parse(told);
  expect(Object.values(preferences)).toEqual([false, false, false]);
  const inPage = await kiosk.page.evaluate(() => ({
    names: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter(
      (name) => name in window,
    ),
    bridge: Object.keys(window.kiosk ?? {}).sort(),
    isTheBridgeFixed: !Reflect.set(window.kiosk ?? {}, 'call', () => null),
    origin: location.origin,
  }));
  expect(inPage).toMatchObject({ names: [], isTheBridgeFixed: true, origin: 'app://kiosk' });
  for (const name of inPage.bridge) expect(['call', 'onOverview', 'onPreview', 'shown']).toContain(name);
});

test('the page goes nowhere else, and opens nothing', async () => {
  const { page, electron } = kiosk;
  const opened = await page.evaluate((address) => window.open(address) === null, strangersAddress);
  expect(opened).toBe(true);
  for (const address of [
    strangersAddress,
    'file:///etc/passwd',
    'data:text/html,x',
    'javascript:document.title="x"',
  ]) {
    await page.evaluate((to) => {
      const link = Object.assign(document.createElement('a'), { href: to, textContent: 'away' });
      document.body.append(link);
      link.click();
      link.target = '_blank';
      link.click();
      link.remove();
      try {
        location.assign(to);
      } catch {
        // Some are refused at once.
      }
    }, address);
  }
  // What the page asks for after all this is answered by the same page.
  expect(await page.evaluate(() => location.href)).toBe('app://kiosk/');
  const windows = await electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => ({
      url: webContents.getURL(),
      isLeaving: webContents.isLoadingMainFrame(),
    })),
  );
  expect(windows).toEqual([{ url: 'app://kiosk/', isLeaving: false }]);
  expect(visits).toBe(0);
});

test('nothing of the device is given to the page', async () => {
  const answers = await kiosk.page.evaluate(async () => {
    const states = await Promise.all(
      (['geolocation', 'notifications', 'camera', 'microphone', 'midi'] as const).map(
        async (name) => (await navigator.permissions.query({ name })).state,
      ),
    );
    const location = new Promise((resolve) => {
      navigator.geolocation.getCurrentPosition(
        () => {
          resolve('given');
        },
        () => {
          resolve('denied');
        },
      );
    });
    return {
      states,
      location: await location,
      notification: await Notification.requestPermission(),
    };
  });
  expect(answers).toEqual({
    states: Array(5).fill('denied'),
    location: 'denied',
    notification: 'denied',
  });
});

test('the policy of the page is in force: no inline code, no eval, nobody else', async () => {
  const found = await kiosk.page.evaluate(async (address) => {
    const awaited = new Set(['script-src-elem', 'script-src', 'connect-src', 'frame-src']);
    const allViolated = new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        awaited.delete(effectiveDirective);
        if (awaited.size === 0) resolve(true);
      });
    });
    document.body.append(
      Object.assign(document.createElement('script'), { textContent: 'window.ran = true' }),
    );
    const frame = Object.assign(document.createElement('iframe'), { src: address });
    document.body.append(frame);
    // In a task of its own: within the test's own call it would be let through.
    const evaluated = await new Promise((resolve) => {
      setTimeout(() => {
        try {
          resolve(String(Reflect.apply(eval, undefined, ['1 + 1'])));
        } catch (error) {
          resolve(error instanceof Error ? error.name : '');
        }
      });
    });
    const fetched = await fetch(address, { mode: 'no-cors' }).then(
      () => 'given',
      () => 'refused',
    );
    frame.remove();
    return { evaluated, fetched, ran: 'ran' in window, allViolated: await allViolated };
  }, strangersAddress);
  expect(found).toMatchObject({ evaluated: 'EvalError', fetched: 'refused', ran: false, allViolated: true });
});

test("the kiosk's own protocol gives the page's folder and nothing beside it", async () => {
  /** What the protocol answers: asked by main, since pages may not fetch from it. */
  const given = (address: string) =>
    kiosk.electron.evaluate(async ({ net }, to) => {
      const answer = await net.fetch(to).catch(() => null);
      const headers = Object.fromEntries(answer?.headers ?? []);
      return { ok: answer?.ok ?? false, text: (await answer?.text()) ?? '', headers };
    }, address);
  const wanted = (await readFile('package.json', 'utf8')).slice(0, 40);
  const page = await given('app://kiosk/');
  expect(page.text).toContain('<!doctype html>');
  expect(page.headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
  expect(page.headers['content-security-policy']).toContain("default-src 'self'");
  expect(page.headers['content-security-policy']).not.toContain('unsafe');
  const paths = [
    '/../../package.json',
    '/%2e%2e/%2e%2e/package.json',
    '/..%2f..%2fpackage.json',
    '/..%5c..%5cpackage.json',
    '/%2e%2e%2f%2e%2e%2fpackage.json',
    '//etc/passwd',
    '/%2fetc/passwd',
    '/%00',
    '/%',
    '/assets/../../main/main.js',
    '/no-such-file.js',
  ];
  for (const wayOut of paths) {
    const answer = await given(`app://kiosk${wayOut}`);
    // A path that leads nowhere may be answered by the page, never by another file.
    if (answer.ok) expect(answer.text, wayOut).toBe(page.text);
    expect(answer.text, wayOut).not.toContain(wanted);
  }
  expect((await given('app://another/../../package.json')).text).not.toContain(wanted);
});

test('a call from any other page is dropped, and frames have no bridge', async () => {
  const { page, electron } = kiosk;
  const given = { address: strangersAddress, preload: path.resolve('out/preload/preload.cjs') };
  const refused = await electron.evaluate(async ({ BrowserWindow }, { address, preload }) => {
    const other = new BrowserWindow({
      show: false,
      webPreferences: { sandbox: true, contextIsolation: true, preload },
    });
    const answers: unknown[] = [];
    for (const url of [address, 'data:text/html,x', 'about:blank']) {
      await other.loadURL(url);
      const calls = "['overview', 'cancel', 'newPassword'].map((name) => window.kiosk.call(name))";
      const code = `Promise.allSettled(${calls}).then((all) => all.map(({ status }) => status))`;
      answers.push(await other.webContents.executeJavaScript(code));
    }
    other.destroy();
    return answers;
  }, given);
  expect(refused).toEqual(Array(3).fill(['rejected', 'rejected', 'rejected']));
  const inFrame = await page.evaluate(async () => {
    const frame = Object.assign(document.createElement('iframe'), { src: '/index.html' });
    const loaded = new Promise((resolve) => {
      frame.addEventListener('load', resolve);
    });
    document.body.append(frame);
    await loaded;
    try {
      return frame.contentWindow !== null && 'kiosk' in frame.contentWindow;
    } catch {
      // The page lets itself be framed by nobody: what stands there is another origin's.
      return false;
    } finally {
      frame.remove();
    }
  });
  expect(inFrame).toBe(false);
  expect(await page.evaluate(() => document.createElement('webview').constructor.name)).toBe('HTMLElement');
});
