import { CAMERA_NAMES, forEachCamera } from '../contract/cameras';
import { appError, type Fault } from '../contract/errors';
import type { Session } from '../contract/sessions';
import type { Settings } from '../contract/settings';
import type { Admitted } from './admission';
import { CaptureRun } from './capture/captureRun';
import type { CaptureTools } from './capture/photograph';
import type { ControllerOf } from './capture/plan';
import { isoWithOffset } from './clock';
import type { Spool } from './spool/spool';

export interface CaptureSessionParts extends CaptureTools {
  spool: Spool;
  settings: Settings;
  controllerOf: ControllerOf;
}

export interface CaptureSessionOptions {
  /** Aborted to cancel the capture. */
  signal: AbortSignal;
  onProgress: (progress: CaptureRun['progress']) => void;
}

/**
 * Takes a session from its start to its end: `captured` where every camera has all its pictures (in a test: every
 * camera that takes part), else `failed` or `cancelled`.
 * @throws AppError DISK_FULL where the record can't be written.
 */
export async function captureSession(
  session: Session,
  { cameras, isTest }: Admitted,
  parts: CaptureSessionParts,
  { signal, onProgress }: CaptureSessionOptions,
): Promise<Session> {
  const { spool, settings, controllerOf, clock } = parts;
  const startedMs = clock.monotonicMs();
  const run = new CaptureRun(
    {
      cameras,
      settings,
      controllerOf,
      allOrNothing: !isTest,
      folderOf: (camera) => spool.cameraFolder(session.id, camera),
      onChange: () => {
        onProgress(run.progress);
      },
    },
    parts,
  );
  const cancel = () => {
    run.stop(appError('CANCELLED', {}));
  };
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  await run.run();
  signal.removeEventListener('abort', cancel);
  return spool.update(session.id, {
    ...outcomeOf(run, signal.aborted),
    cameras: forEachCamera((name) => run.progress[name]),
    finishedAt: isoWithOffset(clock.now()),
    durationSec: (clock.monotonicMs() - startedMs) / 1000,
  });
}

function outcomeOf({ progress }: CaptureRun, cancelled: boolean): Pick<Session, 'state' | 'fault'> {
  const taking = CAMERA_NAMES.map((name) => progress[name]).filter(({ state }) => state !== 'missing');
  if (taking.every(({ state }) => state === 'captured')) return { state: 'captured', fault: null };
  const fault = taking.map((camera) => camera.fault).find((found): found is Fault => found !== null);
  if (cancelled || !fault) return { state: 'cancelled', fault: appError('CANCELLED', {}).fault };
  return { state: 'failed', fault };
}
