import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { JsonFile } from '#engine/platform/jsonFile';

const uploadedPartSchema = z.object({
  /** From 1. */
  number: z.number().int().positive(),
  bytes: z.number().int().nonnegative(),
  /** CRC-64/NVME, base64. */
  crc64nvme: z.string(),
  etag: z.string(),
});
/** A part that the store has. */
export type UploadedPart = z.infer<typeof uploadedPartSchema>;

const multipartCheckpointSchema = z.object({
  /** The bucket. */
  place: z.string(),
  key: z.string(),
  uploadId: z.string(),
  /** Size of all parts but the last. */
  partBytes: z.number().int().positive(),
  parts: z.array(uploadedPartSchema),
});
/** An upload in parts as far as it has come. */
export type MultipartCheckpoint = z.infer<typeof multipartCheckpointSchema>;

/** What an unfinished upload remembers, so that a later try, or a later run, sends only what is missing. */
export interface UploadCheckpoint {
  /** What was written last; null where there is nothing that can be used. */
  read(): Promise<MultipartCheckpoint | null>;
  write(checkpoint: MultipartCheckpoint): Promise<void>;
  clear(): Promise<void>;
}

/** Notes for a run that can't go on where an earlier one has broken off: it sends an object anew. */
export function memoryCheckpoint(): UploadCheckpoint {
  let kept: MultipartCheckpoint | null = null;
  return {
    read: () => Promise.resolve(kept),
    write: (checkpoint) => {
      kept = checkpoint;
      return Promise.resolve();
    },
    clear: () => {
      kept = null;
      return Promise.resolve();
    },
  };
}

/** A checkpoint in a file. Where it cannot be used, all parts are sent again. */
export function fileCheckpoint(path: string): UploadCheckpoint {
  const policy = { missing: null, unusable: () => null };
  const file = new JsonFile<MultipartCheckpoint, null>(path, multipartCheckpointSchema, policy);
  return {
    read: () => file.read(),
    write: (checkpoint) => file.write(checkpoint),
    clear: () => rm(path, { force: true }),
  };
}
