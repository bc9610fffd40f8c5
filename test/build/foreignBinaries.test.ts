import { createPackage } from '@electron/asar';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { foreignBinaries } from '../../build/package/foreignBinaries.mjs';

/** The numbers of processors in ELF headers. */
const X64 = 0x3e;
const ARM64 = 0xb7;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goat-binaries-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** The start of an ELF file for a processor. */
function elf(machine: number): Buffer {
  const header = Buffer.alloc(64);
  header.write('\x7fELF', 'latin1');
  header.writeUInt16LE(machine, 18);
  return header;
}

async function write(name: string, content: Buffer | string): Promise<void> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}

it('names what is made for another processor, wherever it lies and whatever it is called', async () => {
  await write('goat-capture', elf(ARM64));
  await write('lib/module.node', elf(X64));
  await write('deep/down/tool', elf(X64));
  expect(foreignBinaries(folder, 'arm64').sort()).toEqual(['deep/down/tool', 'lib/module.node']);
  expect(foreignBinaries(folder, 'x64')).toEqual(['goat-capture']);
});

it('looks into archives, and at what lies unpacked beside them', async () => {
  const app = path.join(folder, 'app');
  await write('app/index.js', 'export {};');
  await write('app/native/module.node', elf(X64));
  await symlink('index.js', path.join(app, 'link.js'));
  await mkdir(path.join(folder, 'packed'));
  await createPackage(app, path.join(folder, 'packed', 'app.asar'));
  await cp(path.join(app, 'native'), path.join(folder, 'packed', 'app.asar.unpacked'), { recursive: true });
  await rm(app, { recursive: true });
  expect(foreignBinaries(folder, 'x64')).toEqual([]);
  expect(foreignBinaries(folder, 'arm64').sort()).toEqual([
    'packed/app.asar.unpacked/module.node',
    'packed/app.asar/native/module.node',
  ]);
});

it('passes over other files, empty ones and ones that are shorter than a header', async () => {
  await write('text.txt', 'made for nobody');
  await write('empty.node', '');
  await write('short', '\x7fELF');
  expect(foreignBinaries(folder, 'arm64')).toEqual([]);
});

it('knows only the processors that there is a package for', () => {
  expect(() => foreignBinaries(folder, 'mips')).toThrow('mips');
});
