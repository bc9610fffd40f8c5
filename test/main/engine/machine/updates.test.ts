import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#engine/platform/clock';
import { createLogger, LogLines } from '#engine/platform/log';
import { findUpdates, installUpdate, type UpdateParts } from '#engine/machine/updates';
import { Processes } from '#engine/platform/processes';
import { faultOf } from '#support/capture';
import { fakeUsbSticks } from '#support/usbExportFixture';
import type { FakeUsbSticks } from '#support/fakeUsb';

const ARCHITECTURE = process.arch === 'x64' ? 'amd64' : process.arch;
const NEWER = `goat-capture_1.10.0_${ARCHITECTURE}.deb`;

let folder: string;
let stick: string;
let sticks: FakeUsbSticks;
let parts: UpdateParts;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goat-updates-'));
  stick = path.join(folder, 'stick');
  const dataDir = path.join(folder, 'data');
  for (const made of [stick, dataDir]) await mkdir(made);
  sticks = await fakeUsbSticks(path.join(folder, 'bin'));
  await sticks.plug({ folder: stick, label: 'GOATS' });
  const processes = new Processes(systemClock);
  parts = { processes, log: createLogger(new LogLines()), dataDir, version: '1.9.0' };
});
afterEach(() => rm(folder, { recursive: true }));

/** Puts a package on the stick. */
async function put(
  file: string,
  fields: Partial<Record<'Package' | 'Version' | 'Architecture', string>> = {},
) {
  const control = {
    ...{ Package: 'goat-capture', Version: '1.10.0', Architecture: ARCHITECTURE },
    ...{ Maintainer: 'goats <goats@example.invalid>', Description: 'goats', ...fields },
  };
  const tree = await mkdtemp(path.join(folder, 'tree-'));
  await mkdir(path.join(tree, 'DEBIAN'));
  const lines = Object.entries(control).map(([name, value]) => `${name}: ${value}\n`);
  await writeFile(path.join(tree, 'DEBIAN', 'control'), lines.join(''));
  await promisify(execFile)('dpkg-deb', ['--build', '-Znone', tree, path.join(stick, file)]);
}

/** Has systemctl note what is laid for it, and end so; `show` tells the helper's exit code. */
const systemctl = (code: number, helperCode: number) =>
  sticks.program(
    'systemctl',
    `#!/bin/sh
if [ "$1" = show ]; then echo ${helperCode}; exit 0; fi
echo "$*" > ${folder}/asked
ls ${parts.dataDir}/update > ${folder}/laid
exit ${code}
`,
  );
const chosen = { stick: '/dev/sda1', file: NEWER };

describe('the updates', () => {
  it('are what is newer and made for this machine, by what the package says', async () => {
    await put(NEWER);
    await put('goat-capture_1.9.0_same.deb', { Version: '1.9.0' });
    await put('goat-capture_1.8.0_older.deb', { Version: '1.8.0' });
    await put('goat-capture_2.0.0_other.deb', { Architecture: 'mips' });
    await put('goat-capture_3.0.0_none.deb', { Package: 'sheep-capture' });
    await put('sheep-capture_9.deb');
    await writeFile(path.join(stick, 'goat-capture_4_broken.deb'), 'no package');
    expect(await findUpdates(parts)).toEqual([
      { stick: '/dev/sda1', stick_name: 'GOATS', file: NEWER, version: '1.10.0' },
    ]);
  });

  it('are none where there is no stick', async () => {
    await sticks.plugIn([]);
    expect(await findUpdates(parts)).toEqual([]);
  });
});

describe('an update', () => {
  it('is laid where the helper finds it, with its signature, and taken away again', async () => {
    await put(NEWER);
    await writeFile(path.join(stick, `${NEWER}.sig`), 'signature');
    await systemctl(0, 0);
    await installUpdate(chosen, parts);
    expect(await readFile(path.join(folder, 'laid'), 'utf8')).toBe(
      'goat-capture.deb\ngoat-capture.deb.sig\n',
    );
    expect(await readFile(path.join(folder, 'asked'), 'utf8')).toBe(
      '--no-ask-password start update-goat-capture.service\n',
    );
    expect(await readdir(parts.dataDir)).toEqual([]);
    expect(await sticks.calls()).toEqual(['mount /dev/sda1 --options ro', 'unmount /dev/sda1']);
  });

  it.each([
    [3, 'UPDATE_NOT_SIGNED'],
    [4, 'UPDATE_NOT_FIT'],
    [100, 'UPDATE_FAILED'],
  ])('whose helper ends with %d is told as %s', async (helperCode, code) => {
    await put(NEWER);
    await systemctl(1, helperCode);
    expect(await faultOf(installUpdate(chosen, parts))).toMatchObject({
      code,
      parameters: { file: NEWER },
    });
    expect(await readdir(parts.dataDir)).toEqual([]);
  });

  it.each(['../../etc/passwd', 'goat-capture_1/../x.deb', 'sheep.deb', '-goat-capture_1.deb'])(
    'is never the file %s',
    async (file) => {
      expect((await faultOf(installUpdate({ ...chosen, file }, parts))).code).toBe('UPDATE_NOT_FIT');
    },
  );

  it('that is not on the stick is not installed', async () => {
    expect((await faultOf(installUpdate(chosen, parts))).code).toBe('UPDATE_NOT_FIT');
  });

  it('is not there where its stick has gone', async () => {
    await sticks.plugIn([]);
    expect((await faultOf(installUpdate(chosen, parts))).code).toBe('STICK_GONE');
  });
});
