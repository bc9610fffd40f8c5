import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { asAppError } from '#contract/errors';
import { settingsSchema } from '#contract/settings';
import { RemoteAccess } from '#engine/auth/remoteAccess';
import { memoryLog } from '#support/capture';
import { TestClock } from '#support/clock';
import { folderForTest, noLog } from '#support/sessions';

const OLD = 'goats eat paper';
const NEW = 'goats eat hay';
/** More than are looked at before a new password is on the disk. */
const MANY = 9;

let dataDir: string;
let access: RemoteAccess;
beforeEach(async () => {
  dataDir = await folderForTest();
  access = await RemoteAccess.open(settingsSchema.parse({}), dataDir, new TestClock(), noLog);
  await access.choosePassword(OLD);
});

/** What becomes of so many logins at once: the id of each, or the code of its error. */
const logIn = (count: number, password: string, address: string) =>
  Promise.all(
    Array.from({ length: count }, () =>
      access.logIn(password, address).catch((error: unknown) => asAppError(error).code),
    ),
  );

describe('a login', () => {
  it('with the old password does not outlive its change, however late it is looked at', async () => {
    const changed = access.changePassword(OLD, NEW, '10.0.0.1');
    const ids = await logIn(MANY, OLD, '10.0.0.2');
    expect(access.isLoggedIn(await changed)).toBe(true);
    expect(ids.filter((id) => access.isLoggedIn(id))).toEqual([]);
    expect(ids).toContain('WRONG_PASSWORD');
  });

  it('that is not looked at, since many others are guessing right now, costs no try', async () => {
    const guessed = logIn(10, 'a guess', '10.0.0.2');
    expect(await logIn(20, OLD, '10.0.0.1')).toEqual(Array(20).fill('TOO_MANY_TRIES'));
    await guessed;
    expect(access.isLoggedIn(await access.logIn(OLD, '10.0.0.1'))).toBe(true);
  });
});

const openAgain = (log = noLog) => RemoteAccess.open(settingsSchema.parse({}), dataDir, new TestClock(), log);

describe('a token', () => {
  it('is made or revoked on the disk, or not at all', async () => {
    const { token } = await access.tokens.make('scale');
    await rename(dataDir, `${dataDir}-away`);
    await expect(access.tokens.revoke('scale')).rejects.toThrow('ENOENT');
    await expect(access.tokens.make('office')).rejects.toThrow('ENOENT');
    await rename(`${dataDir}-away`, dataDir);
    expect(access.tokens.list().map(({ name }) => name)).toEqual(['scale']);
    await access.tokens.revoke('scale');
    await access.tokens.make('office');
    for (const { tokens } of [access, await openAgain()]) {
      expect(tokens.isValid(token)).toBe(false);
      expect(tokens.list().map(({ name }) => name)).toEqual(['office']);
    }
  });

  it('is not lost where many are made and revoked at once', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `program-${index}`);
    await Promise.all(names.map((name) => access.tokens.make(name)));
    const revoked = names.slice(0, 10);
    await Promise.all(revoked.map((name) => access.tokens.revoke(name)));
    expect((await openAgain()).tokens.list()).toEqual(access.tokens.list());
    expect(access.tokens.list().map(({ name }) => name)).toEqual(names.slice(10));
  });
});

describe('a damaged file', () => {
  it.each(['password.json', 'tokens.json'])('%s lets nobody in, and stops no start', async (name) => {
    const { token } = await access.tokens.make('scale');
    const file = path.join(dataDir, name);
    const whole = await readFile(file, 'utf8');
    for (const damaged of ['', whole.slice(0, 60), '\0'.repeat(60), '{}']) {
      await writeFile(file, damaged);
      const { log, entries } = memoryLog();
      const again = await openAgain(log);
      expect(entries.join()).toContain(name);
      for (const entry of entries) expect(entry).not.toContain(whole.slice(40, 60));
      if (name === 'tokens.json') {
        expect(again.tokens.isValid(token)).toBe(false);
      } else {
        await expect(again.logIn(OLD, '10.0.0.1')).rejects.toMatchObject({ code: 'WRONG_PASSWORD' });
        const made = (await again.makeFirstPassword()) ?? '';
        expect(again.isLoggedIn(await again.logIn(made, '10.0.0.1'))).toBe(true);
      }
    }
  });
});
