import { beforeEach, describe, expect, it } from 'vitest';
import { asAppError } from '../../../../src-main/contract/errors';
import { settingsSchema } from '../../../../src-main/contract/settings';
import { RemoteAccess } from '../../../../src-main/engine/access/remoteAccess';
import { TestClock } from '../../../clock';
import { folderForTest } from '../../../sessions';

const OLD = 'goats eat paper';
const NEW = 'goats eat hay';
/** More than are looked at before a new password is on the disk. */
const MANY = 9;

let access: RemoteAccess;
beforeEach(async () => {
  access = await RemoteAccess.open(settingsSchema.parse({}), await folderForTest(), new TestClock());
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
