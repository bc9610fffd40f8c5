import { appendFile, copyFile, mkdir, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { given, install, must, run, STATE, USER, type Ended } from './machine';

const HELPER = '/usr/libexec/goat-capture/update';
const OLDER = given('GOAT_PACKAGE');
const NEWER = given('GOAT_PACKAGE_NEWER');

beforeAll(() => install(OLDER));
afterAll(() => must('apt-get', 'purge', '--yes', 'goat-capture'));

const installedVersion = () => must('dpkg-query', '-W', '-f', '${Version}', 'goat-capture');

/** Lays a package where the program lays one, and has it installed. */
async function update(file: string, change?: (laid: string) => Promise<void>): Promise<Ended> {
  const folder = path.join(STATE, 'update');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  const laid = path.join(folder, 'goat-capture.deb');
  await copyFile(file, laid);
  await copyFile(`${file}.sig`, `${laid}.sig`);
  await change?.(laid);
  await must('chown', '--no-dereference', '-R', USER, folder);
  return run(HELPER);
}

it.each<[string, (laid: string) => Promise<void>, number]>([
  ['without a signature', (laid) => rm(`${laid}.sig`), 3],
  ['with a signature of nobody', (laid) => writeFile(`${laid}.sig`, Buffer.alloc(64)), 3],
  ['with the signature of another one', (laid) => copyFile(`${OLDER}.sig`, `${laid}.sig`), 3],
  ['that was changed after it was signed', (laid) => appendFile(laid, 'x'), 3],
  [
    'that the program itself may not read',
    async (laid) => {
      await rm(laid);
      await symlink('/etc/shadow', laid);
    },
    1,
  ],
])('does not install an update %s', async (_what, change, code) => {
  expect(await update(NEWER, change)).toMatchObject({ code });
  expect(await installedVersion()).toBe(given('GOAT_VERSION'));
});

/** What dpkg leaves behind where its work ends in the middle, as by a power cut: apt then does nothing before it is finished. */
async function breakOffDpkg(): Promise<void> {
  await writeFile('/var/lib/dpkg/updates/0000', await must('dpkg-query', '--status', 'goat-capture'));
  expect((await run('apt-get', 'check')).output).toContain('dpkg was interrupted');
}

it('installs an update that is signed and newer, also after a power cut, and leaves no copy', async () => {
  await breakOffDpkg();
  expect(await update(NEWER)).toMatchObject({ code: 0 });
  expect(await installedVersion()).toBe(given('GOAT_VERSION_NEWER'));
  await expect(stat(path.join(STATE, 'update'))).rejects.toThrow('ENOENT');
  expect((await readdir('/var/cache')).filter((name) => name.startsWith('goat-capture'))).toEqual([]);
});

it('does not install what is not newer', async () => {
  expect(await update(OLDER)).toMatchObject({ code: 4 });
  expect(await update(NEWER)).toMatchObject({ code: 4 });
  expect(await installedVersion()).toBe(given('GOAT_VERSION_NEWER'));
});
