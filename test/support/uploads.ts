import { Readable } from 'node:stream';
import { appError, type ErrorCode } from '#contract/errors';
import { FolderStore } from '#engine/upload/folderStore';
import type { PutResult, Store, StoreUpload } from '#engine/upload/store';
import type { MultipartCheckpoint, UploadCheckpoint } from '#engine/upload/uploadCheckpoint';

/** Notes in memory, that a test may look at and change. */
export function testCheckpoint(): UploadCheckpoint & { kept: MultipartCheckpoint | null } {
  const checkpoint = {
    kept: null as MultipartCheckpoint | null,
    read: () => Promise.resolve(checkpoint.kept),
    write: (written: MultipartCheckpoint) => {
      checkpoint.kept = structuredClone(written);
      return Promise.resolve();
    },
    clear: () => {
      checkpoint.kept = null;
      return Promise.resolve();
    },
  };
  return checkpoint;
}

/** What is to be put: these bytes, for goat 17's side camera where nothing else is said. */
export function uploadOf(bytes: Buffer, changes: Partial<StoreUpload> = {}): StoreUpload {
  return {
    key: '17/side/images.tar.gz',
    contentType: 'application/gzip',
    // In pieces of an odd size, as an archive comes.
    open: () => Readable.from(piecesOf(bytes, 65_521), { objectMode: false }),
    onlyIfNew: false,
    checkpoint: testCheckpoint(),
    signal: new AbortController().signal,
    ...changes,
  };
}

function* piecesOf(bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** A folder store that fails when it is told to. */
export class TestStore extends FolderStore implements Store {
  /** What the next puts fail with; all others go well. */
  readonly failures: ErrorCode[] = [];
  /** The goats whose puts fail. */
  readonly nonRetryable = new Set<string>();
  readonly puts: string[] = [];
  isReachable = true;
  checks = 0;
  /** Held back while set. */
  gate: Promise<void> = Promise.resolve();

  override async put(upload: StoreUpload): Promise<PutResult> {
    this.puts.push(upload.key);
    await this.gate;
    const code = this.failures.shift();
    if (code === 'STORE_CLOCK' || code === 'STORE_UNREACHABLE') throw appError(code, { bucket: 'b' });
    if (code === 'STORE_CREDENTIALS' || code === 'STORE_FAILED')
      throw appError(code, { bucket: 'b', name: 'n' });
    if (code !== undefined) throw new Error(`no failure of code ${code} here`);
    if (this.nonRetryable.has(upload.key.split('/')[0] ?? ''))
      throw appError('STORE_CORRUPT', { bucket: 'b', key: upload.key });
    return super.put(upload);
  }

  override check(): Promise<void> {
    this.checks += 1;
    return this.isReachable
      ? Promise.resolve()
      : Promise.reject(appError('STORE_UNREACHABLE', { bucket: 'b' }));
  }
}
