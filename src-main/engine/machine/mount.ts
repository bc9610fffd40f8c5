import { access, constants, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import { appError, type AppError } from '#contract/errors';
import type { Release } from '#contract/usbExport';
import type { Logger } from '#engine/platform/log';
import type { Processes } from '#engine/platform/processes';
import { findVolumes, type Volume } from './blockDevices';

/** A stick takes its time to write what it has taken in. */
const LIMIT_MS = 60_000;

export interface MountTools {
  processes: Pick<Processes, 'run'>;
  log: Logger;
  dataDir: string;
}

/** Where udisks mounts what it is asked for by this program's user. */
const OWN_FOLDERS = ['/media', '/run/media'].map((folder) => path.join(folder, userInfo().username));

/** A stick that is open: its files can be reached. */
export class MountedStick {
  readonly #volume: Volume;
  readonly #tools: MountTools;
  readonly #device: number;
  /** True where nobody else has opened it. */
  readonly #isOurs: boolean;

  private constructor(
    readonly folder: string,
    volume: Volume,
    device: number,
    isOurs: boolean,
    tools: MountTools,
  ) {
    this.#volume = volume;
    this.#isOurs = isOurs;
    this.#device = device;
    this.#tools = tools;
  }

  /**
   * Opens a stick; one that is not mounted is mounted by udisks.
   * @param mode `look` where nothing will be written: such a stick may be pulled out at any time.
   * @throws AppError STICK_UNREADABLE, STICK_GONE, FFMPEG_MISSING where udisks is not installed.
   */
  static async open(
    volume: Volume,
    tools: MountTools,
    mode: 'write' | 'look' = 'write',
  ): Promise<MountedStick> {
    const { device, name: stick } = volume;
    if (volume.mountPoint === null) {
      const readOnly = mode === 'look' ? ['--options', 'ro'] : [];
      const { code, stderr } = await udisks(tools.processes, 'mount', device, ...readOnly);
      if (code !== 0) throw appError('STICK_UNREADABLE', { stick, detail: stderr.trim() });
    }
    const volumes = await findVolumes(tools.processes, tools.dataDir);
    const mounted = volumes.find((one) => one.serial === volume.serial);
    if (!mounted?.mountPoint) throw appError('STICK_GONE', { stick });
    const { dev } = await stat(mounted.mountPoint);
    // What a run that was killed has opened is in a folder of its own user.
    const isOurs = volume.mountPoint === null || OWN_FOLDERS.includes(path.dirname(volume.mountPoint));
    return new MountedStick(mounted.mountPoint, mounted, dev, isOurs, tools);
  }

  /** As people know it. */
  get name(): string {
    return this.#volume.name;
  }

  /** Bytes that can still be written. */
  get freeBytes(): number {
    return this.#volume.freeBytes ?? 0;
  }

  /** @throws AppError STICK_READ_ONLY, also where it belongs to another user of another machine. */
  async requireWritable(): Promise<void> {
    await access(this.folder, constants.W_OK).catch((cause: unknown) => {
      throw appError('STICK_READ_ONLY', { stick: this.#volume.name }, { cause });
    });
  }

  /** The error for a stick that has gone. */
  get gone(): AppError {
    return appError('STICK_GONE', { stick: this.#volume.name });
  }

  /**
   * True while the folder is the stick's: of one that was pulled out the empty folder may be left, on this machine's
   * own disk.
   */
  async isThere(): Promise<boolean> {
    const found = await stat(this.folder).catch(() => null);
    if (found?.dev !== this.#device) return false;
    const volumes = await findVolumes(this.#tools.processes, this.#tools.dataDir);
    return volumes.some(({ serial }) => serial === this.#volume.serial);
  }

  /**
   * Makes it safe to pull out: all is written, and what this program has opened is closed and, where it can be, powered
   * off. A stick that somebody else has opened stays open.
   * @returns null where not all could be written.
   */
  async release(): Promise<Release | null> {
    const { processes, log } = this.#tools;
    const { device } = this.#volume;
    const written = await processes.run('sync', ['--file-system', this.folder], { timeoutMs: LIMIT_MS });
    if (written.code !== 0) return null;
    if (!this.#isOurs) return 'written';
    const closed = await udisks(processes, 'unmount', device);
    if (closed.code !== 0) {
      log.warn({ device, seen: closed.stderr }, 'a stick could not be closed; all is written');
      return 'written';
    }
    const off = await udisks(processes, 'power-off', device);
    return off.code === 0 ? 'powered-off' : 'closed';
  }

  /** The same for one that may be gone: null then too, and where something else went wrong, which the log tells. */
  async releaseIfThere(): Promise<Release | null> {
    try {
      return (await this.isThere()) ? await this.release() : null;
    } catch (error) {
      this.#tools.log.error({ error: String(error) }, 'a stick could not be made safe to pull');
      return null;
    }
  }

  /** Closes a stick that was only looked at. */
  async close(): Promise<void> {
    const { code, stderr } = await udisks(this.#tools.processes, 'unmount', this.#volume.device);
    if (code !== 0)
      this.#tools.log.warn({ device: this.#volume.device, seen: stderr }, 'a stick could not be closed');
  }
}

function udisks(processes: MountTools['processes'], action: string, device: string, ...more: string[]) {
  const args = [action, '--block-device', device, '--no-user-interaction', ...more];
  return processes.run('udisksctl', args, { timeoutMs: LIMIT_MS });
}
