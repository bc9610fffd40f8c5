import { appError, asAppError } from '#contract/errors';
import type { Session } from '#contract/session';
import {
  exportRequestSchema,
  type Amount,
  type Release,
  type SavedFile,
  type UsbExportAnswer,
} from '#contract/usbExport';
import { legacyTimestamp } from '#engine/platform/clock';
import type { EventBus } from '#engine/status/eventBus';
import { findVolumes, type Volume } from '#engine/machine/blockDevices';
import { bytesOf, SessionCopier, type CopyTools } from './copySession';
import { ExportProgress } from './exportProgress';
import { exportSessions } from './exportRun';
import { VolumeFinder, stickOf } from './findVolumes';
import { MountedStick, type MountTools } from '#engine/machine/mount';
import { saveFile } from './saveFileToUsb';

export type UsbExportOptions = CopyTools & MountTools;

/** Copies what waits for the store to USB sticks, for where there is no network for days. One at a time. */
export class UsbExport {
  readonly #parts: UsbExportOptions;
  readonly #eventBus: EventBus;
  readonly #volumeFinder: VolumeFinder;
  /** The copying that runs, or the last one. */
  #progress: ExportProgress | null = null;
  #cancel = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(parts: UsbExportOptions, eventBus: EventBus) {
    this.#parts = parts;
    this.#eventBus = eventBus;
    this.#volumeFinder = new VolumeFinder(parts);
  }

  /**
   * The sticks at this machine, what could be copied, and how the copying stands.
   * @throws AppError FFMPEG_MISSING where lsblk is not installed.
   */
  async describe(): Promise<UsbExportAnswer> {
    const sticks = await this.#volumeFinder.find(() => !this.#isCopying);
    return {
      sticks,
      waiting: amountOf(this.#notExported),
      exported: amountOf(this.#exported),
      export: this.#progress?.answer ?? null,
    };
  }

  /**
   * Begins to copy all that waits to a stick; returns as soon as it runs.
   * @param body the request as it came from outside.
   * @throws AppError INVALID_REQUEST, EXPORT_IN_PROGRESS, STICK_NOT_FOUND, STICK_NOT_FORMATTED, STICK_READ_ONLY,
   * NOTHING_TO_EXPORT; FFMPEG_MISSING.
   */
  async start(body: unknown): Promise<UsbExportAnswer> {
    const request = exportRequestSchema.safeParse(body ?? {});
    if (!request.success)
      throw appError('INVALID_REQUEST', { detail: request.error.issues[0]?.message ?? '' });
    const { stick: id, again } = request.data;
    const { processes, dataDir, clock } = this.#parts;
    const volume = (await findVolumes(processes, dataDir)).find(({ device }) => device === id);
    // From here to where it runs nothing is awaited: of two requests at once one is refused.
    if (this.#progress && this.#isCopying)
      throw appError('EXPORT_IN_PROGRESS', { stick: this.#progress.answer.stick.name });
    if (!volume) throw appError('STICK_NOT_FOUND', { stick: id });
    if (volume.fault) throw volume.fault;
    const sessions = again === true ? [...this.#notExported, ...this.#exported] : this.#notExported;
    if (sessions.length === 0) throw appError('NOTHING_TO_EXPORT', {});
    this.#progress = new ExportProgress(stickOf(volume, null), clock);
    this.#cancel = new AbortController();
    this.#running = this.#run(volume, sessions, this.#progress, this.#cancel.signal);
    return this.describe();
  }

  /** Ends the copying; what is whole on the stick stays. Returns when the stick may be pulled out. */
  async cancel(): Promise<UsbExportAnswer> {
    await this.stop();
    return this.describe();
  }

  /** Ends the copying, if one runs. */
  async stop(): Promise<void> {
    this.#cancel.abort();
    await this.#running;
  }

  /**
   * Writes a bundle for who is asked for help to the stick that is there; returns when it may be pulled out.
   * @param make gives the bundle's bytes.
   * @throws AppError EXPORT_IN_PROGRESS, and those of saveFile.
   */
  async saveBundle(make: () => Promise<Buffer>): Promise<SavedFile> {
    if (this.#progress && this.#isCopying)
      throw appError('EXPORT_IN_PROGRESS', { stick: this.#progress.answer.stick.name });
    await this.#volumeFinder.idle();
    // No colons: the file systems of sticks don't have them.
    const time = legacyTimestamp(this.#parts.clock.now())
      .slice(0, 'YYYY-MM-DDThh:mm'.length)
      .replace(':', '');
    try {
      return await saveFile(`goat-capture-${time}.tar.gz`, make, this.#parts);
    } finally {
      this.#volumeFinder.forget();
    }
  }

  /** What waits for the store; what is being sent may have to wait again in a moment. */
  get #waiting(): Session[] {
    return this.#parts.spool.inState('queued', 'uploading', 'exported');
  }

  get #notExported(): Session[] {
    return this.#waiting.filter((session) => session.state === 'queued' || !session.exported);
  }

  get #exported(): Session[] {
    return this.#waiting.filter((session) => session.state !== 'queued' && session.exported);
  }

  get #isCopying(): boolean {
    return this.#progress !== null && !this.#progress.isOver;
  }

  /** Never rejects. */
  async #run(
    volume: Volume,
    sessions: readonly Session[],
    progress: ExportProgress,
    signal: AbortSignal,
  ): Promise<void> {
    const { log } = this.#parts;
    const { name } = volume;
    let release: Release | null = null;
    try {
      await this.#volumeFinder.idle();
      const stick = await MountedStick.open(volume, this.#parts);
      try {
        await stick.requireWritable();
        const copies = new SessionCopier(stick, name, this.#parts);
        await exportSessions(sessions, stick.freeBytes, {
          ...this.#parts,
          copier: copies,
          name,
          progress,
          signal,
        });
      } finally {
        progress.finishing();
        release = await stick.releaseIfThere();
      }
      if (!release) throw stick.gone;
      this.#eventBus.publish('success', 'exported', { sessions: progress.answer.sessions_done, stick: name });
      progress.end('done', release, null);
    } catch (thrown) {
      const { fault, message, cause } = asAppError(thrown);
      if (signal.aborted) {
        progress.end('cancelled', release, null);
      } else {
        log.error({ stick: name, fault, cause }, message);
        this.#eventBus.publishFault('error', fault);
        progress.end('failed', release, fault);
      }
    }
    this.#volumeFinder.forget();
    this.#eventBus.notifyChanged();
  }
}

function amountOf(sessions: readonly Session[]): Amount {
  return {
    sessions: sessions.length,
    bytes: sessions.reduce((bytes, session) => bytes + bytesOf(session), 0),
  };
}
