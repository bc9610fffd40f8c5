import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, link, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { finished, pipeline } from 'node:stream/promises';
import { appError, AppError } from '../../contract/errors';
import {
  diskFull,
  errorCodeOf,
  makeFolderDurably,
  renameDurably,
  syncFile,
  syncFolder,
} from '../spool/durable';
import { measured } from './measured';
import type { PutResult, Store, StoreUpload } from './store';

/** A folder in the bucket's layout: in place of a bucket where there is none. */
export class FolderStore implements Store {
  readonly kind = 'folder';

  constructor(readonly place: string) {}

  async put({ key, open, onlyIfNew, signal }: StoreUpload): Promise<PutResult> {
    const file = path.join(this.place, ...key.split('/'));
    const temporary = `${file}.${randomBytes(4).toString('hex')}.part`;
    try {
      await makeFolderDurably(path.dirname(file));
      const source = measured(open());
      await pipeline(source.stream, createWriteStream(temporary, { flags: 'wx' }), { signal });
      const { bytes, crc64nvme } = source.result();
      await syncFile(temporary);
      if ((await checksumOf(temporary)) !== crc64nvme)
        throw appError('STORE_CORRUPT', { bucket: this.place, key });
      const isOurs = onlyIfNew
        ? await claim(temporary, file, crc64nvme)
        : await renameDurably(temporary, file).then(() => true);
      return isOurs ? { taken: false, stored: { key, bytes, crc64nvme } } : { taken: true };
    } catch (error) {
      signal.throwIfAborted();
      throw this.#explain(error);
    } finally {
      await rm(temporary, { force: true });
    }
  }

  async listGoats(): Promise<string[]> {
    try {
      const entries = await readdir(this.place, { withFileTypes: true });
      return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
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
    if (errorCodeOf(error) !== 'EEXIST') throw error;
    return (await checksumOf(file)) === crc64nvme;
  }
}

async function checksumOf(file: string): Promise<string> {
  const { stream, result } = measured(createReadStream(file));
  await finished(stream.resume());
  return result().crc64nvme;
}
