import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { appError } from '#contract/errors';
import type { Update, UpdateRequest } from '#contract/machine';
import { diskFull } from '#engine/platform/durableFiles';
import { findVolumes, type Volume } from './blockDevices';
import { MountedStick, type MountTools } from './mount';
import { askSystem } from './systemProgram';

/** The names that electron-builder gives the package. */
const FILE = /^goat-capture_[A-Za-z0-9.+~_-]+\.deb$/;
/** Where the package's helper looks, and under which name. */
const FOLDER = 'update';
const STAGED = 'goat-capture.deb';
/** The package's unit for what only root can do of an update. */
const UPDATE_UNIT = 'update-goat-capture.service';
/** The exit codes of its helper. */
const NOT_SIGNED = '3';
const NOT_FIT = '4';
/** Copying, unpacking, and waiting for another installation. */
const LIMIT_MS = 600_000;

export interface UpdateParts extends MountTools {
  version: string;
}

/** The versions on all sticks that are newer than this one and made for this machine. */
export async function findUpdates(parts: UpdateParts): Promise<Update[]> {
  const volumes = await findVolumes(parts.processes, parts.dataDir);
  const updates: Update[] = [];
  for (const volume of volumes.filter(({ fault: blockingFault }) => blockingFault === null)) {
    const found = await onUsbExport(volume, parts, async (folder) => {
      const files = (await readdir(folder)).filter((name) => FILE.test(name)).sort();
      const versions = await Promise.all(files.map((name) => newerVersion(path.join(folder, name), parts)));
      return files.map((file, index) => ({ file, version: versions[index] ?? null }));
    });
    for (const { file, version } of found)
      if (version !== null) updates.push({ stick: volume.device, stick_name: volume.name, file, version });
  }
  return updates;
}

/**
 * Installs a version from a stick. Where that goes well, this program is ended for it and the newer one started.
 * @throws AppError STICK_GONE, STICK_UNREADABLE, DISK_FULL, UPDATE_NOT_FIT, UPDATE_NOT_SIGNED, UPDATE_FAILED.
 */
export async function installUpdate({ stick, file }: UpdateRequest, parts: UpdateParts): Promise<void> {
  if (!FILE.test(file)) throw appError('UPDATE_NOT_FIT', { file });
  const volumes = await findVolumes(parts.processes, parts.dataDir);
  const volume = volumes.find(({ device }) => device === stick);
  if (!volume) throw appError('STICK_GONE', { stick });
  const folder = path.join(parts.dataDir, FOLDER);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  try {
    await onUsbExport(volume, parts, async (from) => {
      await cp(path.join(from, file), path.join(folder, STAGED)).catch((cause: unknown) => {
        throw diskFull(cause) ?? appError('UPDATE_NOT_FIT', { file }, { cause });
      });
      // Without one it is refused where that is decided.
      await cp(path.join(from, `${file}.sig`), path.join(folder, `${STAGED}.sig`)).catch(() => undefined);
    });
    await startUpdate(file, parts);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function startUpdate(file: string, { processes }: UpdateParts): Promise<void> {
  const args = ['--no-ask-password', 'start', UPDATE_UNIT];
  const { code, stderr } = await processes.run('systemctl', args, { timeoutMs: LIMIT_MS });
  if (code === 0) return;
  const asked = ['show', '--property=ExecMainStatus', '--value', UPDATE_UNIT];
  const status = (await askSystem(processes, 'systemctl', asked)).trim();
  if (status === NOT_SIGNED) throw appError('UPDATE_NOT_SIGNED', { file });
  if (status === NOT_FIT) throw appError('UPDATE_NOT_FIT', { file });
  throw appError('UPDATE_FAILED', { file }, { seen: stderr.trim().split('\n') });
}

/** Works on a stick's folder; a stick that was closed is closed again. */
async function onUsbExport<T>(
  volume: Volume,
  tools: MountTools,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  if (volume.mountPoint !== null) return work(volume.mountPoint);
  const stick = await MountedStick.open(volume, tools, 'look');
  try {
    return await work(stick.folder);
  } finally {
    await stick.close();
  }
}

/** The version of a package that is this program's, newer, and for this machine; else null. */
async function newerVersion(file: string, { processes, version }: UpdateParts): Promise<string | null> {
  const field = (name: string) => askSystem(processes, 'dpkg-deb', ['--field', file, name]);
  try {
    const fields = await Promise.all([field('Package'), field('Version'), field('Architecture')]);
    const [name = '', newer = '', architecture] = fields.map((one) => one.trim());
    if (name !== 'goat-capture' || architecture !== debianArchitecture()) return null;
    await askSystem(processes, 'dpkg', ['--compare-versions', newer, 'gt', version]);
    return newer;
  } catch {
    // No package, or not a newer one.
    return null;
  }
}

/** This machine's processor by Debian's name. */
function debianArchitecture(): string {
  return process.arch === 'x64' ? 'amd64' : process.arch;
}
