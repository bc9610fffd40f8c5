import { rm } from 'node:fs/promises';
import { CAMERA_NAMES, forEachCamera, type CameraName } from '#contract/cameras';
import { appError, AppError } from '#contract/errors';
import type { Session } from '#contract/session';
import type { Settings } from '#contract/settings';
import type { PreparedCapture } from './preconditions';
import type { CaptureProgress } from './captureProgress';
import { CaptureRun, type CaptureJob, type CaptureOutcome } from './captureRun';
import { ConcurrencyLimits } from './concurrencyLimit';
import type { CaptureTools, CaptureCamera } from './captureCamera';
import { limitsOf, type ControllerOf } from './plan';
import { isoWithOffset } from '#engine/platform/clock';
import { monitorDisk } from '#engine/machine/diskSpace';
import type { Spool } from '#engine/sessions/spool';

export interface CaptureSessionParts extends CaptureTools {
  spool: Spool;
  dataDir: string;
  settings: Settings;
  controllerOf: ControllerOf;
  /** Photographs one camera; the real one where not said. */
  captureCamera?: CaptureCamera;
}

export interface CaptureSessionOptions {
  /** Aborted to cancel the capture. */
  signal: AbortSignal;
  /** Called after each change; `leftMs` is how long the capture goes on where nothing goes wrong. */
  onProgress: (progress: CaptureProgress['cameras'], leftMs: number) => void;
  /** Called with each picture that was found good: its number from 1, and the picture reduced. */
  onChecked: CaptureJob['onChecked'];
}

/**
 * Takes a session from its start to its end: `captured` where every camera has all its pictures (in a test: every
 * camera that takes part), else `failed` or `cancelled`. Where the disk ran full, what it wrote is removed again.
 * @throws AppError DISK_FULL where not even the record can be written.
 */
export async function captureSession(
  session: Session,
  prepared: PreparedCapture,
  parts: CaptureSessionParts,
  options: CaptureSessionOptions,
): Promise<Session> {
  const { spool, clock } = parts;
  const startedMs = clock.monotonicMs();
  const { outcome, cameras } = await runCapture(session, prepared, parts, options);
  const end = {
    ...outcome,
    cameras,
    finishedAt: isoWithOffset(clock.now()),
    durationSec: Math.round(clock.monotonicMs() - startedMs) / 1000,
  };
  if (outcome.fault?.code === 'DISK_FULL') await removePictures(session, spool);
  try {
    return await spool.update(session.id, end);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'DISK_FULL') throw error;
    await removePictures(session, spool);
    return spool.update(session.id, { ...end, state: 'failed', fault: error.fault });
  }
}

async function runCapture(
  session: Session,
  { cameras, isTest }: PreparedCapture,
  parts: CaptureSessionParts,
  { signal, onProgress, onChecked }: CaptureSessionOptions,
): Promise<{ outcome: CaptureOutcome; cameras: Session['cameras'] }> {
  const { spool, settings, controllerOf, dataDir } = parts;
  const isAuto = settings.MAX_PARALLEL === 'auto';
  const concurrencyLimit = new ConcurrencyLimits(parts);
  const limits = limitsOf(settings.MAX_PARALLEL, await concurrencyLimit.of(cameras));
  const lessons: Promise<void>[] = [];
  const recorded = new Set<CameraName>();
  // Each camera that is done is recorded at once: a crash before the end finds out by that what is whole.
  const recordCaptured = () => {
    const done = CAMERA_NAMES.filter(
      (name) => run.progress[name].state === 'captured' && !recorded.has(name),
    );
    for (const name of done) recorded.add(name);
    // Where the disk is full, the record of the end says so.
    if (done.length > 0) void spool.update(session.id, { cameras: camerasOf(run) }).catch(() => undefined);
  };
  const run = new CaptureRun(
    {
      cameras,
      settings,
      limits,
      controllerOf,
      allOrNothing: !isTest,
      folderOf: (camera) => spool.cameraFolder(session.id, camera),
      onChange: () => {
        onProgress(run.progress, run.leftMs);
        recordCaptured();
      },
      onChecked,
      onReducedConcurrency: (total, because) => {
        const fewer = { total, perController: Math.min(total, limits.perController) };
        if (isAuto) lessons.push(concurrencyLimit.record(cameras, fewer, because));
      },
    },
    parts,
    parts.captureCamera,
  );
  const cancel = () => {
    run.stop(appError('CANCELLED', {}));
  };
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  const endWatch = monitorDisk(dataDir, settings, parts.clock, () => {
    run.stop(appError('DISK_FULL', {}));
  });
  const outcome = await run.run();
  endWatch();
  signal.removeEventListener('abort', cancel);
  await Promise.all(lessons);
  return { outcome, cameras: camerasOf(run) };
}

/** How the cameras stand now: a copy, since a run goes on. */
function camerasOf({ progress }: CaptureRun): Session['cameras'] {
  return forEachCamera((name) => ({ ...progress[name] }));
}

async function removePictures(session: Session, spool: Spool): Promise<void> {
  for (const camera of CAMERA_NAMES) {
    await rm(spool.cameraFolder(session.id, camera), { recursive: true, force: true });
  }
}
