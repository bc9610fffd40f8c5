import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar';
import { afterEach, expect, it, onTestFinished } from 'vitest';
import { diagnosticsAnswerSchema } from '#contract/captureApi';
import { sessionListAnswerSchema } from '#contract/sessionApi';
import { heldError, logIn, PASSWORD, startApi, statusWhere, type TestApi } from '#support/api';

const PLANTED = { AWS_ACCESS_KEY_ID: 'AKIAPLANTEDPLANTED', AWS_SECRET_ACCESS_KEY: 'planted/secret+key' };

let api: TestApi;
afterEach(() => api.stop());

it('a bundle has diagnostics, settings, sessions and the log, and no secret of any kind', async () => {
  const before = { ...process.env };
  Object.assign(process.env, PLANTED);
  onTestFinished(() => {
    for (const name of Object.keys(PLANTED)) if (!(name in before)) Reflect.deleteProperty(process.env, name);
  });
  api = await startApi({ settings: { S3_ENDPOINT: 'https://planted-user:planted-pass@store.example' } });
  const { token } = await api.access.tokens.make('planted');
  const cookie = await logIn(api);
  api.log.warn({ deep: { er: [{ token, cookie, ...PLANTED }] } }, `${PASSWORD} ${token} planted line`);
  await api.send('/record', { method: 'POST', body: { goat_id: 5 } });
  await statusWhere(api, ({ active }) => !active);

  const folder = await mkdtemp(path.join(tmpdir(), 'goat-bundle-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const answer = await fetch(`http://127.0.0.1:${api.port}/diagnostics/bundle`);
  expect(answer.headers.get('content-type')).toBe('application/gzip');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename=goat-capture.tar.gz');
  if (!answer.body) throw new Error('the bundle has no body');
  await pipeline(answer.body, extract({ cwd: folder, strict: true }));

  const inside = path.join(folder, 'goat-capture');
  expect((await readdir(inside)).sort()).toEqual([
    'diagnostics.json',
    'log.jsonl',
    'sessions.json',
    'settings.json',
  ]);
  const read = (name: string) => readFile(path.join(inside, name), 'utf8');
  diagnosticsAnswerSchema.parse(JSON.parse(await read('diagnostics.json')));
  const { sessions } = sessionListAnswerSchema.parse(JSON.parse(await read('sessions.json')));
  expect(sessions.map(({ goat_id: id }) => id)).toEqual(['5']);
  expect(JSON.parse(await read('settings.json'))).toMatchObject({ NUM_IMAGES: 3, API_PASSWORD: '[hidden]' });
  const log = await read('log.jsonl');
  expect(log).toContain('planted line');
  for (const line of log.trimEnd().split('\n')) JSON.parse(line);
  const all = (await Promise.all((await readdir(inside)).map(read))).join();
  const secrets = [
    PASSWORD,
    token,
    cookie.split('=')[1] ?? cookie,
    ...Object.values(PLANTED),
    'planted-pass',
  ];
  for (const secret of secrets) expect(all).not.toContain(secret);
  expect((await readdir(api.dataDir)).filter((name) => name.startsWith('bundle-'))).toEqual([]);
  heldError('LOGIN_REQUIRED', await api.send('/diagnostics/bundle', { headers: { Host: 'kiosk.example' } }));
});
