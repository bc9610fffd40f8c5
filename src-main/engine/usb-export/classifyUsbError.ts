import { appError, asAppError, type AppError } from '#contract/errors';
import { diskFull, errorCodeOf } from '#engine/platform/durableFiles';
import type { MountedStick } from '#engine/machine/mount';

/** The system's codes of what may not be written. */
const READ_ONLY = new Set(['EROFS', 'EACCES', 'EPERM']);
const BYTES_PER_MB = 1024 * 1024;

/** Bytes in whole MB, as they are told. */
export function megabytes(bytes: number): number {
  return Math.ceil(bytes / BYTES_PER_MB);
}

/**
 * Why something could not be written to a stick: STICK_GONE, STICK_FULL, STICK_READ_ONLY or STICK_FAILED.
 * @param bytes that were to be written.
 */
export async function classifyUsbError(
  thrown: unknown,
  stick: MountedStick,
  bytes: number,
): Promise<AppError> {
  const error = asAppError(thrown);
  const { name } = stick;
  if (!(await stick.isThere())) return stick.gone;
  if (error.code === 'DISK_FULL' || diskFull(error.cause))
    return appError('STICK_FULL', { stick: name, needed_mb: megabytes(bytes), free_mb: 0 }, { cause: error });
  if (READ_ONLY.has(errorCodeOf(error.cause) ?? ''))
    return appError('STICK_READ_ONLY', { stick: name }, { cause: error });
  return appError('STICK_FAILED', { stick: name, detail: error.message }, { cause: error });
}
