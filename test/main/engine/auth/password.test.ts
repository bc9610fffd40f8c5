import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { settingsSchema } from '#contract/settings';
import { RemoteAccess } from '#engine/auth/remoteAccess';
import { TestClock } from '#support/clock';
import { noLog } from '#support/sessions';

const calls = vi.hoisted(() => ({ scrypt: [] as unknown[], compared: [] as number[] }));
vi.mock('#engine/auth/scryptKey', async (importMigration) => {
  const real = await importMigration<typeof import('#engine/auth/scryptKey')>();
  const scryptKey: typeof real.scryptKey = (password, salt, cost) => {
    calls.scrypt.push(cost);
    return real.scryptKey(password, salt, cost);
  };
  return { ...real, scryptKey };
});
vi.mock('node:crypto', async (importMigration) => {
  const real = await importMigration<typeof import('node:crypto')>();
  const timingSafeEqual: typeof real.timingSafeEqual = (...given) => {
    calls.compared.push(given[0].byteLength);
    return real.timingSafeEqual(...given);
  };
  return { ...real, timingSafeEqual };
});

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'goat-password-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

it('a wrong password takes the same steps as the right one: clocks on a busy machine would tell less', async () => {
  const settings = settingsSchema.parse({ API_PASSWORD: 'goats eat paper' });
  const access = await RemoteAccess.open(settings, dataDir, new TestClock(), noLog);
  const stepsOf = async (candidate: string) => {
    calls.scrypt.length = 0;
    calls.compared.length = 0;
    const isRight = await access.logIn(candidate, '10.0.0.1').then(
      () => true,
      () => false,
    );
    return { isRight, scrypt: [...calls.scrypt], compared: [...calls.compared] };
  };
  const right = await stepsOf('goats eat paper');
  expect(right).toMatchObject({ isRight: true, compared: [32] });
  expect(right.scrypt).toHaveLength(1);
  for (const wrong of ['goats eat papes', 'xoats eat paper', 'goats', '', 'x'.repeat(200), 'ñ'])
    expect(await stepsOf(wrong)).toEqual({ ...right, isRight: false });
});
