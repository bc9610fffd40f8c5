import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import path from 'node:path';

/**
 * The process that has a file open, as `name (process id)`; null where there is none, or none that this user may see.
 * Linux tells it by the links in `/proc/PID/fd`.
 * @param except processes that do not count.
 * @throws the file system's error where the file is not there.
 */
export async function fileOwner(
  file: string,
  except: (pid: number) => boolean = () => false,
): Promise<string | null> {
  return ownerOfDescriptor(await realpath(file), except);
}

/** The process that listens on a TCP port, as `name (process id)`; null where there is none that this user may see. */
export async function portOwner(port: number): Promise<string | null> {
  for (const table of ['tcp', 'tcp6']) {
    // Where IPv6 is switched off there is no tcp6.
    const rows = await readFile(`/proc/net/${table}`, 'utf8').catch(() => '');
    for (const row of rows.split('\n')) {
      const [, local = '', , state, , , , , , inode] = row.trim().split(/\s+/);
      const isListening = state === '0A';
      if (isListening && parseInt(local.split(':')[1] ?? '', 16) === port) {
        const owner = await ownerOfDescriptor(`socket:[${inode ?? ''}]`);
        if (owner !== null) return owner;
      }
    }
  }
  return null;
}

/** The process with an open descriptor that links to `target`. */
async function ownerOfDescriptor(
  target: string,
  except: (pid: number) => boolean = () => false,
): Promise<string | null> {
  for (const pid of await readdir('/proc')) {
    if (!/^[0-9]+$/.test(pid) || except(Number(pid))) continue;
    if (await hasOpenDescriptor(pid, target)) return `${await nameOf(pid)} (process ${pid})`;
  }
  return null;
}

async function hasOpenDescriptor(pid: string, target: string): Promise<boolean> {
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
