import { networkInterfaces } from 'node:os';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { healthAnswerSchema, statusAnswerSchema } from '#contract/captureApi';
import { held, heldError, logIn, PAGE, PASSWORD, startApi, type Asked, type TestApi } from '#support/api';
import { NO_CAMERAS } from '#support/engine';

/** An address of this machine that others reach it by. */
const OWN_ADDRESS = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

/** Requests that do not come from this machine itself, or may not. */
const STRANGERS: Record<string, Asked> = {
  'a name of another machine': { headers: { Host: 'kiosk.example' } },
  'a name that begins as a local address': { headers: { Host: '127.0.0.1.example:5001' } },
  'a name that ends as a local one': { headers: { Host: 'evil.localhost.example' } },
  'an address of all machines': { headers: { Host: '0.0.0.0' } },
  'X-Forwarded-Proto': { headers: { 'x-forwarded-proto': 'https' } },
  Forwarded: { headers: { Forwarded: 'for=127.0.0.1' } },
  Via: { headers: { Via: '1.1 somewhere' } },
  'a header of Tailscale': { headers: { 'Tailscale-User-Login': 'somebody@example.com' } },
  ...(OWN_ADDRESS && {
    'a connection from outside': { address: OWN_ADDRESS },
    'a connection from outside that says it is local': {
      address: OWN_ADDRESS,
      headers: { Host: 'localhost' },
    },
  }),
};
/** Headers of proxies, each of which alone says that somebody else asks. */
const PROXY_HEADERS = [
  ...['X-Forwarded-For', 'X-Forwarded-Host', 'X-Original-For', 'X-Original-Host', 'X-Original-Forwarded-For'],
  ...['X-Real-IP', 'X-Client-IP', 'X-Cluster-Client-IP', 'True-Client-IP', 'Client-IP', 'X-ProxyUser-Ip'],
  ...['CF-Connecting-IP', 'CF-Ray', 'Fastly-Client-IP', 'Fly-Client-IP', 'X-Envoy-External-Address'],
  ...['X-Azure-ClientIP', 'X-ARR-SSL', 'X-Amzn-Trace-Id', 'CloudFront-Viewer-Address', 'WL-Proxy-Client-IP'],
];
const STRANGER: Asked = { headers: { Host: 'kiosk.example' } };

describe('API_AUTH=remote', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi({ settings: NO_CAMERAS });
  });
  afterAll(() => api.stop());

  it.each(['localhost', 'localhost:5001', 'LOCALHOST', '127.0.0.1', '127.8.9.10:80', '[::1]:5001', '[::1]'])(
    'asks this machine itself for no password, by the name %s',
    async (Host) => {
      expect((await api.send('/status', { headers: { Host } })).status).toBe(200);
    },
  );

  it.each(Object.keys(STRANGERS))('asks for the password: %s', async (name) => {
    const stranger = STRANGERS[name];
    for (const path of ['/status', '/diagnostics', '/overview', '/events', '/no-such-page']) {
      heldError('LOGIN_REQUIRED', await api.send(path, stranger));
    }
    for (const path of ['/record', '/cancel']) {
      heldError('LOGIN_REQUIRED', await api.send(path, { ...stranger, method: 'POST', body: {} }));
    }
    expect(api.spool.list()).toEqual([]);
  });

  it.each(PROXY_HEADERS)('takes a request with %s for that of a proxy', async (name) => {
    heldError('LOGIN_REQUIRED', await api.send('/status', { headers: { [name]: '127.0.0.1' } }));
  });

  it('leaves /health and the page open to all', async () => {
    expect(held(healthAnswerSchema, await api.send('/health', STRANGER)).status).toBe('degraded');
    expect((await api.send('/', STRANGER)).text).toBe(PAGE);
  });

  it('lets in who knows the password, and out again', async () => {
    const cookie = await logIn(api, STRANGER);
    const asked = { headers: { ...STRANGER.headers, Cookie: cookie } };
    held(statusAnswerSchema, await api.send('/status', asked));
    await api.send('/logout', { ...asked, method: 'POST', body: {} });
    heldError('LOGIN_REQUIRED', await api.send('/status', asked));
  });

  it('gives a cookie that scripts and other sites never see, and another one each time', async () => {
    const answer = await api.send('/login', { method: 'POST', body: { password: PASSWORD } });
    const [cookie = ''] = answer.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^goat-capture-login=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(answer.text).toBe('{"status":"ok"}');
    expect(await logIn(api)).not.toBe(cookie.split(';')[0]);
  });

  it('refuses a password that is wrong or none', async () => {
    const tries = [
      ...(['', 'Goats eat paper', `${PASSWORD} `] as const).map((password) => [
        'WRONG_PASSWORD',
        { password },
      ]),
      ...[null, 17, [PASSWORD], { $ne: '' }, 'x'.repeat(201)].map((password) => [
        'INVALID_REQUEST',
        { password },
      ]),
      ...[{}, [], undefined].map((body) => ['INVALID_REQUEST', body]),
    ] as const;
    for (const [code, body] of tries) {
      const answer = await api.send('/login', { method: 'POST', body });
      heldError(code as 'WRONG_PASSWORD', answer);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it.each(['', 'x', '%', 'A'.repeat(43), '__proto__', 'x'.repeat(4000)])(
    'takes the made-up cookie %j for none',
    async (id) => {
      const headers = { ...STRANGER.headers, Cookie: `goat-capture-login=${id}; other=1` };
      heldError('LOGIN_REQUIRED', await api.send('/status', { headers }));
    },
  );

  it('refuses what a page of another address wants to change', async () => {
    for (const Origin of [
      'http://evil.example',
      'null',
      'file://',
      'http://localhost:1',
      'javascript:x',
      'x',
    ]) {
      for (const path of ['/record', '/cancel', '/login', '/logout']) {
        const asked = { method: 'POST', body: {}, headers: { Origin } };
        heldError('FORBIDDEN_ORIGIN', await api.send(path, asked));
      }
    }
    const Host = `localhost:${api.port}`;
    const headers = { Host, Origin: `http://${Host}` };
    expect((await api.send('/cancel', { method: 'POST', body: {}, headers })).status).toBe(200);
  });
});

describe('API_AUTH', () => {
  let api: TestApi;
  afterEach(() => api.stop());

  it('=password asks this machine itself too', async () => {
    api = await startApi({ settings: { ...NO_CAMERAS, API_AUTH: 'password' } });
    heldError('LOGIN_REQUIRED', await api.send('/status'));
    heldError('LOGIN_REQUIRED', await api.send('/record', { method: 'POST', body: {} }));
    expect((await api.send('/health')).status).toBe(200);
    const headers = { Cookie: await logIn(api) };
    expect((await api.send('/status', { headers })).status).toBe(200);
  });

  it('=none asks nobody, and says so', async () => {
    api = await startApi({ settings: { ...NO_CAMERAS, API_AUTH: 'none', ALLOWED_HOSTS: 'Farm.Example' } });
    for (const stranger of [
      { headers: { 'X-Forwarded-For': '10.0.0.9' } },
      { address: OWN_ADDRESS ?? '127.0.0.1' },
    ]) {
      expect((await api.send('/status', stranger)).status).toBe(200);
    }
    for (const Host of [
      '10.1.2.3',
      '[fe80::1]:5001',
      'goats',
      'goats.local:5001',
      'pi.tail1234.ts.net',
      'farm.example',
    ]) {
      expect((await api.send('/status', { headers: { Host } })).status).toBe(200);
    }
    for (const Host of ['evil.example', 'localhost.evil.example', 'x.farm.example', '10.1.2.3.nip.io']) {
      heldError('FORBIDDEN_HOST', await api.send('/status', { headers: { Host } }));
      heldError('FORBIDDEN_HOST', await api.send('/record', { method: 'POST', body: {}, headers: { Host } }));
    }
    const { warnings } = held(healthAnswerSchema, await api.send('/health'));
    expect(warnings.join()).toContain('API_AUTH');
  });
});
