import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CameraName } from '#contract/cameras';
import { appError, type AppError } from '#contract/errors';
import type { Picture, Session } from '#contract/session';
import { Crc64Nvme } from '#engine/platform/crc64nvme';
import { errorCodeOf } from '#engine/platform/durableFiles';

/** The system's codes of a file that is not there, is no file, or can't be read off the disk. */
const UNREADABLE = new Set(['ENOENT', 'EISDIR', 'ENOTDIR', 'EIO', 'EUCLEAN', 'EBADMSG']);

/**
 * The bytes of a session's picture, which are those that were checked: a disk may change them later, and so may people.
 * Records of earlier versions have no checksum: there the size alone tells.
 * @param folder of the camera's pictures.
 * @throws AppError SESSION_DAMAGED where the picture is missing or not what it was; another error of the file system.
 */
export async function readVerifiedPicture(
  session: Pick<Session, 'goatId'>,
  camera: CameraName,
  folder: string,
  { file, bytes, crc64nvme }: Picture,
): Promise<Buffer> {
  const damaged = (cause?: unknown): AppError =>
    appError('SESSION_DAMAGED', { goat_id: session.goatId, file: `${camera}/${file}` }, { cause });
  let content: Buffer;
  try {
    content = await readFile(path.join(folder, file));
  } catch (error) {
    throw UNREADABLE.has(errorCodeOf(error) ?? '') ? damaged(error) : error;
  }
  const isSame = crc64nvme === undefined || new Crc64Nvme().update(content).digest() === crc64nvme;
  if (content.length !== bytes || !isSame) throw damaged();
  return content;
}
