import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { doneAnswerSchema, newTokenAnswerSchema, tokensAnswerSchema } from '#contract/authApi';
import type { SettingName } from '#contract/settings';
import {
  held,
  heldError,
  logIn,
  openStream,
  PASSWORD,
  startApi,
  type Asked,
  type TestApi,
} from '#support/api';
import { TestClock } from '#support/clock';
import { NO_CAMERAS } from '#support/engine';

const STRANGER = { Host: 'kiosk.example' };
const post = (body: unknown, headers: Asked['headers'] = {}): Asked => ({
  ...{ method: 'POST', body },
  headers: { ...STRANGER, ...headers },
});

let api: TestApi;
afterEach(() => api.stop());

const start = async (settings: Partial<Record<SettingName, unknown>> = {}) => {
  api = await startApi({ settings: { ...NO_CAMERAS, ...settings } });
};
const statusFor = async (headers: Asked['headers']) =>
  (await api.send('/status', { headers: { ...STRANGER, ...headers } })).status;

describe('a login', () => {
  it('is a new one each time, and ends the one that the browser had before', async () => {
    await start();
    const planted = await logIn(api);
    const answer = await api.send('/login', post({ password: PASSWORD }, { Cookie: planted }));
    const own = answer.headers['set-cookie']?.[0]?.split(';')[0];
    expect(own).not.toBe(planted);
    expect(await statusFor({ Cookie: planted })).toBe(401);
    expect(await statusFor({ Cookie: own })).toBe(200);
  });

  it('ends alone or everywhere, and a cookie that was stolen before is worth nothing after', async () => {
    await start();
    const [one, two, three] = [await logIn(api), await logIn(api), await logIn(api)];
    held(doneAnswerSchema, await api.send('/logout', post({}, { Cookie: one })));
    expect(await Promise.all([one, two, three].map((Cookie) => statusFor({ Cookie })))).toEqual([
      401, 200, 200,
    ]);
    heldError('LOGIN_REQUIRED', await api.send('/logout', post({ everywhere: true }, { Cookie: one })));
    heldError('INVALID_REQUEST', await api.send('/logout', post({ everywhere: 'yes' }, { Cookie: two })));
    const answer = await api.send('/logout', post({ everywhere: true }, { Cookie: two }));
    held(doneAnswerSchema, answer);
    expect(answer.headers['set-cookie']?.[0]).toContain('Expires=Thu, 01 Jan 1970');
    expect(await statusFor({ Cookie: three })).toBe(401);
  });

  it('ends by the clock, and a stream that is open does not keep it', async () => {
    const clock = new TestClock();
    api = await startApi({ clock, settings: NO_CAMERAS });
    const Cookie = await logIn(api);
    const stream = await openStream(api, '/events', { headers: { ...STRANGER, Cookie } });
    await stream.next();
    clock.advance(12 * 3_600_000 + 1);
    await stream.ended;
    expect(await statusFor({ Cookie })).toBe(401);
  });

  it('takes its streams along', async () => {
    await start();
    const Cookie = await logIn(api);
    const stream = await openStream(api, '/events', { headers: { ...STRANGER, Cookie } });
    await stream.next();
    await api.send('/logout', post({}, { Cookie }));
    await stream.ended;
  });

  it('has a Secure cookie where a proxy on this machine has spoken TLS', async () => {
    await start();
    const answer = await api.send('/login', post({ password: PASSWORD }, { 'X-Forwarded-Proto': 'https' }));
    expect(answer.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; Secure; SameSite=Strict$/);
  });
});

describe('guessing', () => {
  it('has to wait after ten wrong passwords, each address by itself, and the right one does not help then', async () => {
    await start();
    const from = (address: string) => ({ 'X-Forwarded-For': address });
    for (let tried = 0; tried < 10; tried++) {
      heldError('WRONG_PASSWORD', await api.send('/login', post({ password: 'x' }, from('10.0.0.1'))));
    }
    const answer = await api.send('/login', post({ password: PASSWORD }, from('10.0.0.1')));
    heldError('TOO_MANY_TRIES', answer);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(200);
    expect((await api.send('/login', post({ password: PASSWORD }, from('10.0.0.2')))).status).toBe(200);
  });

  it('by many at once gets no more tries', async () => {
    await start();
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => api.send('/login', post({ password: 'x' }))),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(20);
  });

  it('by what is no password at all costs no try', async () => {
    await start();
    for (let sent = 0; sent < 15; sent++) {
      heldError('INVALID_REQUEST', await api.send('/login', post({ password: null })));
    }
    await logIn(api);
  });
});

describe('the password', () => {
  it('is changed by who knows it, and all logins but the new one end', async () => {
    api = await startApi({ settings: { ...NO_CAMERAS, API_PASSWORD: undefined } });
    const made = (await api.access.makeFirstPassword()) ?? '';
    const entered = await api.send('/login', post({ password: made }));
    const Cookie = entered.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const change = (current_password: unknown, new_password: unknown, headers = { Cookie }) =>
      api.send('/password', post({ current_password, new_password }, headers));
    heldError('WRONG_PASSWORD', await change('x', 'a new password'));
    heldError('INVALID_REQUEST', await change(made, 'short'));
    heldError('LOGIN_REQUIRED', await change(made, 'a new password', { Cookie: '' }));
    const answer = await change(made, 'a new password');
    held(doneAnswerSchema, answer);
    expect(await statusFor({ Cookie })).toBe(401);
    expect(await statusFor({ Cookie: answer.headers['set-cookie']?.[0]?.split(';')[0] })).toBe(200);
    heldError('WRONG_PASSWORD', await api.send('/login', post({ password: made })));
    expect((await api.send('/login', post({ password: 'a new password' }))).status).toBe(200);
    expect(api.access.describe().password).toBeNull();
    expect(await readFile(path.join(api.dataDir, 'password.json'), 'utf8')).not.toContain('a new password');
  });

  it('that API_PASSWORD sets is changed there', async () => {
    await start();
    const body = { current_password: PASSWORD, new_password: 'a new password' };
    heldError('PASSWORD_IS_FIXED', await api.send('/password', post(body, { Cookie: await logIn(api) })));
  });
});

describe('a token', () => {
  it('lets a program in until it is revoked, and is told once', async () => {
    await start();
    const Cookie = await logIn(api);
    const { token, name } = held(
      newTokenAnswerSchema,
      await api.send('/tokens', post({ name: 'scale' }, { Cookie })),
    );
    expect(name).toBe('scale');
    const Authorization = `Bearer ${token}`;
    expect(await statusFor({ Authorization })).toBe(200);
    for (const wrong of [`Basic ${token}`, token, 'Bearer', `Bearer ${token}x`, 'Bearer __proto__']) {
      expect(await statusFor({ Authorization: wrong })).toBe(401);
    }
    const list = await api.send('/tokens', { headers: { ...STRANGER, Cookie } });
    expect(held(tokensAnswerSchema, list).tokens).toMatchObject([{ name: 'scale' }]);
    const kept = await readFile(path.join(api.dataDir, 'tokens.json'), 'utf8');
    for (const text of [list.text, kept, ...api.logged]) expect(text).not.toContain(token);
    heldError('TOKEN_EXISTS', await api.send('/tokens', post({ name: 'scale' }, { Cookie })));
    const revoke = { method: 'DELETE', headers: { ...STRANGER, Cookie } };
    held(doneAnswerSchema, await api.send('/tokens/scale', revoke));
    expect(await statusFor({ Authorization })).toBe(401);
    heldError('TOKEN_NOT_FOUND', await api.send('/tokens/scale', revoke));
  });

  it('lets nobody else in: tokens are for who has the password, or sits at this machine', async () => {
    await start({ API_AUTH: 'none' });
    heldError('LOGIN_REQUIRED', await api.send('/tokens', { method: 'POST', body: { name: 'thief' } }));
    const Cookie = await logIn(api);
    const asked = post({ name: 'program' }, { Cookie });
    const { token } = held(newTokenAnswerSchema, await api.send('/tokens', asked));
    const headers = { ...STRANGER, Authorization: `Bearer ${token}` };
    heldError('LOGIN_REQUIRED', await api.send('/tokens', { headers }));
    heldError('LOGIN_REQUIRED', await api.send('/tokens/program', { method: 'DELETE', headers }));
    for (const name of ['', 'a b', '../x', 'x'.repeat(51), null, 17]) {
      heldError('INVALID_REQUEST', await api.send('/tokens', post({ name }, { Cookie })));
    }
  });

  it('is there again after a new start', async () => {
    await start();
    const { token } = held(
      newTokenAnswerSchema,
      await api.send('/tokens', { method: 'POST', body: { name: 'a' } }),
    );
    const { RemoteAccess } = await import('#engine/auth/remoteAccess');
    const again = await RemoteAccess.open(api.settings, api.dataDir, api.clock, api.log);
    expect(again.tokens.isValid(token)).toBe(true);
  });
});
