import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { appError } from '#contract/errors';
import { notInstalled } from './processes';

/** flock's exit code, as asked for below, where another process holds the lock. */
const LOCKED_EXIT_CODE = 75;

/** The data directory's lock, held until `release` or the end of this process, however it ends. */
export interface DataDirLock {
  release(): void;
}

/**
 * Locks a data directory for this process, before anything else in it is touched; makes it where it is missing.
 *
 * `flock` locks the open file that it inherits, not itself: when it has ended the lock is this process's, and the
 * kernel drops it at the end of this process. So there is no stale lock, and no process id is ever guessed at.
 * @throws AppError DATA_DIR_IN_USE with its holder, INVALID_FOLDER where the folder can't be written.
 */
export function lockDataDir(dataDir: string): DataDirLock {
  const file = path.join(dataDir, 'lock');
  const descriptor = openLockFile(dataDir, file);
  const { status, error } = spawnSync('flock', ['-n', '-E', String(LOCKED_EXIT_CODE), '3'], {
    stdio: ['ignore', 'ignore', 'ignore', descriptor],
  });
  if (status === 0) {
    ftruncateSync(descriptor);
    writeSync(descriptor, `process ${String(process.pid)}, since ${new Date().toISOString()}\n`, 0);
    return {
      release: () => {
        closeSync(descriptor);
      },
    };
  }
  closeSync(descriptor);
  if (error) throw notInstalled('flock');
  if (status !== LOCKED_EXIT_CODE) throw new Error(`flock of ${file} ended with code ${String(status)}`);
  const owner = readFileSync(file, 'utf8').trim();
  throw appError('DATA_DIR_IN_USE', { path: dataDir, holder: owner === '' ? 'another process' : owner });
}

function openLockFile(dataDir: string, file: string): number {
  try {
    if (isOfTheKernel(dataDir)) throw new Error('the kernel keeps its own files there');
    mkdirSync(dataDir, { recursive: true });
    return openSync(file, 'a+', 0o644);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw appError('INVALID_FOLDER', { path: dataDir, detail }, { cause });
  }
}

/** File systems of the kernel, as statfs(2) tells them: proc and sysfs. */
const KERNEL_PROCESS: readonly number[] = [0x9fa0, 0x62656572];

/** True where a folder is, or would be, in /proc or /sys. There Node's recursive mkdir never comes to an end. */
function isOfTheKernel(folder: string): boolean {
  if (existsSync(folder)) return KERNEL_PROCESS.includes(statfsSync(folder).type);
  return isOfTheKernel(path.dirname(folder));
}
