import { Readable } from 'node:stream';
import type { StoreUpload } from '../src-main/engine/upload/store';
import type { MultipartNotes, UploadNotes } from '../src-main/engine/upload/uploadNotes';

/** Notes in memory, that a test may look at and change. */
export function memoryNotes(): UploadNotes & { kept: MultipartNotes | null } {
  const notes = {
    kept: null as MultipartNotes | null,
    read: () => Promise.resolve(notes.kept),
    write: (written: MultipartNotes) => {
      notes.kept = structuredClone(written);
      return Promise.resolve();
    },
    clear: () => {
      notes.kept = null;
      return Promise.resolve();
    },
  };
  return notes;
}

/** What is to be put: these bytes, for goat 17's side camera where nothing else is said. */
export function uploadOf(bytes: Buffer, changes: Partial<StoreUpload> = {}): StoreUpload {
  return {
    key: '17/side/images.tar.gz',
    contentType: 'application/gzip',
    // In pieces of an odd size, as an archive comes.
    open: () => Readable.from(piecesOf(bytes, 65_521), { objectMode: false }),
    onlyIfNew: false,
    notes: memoryNotes(),
    signal: new AbortController().signal,
    ...changes,
  };
}

function* piecesOf(bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
