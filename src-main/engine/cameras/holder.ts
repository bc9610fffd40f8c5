import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import path from 'node:path';

/**
 * The process that has a file open, as `name (process id)`; null where there is none, or none that this user may see.
 * Linux tells it by the links in `/proc/PID/fd`.
 */
export async function holderOf(file: string): Promise<string | null> {
  const target = await realpath(file);
  for (const pid of await readdir('/proc')) {
    if (!/^[0-9]+$/.test(pid)) continue;
    if (await hasOpen(pid, target)) return `${await nameOf(pid)} (process ${pid})`;
  }
  return null;
}

async function hasOpen(pid: string, target: string): Promise<boolean> {
  const folder = path.join('/proc', pid, 'fd');
  // A process may end while it is looked at, and another user's files can't be seen: both count as not holding.
  const descriptors = await readdir(folder).catch(() => []);
  for (const descriptor of descriptors) {
    if ((await readlink(path.join(folder, descriptor)).catch(() => null)) === target) return true;
  }
  return false;
}

async function nameOf(pid: string): Promise<string> {
  const name = await readFile(path.join('/proc', pid, 'comm'), 'utf8').catch(() => '');
  return name.trim() || 'a process';
}
