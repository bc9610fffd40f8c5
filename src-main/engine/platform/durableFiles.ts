import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { appError } from '#contract/errors';

/** Brings a file's bytes to the disk, so that they survive a power cut. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The system's codes where a file system, as some on sticks, can't bring a folder to the disk by itself. */
const NO_FOLDER_SYNC = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** Brings a folder's entries to the disk: without it a new or renamed file may be gone after a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    await syncFile(folder);
  } catch (error) {
    if (!NO_FOLDER_SYNC.has(errorCodeOf(error) ?? '')) throw error;
  }
}

/** Makes a folder, with its parents, that survives a power cut. */
export async function makeFolderDurably(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = path.dirname(made))
    await syncFolder(path.dirname(made));
}

/** Puts a file in the place of another (or of none) in one step that survives a power cut. */
export async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncFolder(path.dirname(to));
}

/**
 * Writes a file so that after a crash at any point it has either its old or its new content, whole.
 * @throws AppError DISK_FULL where the disk has no room for it.
 */
export async function writeFileDurably(file: string, data: string | Uint8Array, mode = 0o644): Promise<void> {
  const temporary = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    const handle = await open(temporary, 'wx', mode);
    try {
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renameDurably(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw diskFull(error) ?? error;
  }
}

/** DISK_FULL where an error says that the disk or its quota has no room; else undefined. */
export function diskFull(error: unknown) {
  const code = errorCodeOf(error);
  return code === 'ENOSPC' || code === 'EDQUOT' ? appError('DISK_FULL', {}, { cause: error }) : undefined;
}

/** The system's code of an error, such as ENOENT. */
export function errorCodeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
