import { appError } from './contract/errors';
import { errorCodeOf } from './engine/spool/durable';

/** Settings that win over all that is chosen on the screen; read by the program's own user only. */
const ENVIRONMENT_FILE = '/etc/goat-capture/goat-capture.env';

/**
 * What holds for the installed program alone: it never runs as root, and its environment is also in a file.
 * @param hasOwnDataDir true for a run with a data folder of its own, which needs no right to read the service's file.
 * @throws AppError RUNS_AS_ROOT, SETTINGS_FILE_UNREADABLE.
 */
export function enterInstalled(
  hasOwnDataDir: boolean,
  file = ENVIRONMENT_FILE,
  userId = process.getuid?.(),
): void {
  if (userId === 0) throw appError('RUNS_AS_ROOT', {});
  try {
    // What the environment has already wins.
    process.loadEnvFile(file);
  } catch (cause) {
    const code = errorCodeOf(cause);
    if (code === 'ENOENT' || (code === 'EACCES' && hasOwnDataDir)) return;
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw appError('SETTINGS_FILE_UNREADABLE', { path: file, detail }, { cause });
  }
}
