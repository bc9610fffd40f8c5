import { constants, createReadStream, createWriteStream } from 'node:fs';
import { access, copyFile, link, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { finished, pipeline } from 'node:stream/promises';
import { appError, AppError } from '#contract/errors';
import type { StoredObject } from '#contract/session';
import {
  diskFull,
  errorCodeOf,
  makeFolderDurably,
  renameDurably,
  syncFile,
  syncFolder,
  writeFileDurably,
} from '#engine/platform/durableFiles';
import { checksumStream } from '#engine/platform/checksumStream';
import { ownerOf, replacedKey } from './objects';
import type { PutResult, Store, StoreCheckResult, StoreUpload } from './store';

/** A file that is being written is named so; a later try for the same key writes over it. */
const UNFINISHED_SUFFIX = '.part';
/** Written for a moment, to see whether it may. */
const PROBE_FILE = 'probe.part';

/** The system's codes where a file system, as FAT on a stick, knows no second name for a file. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** A folder in the bucket's layout: in place of a bucket where there is none. Only one program writes into it. */
export class FolderStore implements Store {
  readonly kind = 'folder';
  readonly bytesPerSecond = 0;
  readonly rateHistory = [];

  constructor(readonly place: string) {}

  async put({ key, open, onlyIfNew, signal }: StoreUpload): Promise<PutResult> {
    const file = this.#fileOf(key);
    const temporary = file + UNFINISHED_SUFFIX;
    try {
      await makeFolderDurably(path.dirname(file));
      const source = checksumStream(open());
      await pipeline(source.stream, createWriteStream(temporary), { signal });
      const { bytes, crc64nvme } = source.result();
      await syncFile(temporary);
      if ((await checksumOf(temporary)) !== crc64nvme)
        throw appError('STORE_CORRUPT', { bucket: this.place, key });
      const isOurs = onlyIfNew
        ? await claim(temporary, file, crc64nvme)
        : await renameDurably(temporary, file).then(() => true);
      return isOurs ? { outcome: 'stored', stored: { key, bytes, crc64nvme } } : { outcome: 'taken' };
    } catch (error) {
      signal.throwIfAborted();
      throw this.#explain(error);
    } finally {
      // It is written over anyway; what matters is how the put ended.
      await rm(temporary, { force: true }).catch(() => undefined);
    }
  }

  async holds({ key, crc64nvme }: StoredObject): Promise<boolean> {
    try {
      return (await checksumOf(this.#fileOf(key))) === crc64nvme;
    } catch (error) {
      if (errorCodeOf(error) === 'ENOENT') return false;
      throw this.#explain(error);
    }
  }

  async copyAside(goatId: string, time: string): Promise<string[]> {
    try {
      const keys = await this.#keysOf(goatId);
      for (const key of keys) {
        const copy = this.#fileOf(replacedKey(key, time));
        await makeFolderDurably(path.dirname(copy));
        await copyFile(this.#fileOf(key), copy + UNFINISHED_SUFFIX);
        await syncFile(copy + UNFINISHED_SUFFIX);
        await renameDurably(copy + UNFINISHED_SUFFIX, copy);
      }
      return keys;
    } catch (error) {
      throw this.#explain(error);
    }
  }

  /** Nothing is kept of an unfinished upload but a file that the next one writes over. */
  abandon(): Promise<void> {
    return Promise.resolve();
  }

  sweep(): Promise<void> {
    return Promise.resolve();
  }

  async listGoats(): Promise<string[]> {
    try {
      const entries = await readdir(this.place, { withFileTypes: true });
      const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => ownerOf(name));
      return folders.filter((goatId) => goatId !== null);
    } catch (error) {
      if (errorCodeOf(error) === 'ENOENT') return [];
      throw this.#explain(error);
    }
  }

  async check(): Promise<void> {
    try {
      await makeFolderDurably(this.place);
      await access(this.place);
    } catch (error) {
      throw this.#explain(error);
    }
  }

  async examine(): Promise<StoreCheckResult> {
    const nothing = { kind: 'folder' as const, identity: null, clock_skew_sec: null, round_trip_ms: null };
    const probe = this.#fileOf(PROBE_FILE);
    try {
      await makeFolderDurably(this.place);
      await writeFileDurably(probe, '');
      await access(probe, constants.R_OK);
      return { report: { ...nothing, rights: { list: true, put: true, get: true } }, fault: null };
    } catch (error) {
      const rights = { list: null, put: false, get: null };
      return { report: { ...nothing, rights }, fault: this.#explain(error).fault };
    } finally {
      await rm(probe, { force: true }).catch(() => undefined);
    }
  }

  #fileOf(key: string): string {
    return path.join(this.place, ...key.split('/'));
  }

  async #keysOf(goatId: string): Promise<string[]> {
    try {
      const entries = await readdir(this.#fileOf(goatId), { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile() && !entry.name.endsWith(UNFINISHED_SUFFIX))
        .map((entry) => path.relative(this.place, path.join(entry.parentPath, entry.name)))
        .sort();
    } catch (error) {
      if (errorCodeOf(error) === 'ENOENT') return [];
      throw error;
    }
  }

  #explain(error: unknown): AppError {
    if (error instanceof AppError) return error;
    const detail = error instanceof Error ? error.message : String(error);
    return diskFull(error) ?? appError('INVALID_FOLDER', { path: this.place, detail }, { cause: error });
  }
}

/** Gives the file its name unless it is taken: a link never replaces. True where the name holds these bytes. */
async function claim(temporary: string, file: string, crc64nvme: string): Promise<boolean> {
  try {
    await link(temporary, file);
    await syncFolder(path.dirname(file));
    return true;
  } catch (error) {
    const code = errorCodeOf(error) ?? '';
    if (code === 'EEXIST') return (await checksumOf(file)) === crc64nvme;
    if (!NO_LINKS.has(code)) throw error;
    if (await exists(file)) return (await checksumOf(file)) === crc64nvme;
    await renameDurably(temporary, file);
    return true;
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** CRC-64/NVME of a file's bytes, base64. */
async function checksumOf(file: string): Promise<string> {
  const { stream, result } = checksumStream(createReadStream(file));
  await finished(stream.resume());
  return result().crc64nvme;
}
