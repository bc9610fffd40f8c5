import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { appError, type PictureFault } from '#contract/errors';
import type { CaptureWarning, Picture } from '#contract/session';
import type { Settings } from '#contract/settings';
import type { Camera } from '#engine/cameras/camera';
import type { Logger } from '#engine/platform/log';
import type { Processes } from '#engine/platform/processes';
import { syncFile, writeFileDurably } from '#engine/platform/durableFiles';
import { withStandardTables } from '#engine/media/jpeg';
import { checkPicture, type PictureVerdict } from './pictureCheck';
import type { SmallPicture } from '#engine/media/bitmap';
import type { RecordedFrame, RecordedPicture } from './recorder';
import { SerialQueue } from '#engine/platform/serialQueue';

export interface PictureChecksOptions {
  /** The folder of the pictures. */
  folder: string;
  settings: Settings;
  signal: AbortSignal;
}

export interface PictureChecksTools {
  processes: Processes;
  log: Logger;
}

type Verdict = Pick<Picture, 'bytes' | 'crc64nvme'> | { reason: PictureFault; seen: string[] };

/** The checks of one camera's pictures, one at a time so that checking never crowds out recording. */
export class PictureChecks {
  /** What is worth knowing of the pictures that were checked. */
  readonly warnings: CaptureWarning[] = [];
  readonly #camera: Camera;
  readonly #options: PictureChecksOptions;
  readonly #tools: PictureChecksTools;
  readonly #verdicts = new Map<string, Promise<Verdict>>();
  readonly #checks = new SerialQueue();

  constructor(camera: Camera, options: PictureChecksOptions, tools: PictureChecksTools) {
    this.#camera = camera;
    this.#options = options;
    this.#tools = tools;
  }

  /**
   * Queues the check of a frame whose file is whole.
   * @param onGood called with the picture, reduced, where it is good.
   */
  add(frame: RecordedFrame, onGood: (small: SmallPicture) => void = () => undefined): Promise<Verdict> {
    const verdict = this.#checks.run(() => this.#check(frame, onGood));
    this.#verdicts.set(frame.file, verdict);
    return verdict;
  }

  /**
   * The good frame of a recorded picture; the other one's file is removed.
   * @param number of the picture, from 1, for the error.
   * @throws AppError BAD_FRAMES where neither is good.
   */
  async settle(picture: RecordedPicture, number: number): Promise<Picture> {
    const { frame, successor, isReplacement: isStandIn } = picture;
    if (isStandIn) {
      const detail = 'the frame that was due could not be decoded';
      this.warnings.push({ kind: 'picture-replaced', picture: number, detail });
    }
    const verdict = await (this.#verdicts.get(frame.file) ?? this.add(frame));
    if ('bytes' in verdict) {
      if (successor) await this.#remove(successor);
      return { ...frame, ...verdict };
    }
    const { reason, seen } = verdict;
    const standIn = successor && (await this.add(successor));
    if (!standIn || !('bytes' in standIn)) {
      throw appError('BAD_FRAMES', { camera: this.#camera.name, picture: number, reason }, { seen });
    }
    this.warnings.push({ kind: 'picture-replaced', picture: number, detail: [reason, ...seen].join('; ') });
    await this.#remove(frame);
    return { ...successor, ...standIn };
  }

  /** Resolves when no check is running or waiting. */
  async idle(): Promise<void> {
    await this.#checks.idle();
  }

  async #check({ file }: RecordedFrame, onGood: (small: SmallPicture) => void): Promise<Verdict> {
    const verdict = await this.#verify(file);
    if (!verdict.ok) {
      const { reason, seen } = verdict;
      this.#tools.log.warn({ camera: this.#camera.name, file, reason, seen }, 'bad picture');
      return { reason, seen };
    }
    await syncFile(this.#pathOf(file));
    onGood(verdict.small);
    return { bytes: verdict.bytes, crc64nvme: verdict.crc64nvme };
  }

  /** A picture that only lacks its Huffman tables gets them and is looked at again. */
  async #verify(file: string): Promise<PictureVerdict> {
    const verdict = await this.#decode(file);
    if (verdict.ok || verdict.reason !== 'no-tables') return verdict;
    await writeFileDurably(this.#pathOf(file), withStandardTables(await readFile(this.#pathOf(file))));
    if (!this.warnings.some(({ kind }) => kind === 'tables-added')) {
      this.warnings.push({ kind: 'tables-added', picture: null, detail: file });
    }
    return this.#decode(file);
  }

  #decode(file: string): Promise<PictureVerdict> {
    const { settings, signal } = this.#options;
    const expected = {
      width: settings.IMAGE_WIDTH,
      height: settings.IMAGE_HEIGHT,
      minBytes: settings.MIN_IMAGE_BYTES,
    };
    return checkPicture(this.#pathOf(file), expected, { processes: this.#tools.processes, signal });
  }

  #pathOf(file: string): string {
    return path.join(this.#options.folder, file);
  }

  async #remove({ file }: RecordedFrame): Promise<void> {
    await rm(this.#pathOf(file), { force: true });
  }
}
