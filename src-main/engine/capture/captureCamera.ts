import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { appError } from '#contract/errors';
import type { CaptureWarning, Picture } from '#contract/session';
import type { Settings } from '#contract/settings';
import type { Camera } from '#engine/cameras/camera';
import type { Clock } from '#engine/platform/clock';
import type { Logger } from '#engine/platform/log';
import type { Processes } from '#engine/platform/processes';
import { syncFolder } from '#engine/platform/durableFiles';
import type { SmallPicture } from '#engine/media/bitmap';
import { PictureChecks } from './pictureChecks';
import { record, type RecordedFrame } from './recorder';
import { scheduleOf, spacingFault, worstSpacing } from '#engine/media/schedule';

export interface CaptureTools {
  processes: Processes;
  clock: Clock;
  log: Logger;
}

export interface CaptureCameraOptions {
  /** Where the pictures go: a folder that exists. */
  folder: string;
  settings: Settings;
  /** Aborted to end it; the reason is what it rejects with. */
  signal: AbortSignal;
  /** Called when the first frame has come. */
  onStreaming: () => void;
  /** Called with the number of pictures that are whole on disk. */
  onPicture: (images: number) => void;
  /** Called with each picture that was found good: its number from 1, and the picture reduced. */
  onChecked: (number: number, small: SmallPicture) => void;
  /** Called when the last picture is recorded and only checks are left. */
  onRecorded: () => void;
}

/** All pictures of one camera: recorded, proven good and evenly spaced, and safe on the disk. */
export interface CameraCapture {
  pictures: Picture[];
  /** The largest distance of two neighbours from their step, in ms by the camera's clock. */
  worstSpacingErrorMs: number;
  warnings: CaptureWarning[];
}

export type CaptureCamera = typeof captureCamera;

/**
 * Takes one camera's pictures. Each is checked while the next ones are recorded; one that is bad is replaced by the
 * frame after it. Nothing but the good pictures is left in the folder.
 * @throws AppError that names the camera, or the signal's reason.
 */
export async function captureCamera(
  camera: Camera,
  options: CaptureCameraOptions,
  tools: CaptureTools,
): Promise<CameraCapture> {
  const ending = new AbortController();
  const signal = AbortSignal.any([options.signal, ending.signal]);
  const checks = new PictureChecks(camera, { ...options, signal }, tools);
  try {
    return await recordAndCheck(camera, { ...options, signal }, checks, tools);
  } catch (error) {
    ending.abort(error);
    await checks.idle();
    throw error;
  }
}

async function recordAndCheck(
  camera: Camera,
  options: CaptureCameraOptions,
  checks: PictureChecks,
  tools: CaptureTools,
): Promise<CameraCapture> {
  const { folder, settings, signal, onStreaming } = options;
  await emptyFolder(folder);
  const controlWarnings = (await camera.controls?.prepare(tools.log, signal)) ?? [];
  let images = 0;
  const onPicture = (frame: RecordedFrame) => {
    images += 1;
    const number = images;
    void checks.add(frame, (small) => {
      options.onChecked(number, small);
    });
    options.onPicture(images);
  };
  const recorded = await record(
    { camera, folder, settings, signal, onStreaming, onPicture },
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
  return {
    pictures,
    worstSpacingErrorMs: worstSpacing(pictures, schedule).byTimestamp,
    warnings: [...controlWarnings, ...checks.warnings, ...unusualSizes(pictures)],
  };
}

/** Notes on pictures that have less than half or more than double the bytes of the middle one: something got in the way, or the light changed. */
export function unusualSizes(pictures: readonly Picture[]): CaptureWarning[] {
  const middle =
    pictures.map(({ bytes }) => bytes).sort((a, b) => a - b)[Math.floor(pictures.length / 2)] ?? 0;
  return pictures.flatMap(({ bytes }, index) =>
    bytes * 2 < middle || bytes > middle * 2
      ? [
          {
            kind: 'unusual-size' as const,
            picture: index + 1,
            detail: `${bytes} bytes, where the middle one of ${pictures.length} has ${middle}`,
          },
        ]
      : [],
  );
}

/** Removes what an earlier try has left. */
async function emptyFolder(folder: string): Promise<void> {
  for (const file of await readdir(folder)) await rm(path.join(folder, file), { force: true });
}
