import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { appError, type PictureFault } from '../../contract/errors';
import type { Picture } from '../../contract/sessions';
import type { Settings } from '../../contract/settings';
import type { Camera } from '../cameras/camera';
import type { Clock } from '../clock';
import type { Logger } from '../log';
import type { Processes } from '../processes';
import { syncFile, syncFolder } from '../spool/durable';
import { checkPicture } from './pictureCheck';
import { record, type RecordedFrame, type RecordedPicture } from './recorder';
import { scheduleOf, spacingFault, worstSpacing } from './schedule';

export interface CaptureTools {
  processes: Processes;
  clock: Clock;
  log: Logger;
}

export interface PhotographOptions {
  /** Where the pictures go: a folder that exists. */
  folder: string;
  settings: Settings;
  /** Aborted to end it; the reason is what it rejects with. */
  signal: AbortSignal;
  /** Called with the number of pictures that are whole on disk. */
  onPicture: (images: number) => void;
  /** Called when the last picture is recorded and only checks are left. */
  onRecorded: () => void;
}

/** All pictures of one camera: recorded, proven good and evenly spaced, and safe on the disk. */
export interface Photographs {
  pictures: Picture[];
  /** The largest distance of two neighbours from their step, in ms by the camera's clock. */
  worstSpacingErrorMs: number;
}

type Verdict = { bytes: number } | { reason: PictureFault };

/**
 * Takes one camera's pictures. Each is checked while the next ones are recorded; one that is bad is replaced by the
 * frame after it. Nothing but the good pictures is left in the folder.
 * @throws AppError that names the camera, or the signal's reason.
 */
export async function photograph(
  camera: Camera,
  options: PhotographOptions,
  tools: CaptureTools,
): Promise<Photographs> {
  const ending = new AbortController();
  const signal = AbortSignal.any([options.signal, ending.signal]);
  const checks = new PictureChecks(camera, { ...options, signal }, tools);
  try {
    return await recordAndSettle(camera, { ...options, signal }, checks, tools);
  } catch (error) {
    ending.abort(error);
    await checks.idle();
    throw error;
  }
}

async function recordAndSettle(
  camera: Camera,
  options: PhotographOptions,
  checks: PictureChecks,
  tools: CaptureTools,
): Promise<Photographs> {
  const { folder, settings, signal } = options;
  await emptyFolder(folder);
  let images = 0;
  const onPicture = (frame: RecordedFrame) => {
    void checks.add(frame);
    images += 1;
    options.onPicture(images);
  };
  const recorded = await record(
    { camera, folder, settings, signal, onPicture },
    tools.processes,
    tools.clock,
  );
  options.onRecorded();
  const pictures: Picture[] = [];
  for (const picture of recorded) pictures.push(await checks.settle(picture, pictures.length + 1));
  const schedule = scheduleOf(settings);
  const errorMs = spacingFault(pictures, schedule);
  if (errorMs !== null)
    throw appError('FRAME_SPACING', { camera: camera.name, error_ms: Math.round(errorMs) });
  await syncFolder(folder);
  return { pictures, worstSpacingErrorMs: worstSpacing(pictures, schedule).byTimestamp };
}

/** Removes what an earlier try has left. */
async function emptyFolder(folder: string): Promise<void> {
  for (const file of await readdir(folder)) await rm(path.join(folder, file), { force: true });
}

/** The checks of one camera's pictures, one at a time so that checking never crowds out recording. */
class PictureChecks {
  readonly #camera: Camera;
  readonly #options: PhotographOptions;
  readonly #tools: CaptureTools;
  readonly #verdicts = new Map<string, Promise<Verdict>>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(camera: Camera, options: PhotographOptions, tools: CaptureTools) {
    this.#camera = camera;
    this.#options = options;
    this.#tools = tools;
  }

  /** Queues the check of a frame whose file is whole. */
  add(frame: RecordedFrame): Promise<Verdict> {
    const verdict = this.#last.then(() => this.#check(frame));
    this.#verdicts.set(frame.file, verdict);
    // It is awaited in `settle`; until then a rejection must not count as unhandled.
    this.#last = verdict.catch(() => undefined);
    return verdict;
  }

  /**
   * The good frame of a recorded picture; the other one's file is removed.
   * @param number of the picture, from 1, for the error.
   * @throws AppError BAD_FRAMES where neither is good.
   */
  async settle(picture: RecordedPicture, number: number): Promise<Picture> {
    const { frame, successor } = picture;
    const verdict = await (this.#verdicts.get(frame.file) ?? this.add(frame));
    if ('bytes' in verdict) {
      if (successor) await this.#remove(successor);
      return { ...frame, bytes: verdict.bytes };
    }
    const standIn = successor && (await this.add(successor));
    if (!standIn || !('bytes' in standIn)) {
      throw appError('BAD_FRAMES', { camera: this.#camera.name, picture: number, reason: verdict.reason });
    }
    this.#tools.log.warn(
      { camera: this.#camera.name, picture: number, reason: verdict.reason },
      'replaced by the next frame',
    );
    await this.#remove(frame);
    return { ...successor, bytes: standIn.bytes };
  }

  /** Resolves when no check is running or waiting. */
  async idle(): Promise<void> {
    await this.#last;
  }

  async #check({ file }: RecordedFrame): Promise<Verdict> {
    const { folder, settings, signal } = this.#options;
    const expected = {
      width: settings.IMAGE_WIDTH,
      height: settings.IMAGE_HEIGHT,
      minBytes: settings.MIN_IMAGE_BYTES,
    };
    const verdict = await checkPicture(path.join(folder, file), expected, {
      processes: this.#tools.processes,
      signal,
    });
    if (!verdict.ok) {
      this.#tools.log.warn(
        { camera: this.#camera.name, file, reason: verdict.reason, seen: verdict.seen },
        'bad picture',
      );
      return { reason: verdict.reason };
    }
    await syncFile(path.join(folder, file));
    return { bytes: verdict.bytes };
  }

  async #remove({ file }: RecordedFrame): Promise<void> {
    await rm(path.join(this.#options.folder, file), { force: true });
  }
}
