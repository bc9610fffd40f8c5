import type { CameraName } from '#contract/cameras';
import type { AppError } from '#contract/errors';
import type { Logger } from '#engine/platform/log';
import type { EventBus } from '#engine/status/eventBus';

/** Tells the people and the log when a camera goes (with why) or comes back (null). */
export function publishCameraEvents(
  eventBus: EventBus,
  log: Logger,
): (camera: CameraName, error: AppError | null) => void {
  return (camera, error) => {
    if (error) {
      log.warn({ camera, fault: error.fault }, error.message);
      eventBus.publish('warning', 'camera-gone', { camera });
    } else {
      log.info({ camera }, 'the camera is there again');
      eventBus.publish('success', 'camera-back', { camera });
    }
  };
}
