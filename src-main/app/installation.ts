import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { appError } from '#contract/errors';
import { errorCodeOf } from '#engine/platform/durableFiles';

/** Settings that win over all that is chosen on the screen; read by the program's own user only. */
const ENVIRONMENT_FILE = '/etc/goat-capture/goat-capture.env';

/**
 * What holds for the installed program alone: it never runs as root, and its environment is also in a file.
 * @param hasOwnDataDir true for a run with a data folder of its own, which needs no right to read the service's file.
 * @throws AppError RUNS_AS_ROOT, SETTINGS_FILE_UNREADABLE.
 */
export function enterInstallation(
  hasOwnDataDir: boolean,
  file = ENVIRONMENT_FILE,
  userId = process.getuid?.(),
): void {
  if (userId === 0) throw appError('RUNS_AS_ROOT', {});
  // What the environment has already wins.
  for (const [name, value] of Object.entries(parseEnv(read(file, hasOwnDataDir))))
    process.env[name] ??= value;
}

/** Read here, since process.loadEnvFile takes every file that it can't read for one that is not there. */
function read(file: string, hasOwnDataDir: boolean): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const code = errorCodeOf(cause);
    if (code === 'ENOENT' || (code === 'EACCES' && hasOwnDataDir)) return '';
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw appError('SETTINGS_FILE_UNREADABLE', { path: file, detail }, { cause });
  }
}
