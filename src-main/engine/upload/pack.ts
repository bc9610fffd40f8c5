import path from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { create } from 'tar';
import { appError, AppError } from '../../contract/errors';
import type { CameraName } from '../../contract/cameras';
import type { Session } from '../../contract/sessions';
import { errorCodeOf } from '../spool/durable';

/** The system's codes of a file that is not there, is no file, or can't be read off the disk. */
const UNREADABLE = new Set(['ENOENT', 'EISDIR', 'ENOTDIR', 'EIO', 'EUCLEAN', 'EBADMSG']);

/** A picture's name in its archive, as `17_side_01.jpg`. `number` counts from 1. */
export function pictureName(goatId: string, camera: CameraName, number: number): string {
  return `${goatId}_${camera}_${String(number).padStart(2, '0')}.jpg`;
}

/**
 * One camera's `images.tar.gz`, packed while it is read and the same bytes each time: order, names, times and modes
 * come from the session's record alone. JPEGs don't get smaller: gzip's level 0 takes a third of the time of others
 * for 0.1 % more bytes.
 * @returns a stream that fails with SESSION_DAMAGED where a picture is missing or has another size than when it was
 * checked.
 */
export function packPictures(session: Session, camera: CameraName, folder: string): Readable {
  const { pictures } = session.cameras[camera];
  const names = new Map(
    pictures.map(({ file }, index) => [file, pictureName(session.goatId, camera, index + 1)]),
  );
  const bytes = new Map(pictures.map((picture) => [picture.file, picture.bytes]));
  const packed = create(
    {
      cwd: folder,
      gzip: { level: 0 },
      portable: true,
      strict: true,
      mtime: new Date(session.startedAt),
      jobs: 1,
      onWriteEntry: (entry) => {
        const { stat } = entry;
        if (!stat || stat.size !== bytes.get(entry.path)) throw damaged(session, camera, entry.path);
        stat.mode = 0o100644;
        entry.path = names.get(entry.path) ?? entry.path;
      },
    },
    pictures.map(({ file }) => file),
  );
  const stream = new PassThrough();
  packed.on('error', (error: unknown) => stream.destroy(explain(error, session, camera)));
  packed.pipe(stream);
  return stream;
}

function explain(thrown: unknown, session: Session, camera: CameraName): Error {
  if (thrown instanceof AppError) return thrown;
  const isOfPicture = UNREADABLE.has(errorCodeOf(thrown) ?? '');
  if (isOfPicture) return damaged(session, camera, fileOf(thrown), thrown);
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

function damaged({ goatId }: Session, camera: CameraName, file: string, cause?: unknown): AppError {
  return appError('SESSION_DAMAGED', { goat_id: goatId, file: `${camera}/${file}` }, { cause });
}

function fileOf(error: unknown): string {
  return error instanceof Error && 'path' in error ? path.basename(String(error.path)) : '';
}
