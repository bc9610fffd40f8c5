import { readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import { writeFileDurably } from '#engine/platform/durableFiles';

const notedPartSchema = z.object({
  /** From 1. */
  number: z.number().int().positive(),
  bytes: z.number().int().nonnegative(),
  /** CRC-64/NVME, base64. */
  crc64nvme: z.string(),
  etag: z.string(),
});
/** A part that the store has. */
export type NotedPart = z.infer<typeof notedPartSchema>;

const multipartNotesSchema = z.object({
  /** The bucket. */
  place: z.string(),
  key: z.string(),
  uploadId: z.string(),
  /** Size of all parts but the last. */
  partBytes: z.number().int().positive(),
  parts: z.array(notedPartSchema),
});
/** An upload in parts as far as it has come. */
export type MultipartNotes = z.infer<typeof multipartNotesSchema>;

/** What an unfinished upload remembers, so that a later try, or a later run, sends only what is missing. */
export interface UploadNotes {
  /** What was written last; null where there is nothing that can be used. */
  read(): Promise<MultipartNotes | null>;
  write(notes: MultipartNotes): Promise<void>;
  clear(): Promise<void>;
}

/** Notes for a run that can't go on where an earlier one has broken off: it sends an object anew. */
export function notesInMemory(): UploadNotes {
  let kept: MultipartNotes | null = null;
  return {
    read: () => Promise.resolve(kept),
    write: (notes) => {
      kept = notes;
      return Promise.resolve();
    },
    clear: () => {
      kept = null;
      return Promise.resolve();
    },
  };
}

/** Notes in a file. A damaged one counts as none: then all parts are sent again. */
export function notesInFile(file: string): UploadNotes {
  return {
    read: async () => {
      try {
        return multipartNotesSchema.parse(JSON.parse(await readFile(file, 'utf8')));
      } catch {
        return null;
      }
    },
    write: (notes) => writeFileDurably(file, `${JSON.stringify(notes)}\n`),
    clear: () => rm(file, { force: true }),
  };
}
