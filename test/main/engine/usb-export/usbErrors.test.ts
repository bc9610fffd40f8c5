import { execFileSync } from 'node:child_process';
import { readdir, statfs } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readManifest } from '#engine/usb-export/manifest';
import { FolderStore } from '#engine/upload/folderStore';
import { filesOfArchive } from '#support/archives';
import { until } from '#support/capture';
import { flipBit } from '#support/sessions';
import { startUsbExport } from '#support/usbExportFixture';
import { uploadOf } from '#support/uploads';

/** Mounts an empty file system in memory at a folder, until the test is over; undefined where that is not allowed. */
function mountAt(folder: string, options: string): (() => void) | undefined {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'none', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  let isMounted = true;
  const unmount = () => {
    if (isMounted) execFileSync('umount', ['--lazy', folder]);
    isMounted = false;
  };
  onTestFinished(unmount);
  return unmount;
}
const NO_MOUNT = 'needs the right to mount a file system';

it('fails where a stick can not be opened, and says why', async () => {
  const { standIn: fake, queued, copy, told, stateOf } = await startUsbExport();
  await fake.refuse('mount');
  const session = await queued('17');
  expect((await told()).sticks).toMatchObject([{ free_bytes: null }]);
  expect(await copy()).toMatchObject({
    ...{ phase: 'failed', safe_to_pull: null },
    fault: { code: 'STICK_UNREADABLE', parameters: { stick: 'GOATS', detail: 'Error: mount refused' } },
  });
  expect(stateOf(session)).toBe('queued');
});

it('names a goat that the stick has other pictures of, and one whose pictures are damaged; the others go', async () => {
  const { folder, queued, spool, copy, stateOf, held } = await startUsbExport();
  await new FolderStore(folder).put(uploadOf(Buffer.from('other pictures'), { key: '1/side/images.tar.gz' }));
  const [taken, damaged, good] = [await queued('1'), await queued('2'), await queued('3')];
  await flipBit(path.join(spool.cameraFolder(damaged.id, 'top'), '2000000.jpg'));
  const done = await copy();
  expect(done).toMatchObject({ phase: 'done', sessions_done: 1 });
  expect(done.left_out.map(({ goat_id: goat, fault }) => [goat, fault.code])).toEqual([
    ['1', 'STICK_GOAT_EXISTS'],
    ['2', 'SESSION_DAMAGED'],
  ]);
  expect([taken, damaged, good].map(stateOf)).toEqual(['queued', 'queued', 'exported']);
  expect((await held('1/side/images.tar.gz')).toString()).toBe('other pictures');
  expect(await readManifest(folder, '2')).toBeNull();
});

it('finds that the stick gives other bytes back, and writes them anew with the next copy', async () => {
  const { folder, standIn: fake, queued, copy, stateOf } = await startUsbExport();
  const [first, second] = [await queued('1'), await queued('2')];
  const dd = execFileSync('which', ['dd']).toString().trim();
  const script = `#!/bin/sh\ncase "$*" in */1/top/*) exec ${dd} "$@" | tr a b ;; *) exec ${dd} "$@" ;; esac\n`;
  await fake.program('dd', script);
  const done = await copy();
  expect(done.left_out).toMatchObject([
    { goat_id: '1', fault: { code: 'STICK_CORRUPT', parameters: { stick: 'GOATS', goat_id: '1' } } },
  ]);
  expect([first, second].map(stateOf)).toEqual(['queued', 'exported']);
  expect(await readManifest(folder, '1')).toBeNull();
  await fake.program('dd', `#!/bin/sh\nexec ${dd} "$@"\n`);
  await fake.plug({ folder });
  expect(await copy()).toMatchObject({ phase: 'done', sessions: 1, left_out: [] });
  expect(stateOf(first)).toBe('exported');
});

it('says that a stick was pulled out, and writes nothing to the folder that is left of it', async (test) => {
  const { folder, standIn: fake, sticks, queued, ended, hold, told, stateOf } = await startUsbExport();
  const pull = mountAt(folder, 'size=20m');
  if (!pull) test.skip(NO_MOUNT);
  const session = await queued('1');
  const goOn = hold();
  await sticks.start({ stick: '/dev/sda1' });
  await until(async () => (await told()).export?.phase === 'copying');
  pull?.();
  goOn();
  expect(await ended()).toMatchObject({
    ...{ phase: 'failed', safe_to_pull: null, sessions_done: 0 },
    fault: { code: 'STICK_GONE', parameters: { stick: 'GOATS' } },
  });
  expect(await readdir(folder)).toEqual([]);
  expect(stateOf(session)).toBe('queued');
  // Not by its folder: the kernel does not know the device any more.
  await fake.plug({ folder });
  const again = hold();
  await sticks.start({ stick: '/dev/sda1' });
  await until(async () => (await told()).export?.phase === 'copying');
  await fake.plugIn([]);
  again();
  expect(await ended()).toMatchObject({ phase: 'failed', fault: { code: 'STICK_GONE' } });
});

it('is checked and told where a stick runs full though it said otherwise', async (test) => {
  const { folder, queued, copy, stateOf, held } = await startUsbExport();
  if (!mountAt(folder, 'size=400k')) test.skip(NO_MOUNT);
  expect((await statfs(folder)).bavail * 4096).toBeLessThan(500_000);
  const sessions = [await queued('1', {}, 20_000), await queued('2', {}, 60_000)];
  expect(await copy()).toMatchObject({
    ...{ phase: 'failed', sessions_done: 1, safe_to_pull: 'powered-off' },
    fault: { code: 'STICK_FULL', parameters: { stick: 'GOATS', free_mb: 0 } },
  });
  expect(sessions.map(stateOf)).toEqual(['exported', 'queued']);
  expect((await filesOfArchive(await held('1/front/images.tar.gz'))).length).toBe(2);
});

it('says that a stick is locked', async (test) => {
  const { folder, queued, copy, stateOf } = await startUsbExport();
  if (!mountAt(folder, 'size=20m,ro')) test.skip(NO_MOUNT);
  const session = await queued('1');
  expect(await copy()).toMatchObject({ phase: 'failed', fault: { code: 'STICK_READ_ONLY' } });
  expect(stateOf(session)).toBe('queued');
});
