import { execFileSync } from 'node:child_process';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '#engine/platform/clock';
import { Processes } from '#engine/platform/processes';
import { syncFile } from '#engine/platform/durableFiles';
import { checksumOnTarget } from '#engine/usb-export/exportTarget';
import { Crc64Nvme } from '#engine/platform/crc64nvme';
import { folderForTest, pictureBytes } from '#support/sessions';

const BYTES = pictureBytes('17', 'side', 1, 3_000_001);
const crcOf = (bytes: Uint8Array) => new Crc64Nvme().update(bytes).digest();

async function checked(file: string) {
  let told = 0;
  const { signal } = new AbortController();
  const checksum = await checksumOnTarget(file, new Processes(systemClock), signal, (bytes) => {
    told += bytes;
  });
  return { checksum, told };
}

/** A disk in a file, mounted; undefined where that is not allowed. */
async function mountedDisk(): Promise<{ folder: string; image: string } | undefined> {
  const parent = await folderForTest();
  const [folder, image] = [path.join(parent, 'disk'), path.join(parent, 'image')];
  await mkdir(folder);
  try {
    execFileSync('truncate', ['--size', '24M', image]);
    execFileSync('mkfs.ext4', ['-q', '-F', image], { stdio: 'ignore' });
    execFileSync('mount', ['-o', 'loop', image, folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  onTestFinished(() => {
    execFileSync('umount', [folder]);
  });
  return { folder, image };
}

it('finds what the medium has, though the kernel still remembers what was written', async (test) => {
  const disk = await mountedDisk();
  if (!disk) return test.skip('needs the right to mount a disk');
  const file = path.join(disk.folder, 'images.tar.gz');
  await writeFile(file, BYTES);
  await syncFile(file);
  expect(await checked(file)).toEqual({ checksum: crcOf(BYTES), told: BYTES.length });
  expect((await readFile(file)).equals(BYTES)).toBe(true);

  // The disk loses a bit on its own, in the middle of the file.
  const offset = (await readFile(disk.image)).indexOf(BYTES.subarray(1_048_576, 1_048_640));
  expect(offset).toBeGreaterThan(0);
  const handle = await open(disk.image, 'r+');
  await handle.write(Uint8Array.of((BYTES[1_048_576] ?? 0) ^ 1), 0, 1, offset);
  await handle.close();
  expect((await readFile(file)).equals(BYTES)).toBe(true);
  const wrong = Buffer.from(BYTES);
  wrong.writeUInt8(wrong.readUInt8(1_048_576) ^ 1, 1_048_576);
  expect(await checked(file)).toEqual({ checksum: crcOf(wrong), told: BYTES.length });
});

it('reads what can not be read around the kernel, and gives null for what can not be read at all', async () => {
  // Linux' own files take no O_DIRECT.
  expect((await checked('/proc/version')).checksum).toBe(crcOf(await readFile('/proc/version')));
  expect(await checked('/no/such/file')).toEqual({ checksum: null, told: 0 });
});

it('ends at once where it is broken off', async () => {
  const stop = new AbortController();
  stop.abort(new Error('cancelled'));
  const checking = checksumOnTarget('/dev/zero', new Processes(systemClock), stop.signal, () => undefined);
  await expect(checking).rejects.toThrow('cancelled');
  const later = new AbortController();
  const reading = checksumOnTarget('/dev/zero', new Processes(systemClock), later.signal, () => {
    later.abort(new Error('cancelled'));
  });
  await expect(reading).rejects.toThrow('cancelled');
});
