import { extractFile, listPackage, statFile } from '@electron/asar';
import { Buffer } from 'node:buffer';
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * Processors by their numbers in an ELF header (its `e_machine`).
 * @type {Record<string, number | undefined>}
 */
const MACHINES = { x64: 0x3e, arm64: 0xb7, armv7l: 0x28 };
const ELF_MAGIC = Buffer.from('\x7fELF', 'latin1');
/** Up to the end of `e_machine`, in bytes. */
const HEADER_BYTES = 20;

/**
 * The programs, libraries and native modules below a folder, also inside asar archives, that are made for another
 * processor: a package with one of them installs well and then does not run.
 * @param {string} folder
 * @param {string} architecture as Node names it: x64 or arm64
 * @returns {string[]} paths from the folder on
 */
export function foreignBinaries(folder, architecture) {
  const wanted = MACHINES[architecture];
  if (wanted === undefined) throw new Error(`There is no package for ${architecture}`);
  const isForeign = (/** @type {Buffer} */ header) => {
    const machine = machineOf(header);
    return machine !== null && machine !== wanted;
  };
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((file) => {
      const own = isForeign(headerOf(file)) ? [file] : [];
      return file.endsWith('.asar') ? [...own, ...foreignInArchive(file, isForeign)] : own;
    })
    .map((file) => relative(folder, file));
}

/** @param {string} archive @param {(header: Buffer) => boolean} isForeign */
function foreignInArchive(archive, isForeign) {
  return listPackage(archive, { isPack: false })
    .map((name) => name.replace(/^\//, ''))
    .filter((name) => isPacked(archive, name) && isForeign(extractFile(archive, name)))
    .map((name) => join(archive, name));
}

/** True for a file whose bytes are in the archive: folders and links have none, unpacked files lie beside it. */
function isPacked(/** @type {string} */ archive, /** @type {string} */ name) {
  const entry = statFile(archive, name);
  return 'size' in entry && !entry.unpacked;
}

/** @param {string} file */
function headerOf(file) {
  const header = Buffer.alloc(HEADER_BYTES);
  const descriptor = openSync(file, 'r');
  try {
    return header.subarray(0, readSync(descriptor, header, 0, HEADER_BYTES, 0));
  } finally {
    closeSync(descriptor);
  }
}

/** The processor that an ELF file is made for, or null for any other file. Linux's processors here are little-endian. */
function machineOf(/** @type {Buffer} */ header) {
  const isElf = header.length >= HEADER_BYTES && header.subarray(0, 4).equals(ELF_MAGIC);
  return isElf ? header.readUInt16LE(18) : null;
}
