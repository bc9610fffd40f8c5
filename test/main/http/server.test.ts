import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { healthAnswerSchema, recordAnswerSchema } from '#contract/captureApi';
import type { SettingName } from '#contract/settings';
import {
  held,
  heldError,
  logIn,
  openStream,
  PAGE,
  PASSWORD,
  startApi,
  statusWhere,
  type TestApi,
} from '#support/api';
import { NO_CAMERAS } from '#support/engine';

let api: TestApi;
let sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  await api.stop();
});

const start = async (settings: Partial<Record<SettingName, unknown>> = NO_CAMERAS) => {
  api = await startApi({ settings });
};

/** Opens connections that say no more than `words`; resolves when all are open. */
async function open(count: number, words = ''): Promise<Socket[]> {
  const opened = await Promise.all(
    Array.from({ length: count }, async () => {
      const socket = connect(api.port, '127.0.0.1').on('error', () => undefined);
      sockets.push(socket);
      await once(socket, 'connect');
      socket.write(words);
      return socket;
    }),
  );
  return opened;
}

/** What comes back on a connection that says just this. */
async function answerTo(words: string): Promise<string> {
  const socket = connect(api.port, '127.0.0.1');
  socket.write(words);
  return text(socket);
}

describe('a page of another address', () => {
  const ORIGIN = 'http://10.0.0.7:8080';
  const headers = { Origin: ORIGIN, Host: 'goats.local:5001' };

  it('that is allowed works as the original page does, from start to end', async () => {
    await start({ API_AUTH: 'none', CORS_ORIGINS: `https://goats.example, ${ORIGIN}` });
    const asks = {
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'content-type',
    };
    const preflight = await api.send('/record', { method: 'OPTIONS', headers: { ...headers, ...asks } });
    expect(preflight).toMatchObject({
      ...{ status: 204, text: '' },
      headers: {
        'access-control-allow-origin': ORIGIN,
        'access-control-allow-methods': expect.stringContaining('POST') as unknown,
        'access-control-allow-headers': expect.stringContaining('Content-Type') as unknown,
      },
    });
    const body = { goat_id: `test_${Date.now()}`, is_test: true, require_all_cameras: false };
    const answer = await api.send('/record', { method: 'POST', body, headers });
    expect(answer.headers['access-control-allow-origin']).toBe(ORIGIN);
    expect(held(recordAnswerSchema, answer).is_test).toBe(true);
    const { last_result: result } = await statusWhere(api, ({ active }) => !active);
    expect(result).toMatchObject({ success: true, total_images: 9 });
    const polled = await api.send('/status', { headers });
    expect(polled.headers['access-control-allow-origin']).toBe(ORIGIN);
    expect(polled.headers['access-control-allow-credentials']).toBeUndefined();
    expect(polled.headers.vary).toContain('Origin');
  });

  it('that is not allowed reads and changes nothing', async () => {
    await start({ ...NO_CAMERAS, API_AUTH: 'none', CORS_ORIGINS: ORIGIN });
    for (const Origin of [
      'http://10.0.0.7',
      'https://10.0.0.7:8080',
      'http://10.0.0.7:8080.evil.example',
      'null',
    ]) {
      const other = { ...headers, Origin };
      heldError('FORBIDDEN_ORIGIN', await api.send('/record', { method: 'POST', body: {}, headers: other }));
      for (const [method, path] of [
        ['OPTIONS', '/record'],
        ['GET', '/status'],
      ] as const) {
        const answer = await api.send(path, { method, headers: other });
        expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      }
    }
  });

  it('can open the page and see that all is ready, and sets nothing else off, not even by an image', async () => {
    await start({ ...NO_CAMERAS, CORS_ORIGINS: ORIGIN });
    for (const site of ['cross-site', 'same-site']) {
      const image = { headers: { 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': 'no-cors' } };
      const link = {
        headers: { ...image.headers, 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' },
      };
      for (const path of ['/diagnostics', '/diagnostics/bundle', '/preview/side', '/settings', '/tokens'])
        for (const asked of [image, link])
          expect(heldError('FORBIDDEN_ORIGIN', await api.send(path, asked)).parameters).toEqual({
            origin: site,
          });
      for (const path of ['/', '/index.html'])
        expect(await api.send(path, link)).toMatchObject({ status: 200, text: PAGE });
      expect((await api.send('/health', image)).status).toBe(200);
      const allowed = { headers: { Origin: ORIGIN, 'Sec-Fetch-Site': site } };
      expect((await api.send('/status', allowed)).status).toBe(200);
      const other = { headers: { Origin: 'http://10.0.0.8', 'Sec-Fetch-Site': site } };
      heldError('FORBIDDEN_ORIGIN', await api.send('/status', other));
    }
    for (const site of ['same-origin', 'none'])
      expect((await api.send('/status', { headers: { 'Sec-Fetch-Site': site } })).status).toBe(200);
  });

  it('that is like its own but for TLS is another one, where it is known that TLS is spoken', async () => {
    await start({ ...NO_CAMERAS, API_AUTH: 'none' });
    const cancel = (scheme: string, more: Record<string, string> = {}) =>
      api.send('/cancel', {
        ...{ method: 'POST', body: {} },
        headers: { Host: 'pi.tail1234.ts.net', Origin: `${scheme}://pi.tail1234.ts.net`, ...more },
      });
    const byTls = { 'X-Forwarded-Proto': 'https' };
    expect((await cancel('https', byTls)).status).toBe(200);
    heldError('FORBIDDEN_ORIGIN', await cancel('http', byTls));
    for (const scheme of ['http', 'https']) expect((await cancel(scheme)).status).toBe(200);
  });

  it('sends a token where a login is needed: cookies are never its own', async () => {
    await start({ ...NO_CAMERAS, CORS_ORIGINS: ORIGIN });
    heldError('LOGIN_REQUIRED', await api.send('/status', { headers }));
    const { token } = await api.access.tokens.make('page');
    const answer = await api.send('/status', { headers: { ...headers, Authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
  });

  it.each(['*', 'http://x/', 'http://x/path', 'x', 'ftp://x', 'http://X', 'http://x,', 'file://'])(
    'is never every page: CORS_ORIGINS=%s is refused',
    async (CORS_ORIGINS) => {
      await expect(startApi({ settings: { ...NO_CAMERAS, CORS_ORIGINS } })).rejects.toThrow('CORS_ORIGINS');
      await start();
    },
  );
});

describe('the doors', () => {
  it('stay open to others while thousands of connections say nothing, or half a request', async () => {
    await start();
    await open(1500);
    await open(200, 'GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
    await open(300, 'POST /record HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{');
    const beganMs = performance.now();
    expect(held(healthAnswerSchema, await api.send('/health')).recording_active).toBe(false);
    expect(performance.now() - beganMs).toBeLessThan(2000);
  });

  it('take a hundred listeners, who are left alone by those who say nothing', async () => {
    await start();
    const streams = await Promise.all(Array.from({ length: 100 }, () => openStream(api, '/events')));
    const first = await Promise.all(streams.map((stream) => stream.next()));
    for (const text of first) expect(text).toContain('event: overview');
    await open(600);
    expect((await api.send('/health')).status).toBe(200);
    for (const text of await Promise.all(streams.map((stream) => stream.next())))
      expect(text).toContain('data: ');
    for (const stream of streams) stream.close();
  });

  it('limit the listeners, and take new ones when others have gone', async () => {
    await start();
    const streams = await Promise.all(Array.from({ length: 200 }, () => openStream(api, '/events')));
    heldError('TOO_MANY_VIEWERS', await api.send('/events'));
    streams[0]?.close();
    const another = () =>
      openStream(api, '/events').then(
        (stream) => {
          stream.close();
          return true;
        },
        () => false,
      );
    await expect.poll(another).toBe(true);
    for (const stream of streams) stream.close();
  });

  it('answer HEAD with an end, also for streams', async () => {
    await start({});
    for (const path of ['/events', '/preview/side', '/status', '/health', '/']) {
      expect(await api.send(path, { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
    }
  });

  it('take a request of a proxy that says nothing of itself for one from outside', async () => {
    await start();
    expect(await answerTo('GET /status HTTP/1.0\r\nHost: localhost:5001\r\n\r\n')).toContain(
      'LOGIN_REQUIRED',
    );
  });

  it('answer no HTTP with no word of the program', async () => {
    await start();
    for (const words of [
      '\u0000\u0001\r\n\r\n',
      'GET /\u0000 HTTP/1.1\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
    ]) {
      expect(await answerTo(words)).toMatch(/^HTTP\/1\.1 4\d\d [A-Za-z ]+\r\nConnection: close\r\n\r\n$/);
    }
    expect((await api.send('/health')).status).toBe(200);
  });
});

describe('every answer', () => {
  it('has the headers that keep browsers careful, streams and errors too', async () => {
    await start({});
    const paths = ['/', '/health', '/status', '/record', '/no-such-page', '/no-such-page.js'];
    const answers = await Promise.all(paths.map((path) => api.send(path)));
    const streams = [await openStream(api, '/events'), await openStream(api, '/preview/side')];
    for (const { headers } of [...answers, ...streams]) {
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': expect.stringMatching(/^no-(store|cache)$/) as unknown,
      });
      expect(headers['content-security-policy']).toContain("default-src 'self';");
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers['x-powered-by']).toBeUndefined();
    }
    for (const stream of streams) stream.close();
  });

  it('and every line of the log is without secrets, and without the inside of the program', async () => {
    const secrets = {
      ...{ password: 'a planted password', key: 'AKIAPLANTED', secret: 'planted/secret+key' },
      wifi: 'a planted Wi-Fi key',
    };
    process.env.AWS_SECRET_ACCESS_KEY = secrets.secret;
    process.env.AWS_ACCESS_KEY_ID = secrets.key;
    try {
      await start();
      const cookie = await logIn(api);
      await api.send('/login', { method: 'POST', body: { password: secrets.password } });
      api.log.error(
        { password: secrets.password, settings: { password: secrets.password, cookie } },
        'planted',
      );
      api.log.warn({ headers: { authorization: secrets.secret, cookie } }, 'planted');
      const joining = api.engine.machine.wifi.join({ name: 'a planted network', key: secrets.wifi });
      await expect(joining).rejects.toThrow('a planted network');
      api.log.warn({ said: secrets.wifi }, 'planted');
      const { token } = await api.access.tokens.make('planted');
      const deep = { a: { b: [{ sessionToken: secrets.secret, 'set-cookie': [cookie, secrets.key] }] } };
      const error = new Error(`GET https://${secrets.key}:${secrets.secret}@store/ and ${token}`);
      api.log.error({ deep, error }, `planted ${PASSWORD}`);
      const events = await openStream(api, '/events', { headers: { 'Last-Event-ID': 'another-run' } });
      const texts = [await events.next()];
      events.close();
      expect(texts[0]).toContain('planted');
      for (const path of ['/health', '/status', '/diagnostics', '/overview', '/no-such-page']) {
        texts.push((await api.send(path)).text);
      }
      api.engine.status = () => {
        throw new Error(`broke in ${api.dataDir}`);
      };
      const broken = await api.send('/status');
      const { parameters } = heldError('INTERNAL_ERROR', broken);
      const incident = /[0-9a-f]{8}/.exec(String(parameters.detail))?.[0] ?? 'none';
      expect(api.logged.filter((line) => line.includes(incident))).toHaveLength(1);
      for (const text of [broken.text, ...texts]) expect(text).not.toMatch(/ {4}at |\/node_modules\/|node:/);
      expect(broken.text).not.toContain(api.dataDir);
      const id = cookie.split('=')[1] ?? cookie;
      for (const text of [broken.text, ...texts, ...api.logged]) {
        for (const secret of [...Object.values(secrets), PASSWORD, token, id])
          expect(text).not.toContain(secret);
      }
    } finally {
      delete process.env.AWS_SECRET_ACCESS_KEY;
      delete process.env.AWS_ACCESS_KEY_ID;
    }
  });
});
