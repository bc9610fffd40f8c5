import type { LastResult } from '#contract/captureApi';
import { CAMERA_NAMES, forEachCamera, type CameraName } from '#contract/cameras';
import { translateFault, type Fault } from '#contract/errors';
import type { LastCapture } from '#contract/useCases';
import { capturedCameras, type Session, type SessionState } from '#contract/session';

/** States of sessions that are captured and on their way to the store. */
const WAITING: ReadonlySet<SessionState> = new Set([
  'captured',
  'in-review',
  'queued',
  'exported',
  'uploading',
]);

/** A session's end in the seed's shape. */
export function resultOf(session: Session, more: Partial<LastResult> = {}): LastResult {
  const failed = session.fault !== null && session.state !== 'needs-attention';
  return {
    goat_id: session.goatId,
    success: !failed,
    uploaded: session.stored.map(({ key }) => key),
    queued: WAITING.has(session.state),
    total_images: capturedCameras(session).reduce(
      (sum, name) => sum + session.cameras[name].pictures.length,
      0,
    ),
    errors: failed ? errorsOf(session) : [],
    duration_sec: session.durationSec ?? 0,
    ...(session.isTest && { test: true as const }),
    ...((failed || session.isTest) && { camera_status: cameraStatusOf(session) }),
    ...more,
  };
}

function errorsOf(session: Session): LastResult['errors'] {
  const ofCameras = CAMERA_NAMES.flatMap((camera) => {
    const { fault } = session.cameras[camera];
    return fault ? [{ camera, ...legacyError(fault) }] : [];
  });
  return ofCameras.length > 0 || !session.fault
    ? ofCameras
    : [{ camera: null, ...legacyError(session.fault) }];
}

/** A session's end for the screens. */
export function lastCaptureOf(session: Session): LastCapture {
  return {
    session_id: session.id,
    goat_id: session.goatId,
    is_test: session.isTest,
    outcome: session.state === 'failed' || session.state === 'cancelled' ? session.state : 'captured',
    images: goodImages(session),
    fault: session.fault,
  };
}

/** Good pictures of all cameras together. */
export function goodImages(session: Session): number {
  return capturedCameras(session).reduce((sum, name) => sum + session.cameras[name].pictures.length, 0);
}

function legacyError(fault: Fault) {
  const { message, fix } = translateFault(fault, 'en');
  return { error: message, fix, error_code: fault.code };
}

function cameraStatusOf(session: Session): NonNullable<LastResult['camera_status']> {
  const describe = (camera: CameraName) => {
    const { state, pictures } = session.cameras[camera];
    if (state === 'captured') return `captured (${pictures.length} images)`;
    return state === 'missing' ? 'missing' : 'failed';
  };
  return forEachCamera(describe);
}
