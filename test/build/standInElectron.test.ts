import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NoElectron } from '../../build/setup/say.mjs';
import { checkIntegrity, makeStandIn, removeIncomplete } from '../../build/setup/standInElectron.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stand-in-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('accepts the pinned file and refuses one that differs in a byte', async () => {
  const file = join(folder, 'package.tgz');
  const integrity = `sha512-${createHash('sha512').update('the pinned bytes').digest('base64')}`;
  writeFileSync(file, 'the pinned bytes');
  await expect(checkIntegrity(file, integrity)).resolves.toBeUndefined();
  writeFileSync(file, 'the pinned byteZ');
  await expect(checkIntegrity(file, integrity)).rejects.toThrow(
    'package.tgz is not the file that was pinned',
  );
});

it('sweeps what dead runs left, and neither a living one nor what is finished', () => {
  const ended = spawnSync('true').pid;
  const names = ['stand-in-a', `stand-in-b.part-${process.pid}`, `stand-in-c.part-${ended}`];
  for (const name of names) mkdirSync(join(folder, name));
  removeIncomplete(folder);
  expect(readdirSync(folder).sort()).toEqual(names.slice(0, 2));
});

it('takes a cache that is not there for a swept one', () => {
  expect(() => {
    removeIncomplete(join(folder, 'none'));
  }).not.toThrow();
});

it('says that there is none for a machine that the stand-in was not built for', async () => {
  const arch = Object.getOwnPropertyDescriptor(process, 'arch');
  Object.defineProperty(process, 'arch', { ...arch, value: 'arm64' });
  try {
    await expect(makeStandIn()).rejects.toThrow(NoElectron);
  } finally {
    Object.defineProperty(process, 'arch', arch ?? {});
  }
});
