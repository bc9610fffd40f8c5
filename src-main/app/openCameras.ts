import { CAMERA_NAMES, forEachCamera, type PerCamera } from '#contract/cameras';
import { CAMERA_SETTINGS, type Settings } from '#contract/settings';
import { V4l2Camera, type Camera } from '#engine/cameras/camera';
import type { FocusLocks } from '#engine/cameras/focusLocks';
import { prepareSampleFrames } from '#engine/cameras/simulator/sampleFrames';
import { FrameGenerator, sampleNameOf, SimulatedCamera } from '#engine/cameras/simulator/simulatedCamera';
import type { Logger } from '#engine/platform/log';
import type { Processes } from '#engine/platform/processes';
import type { Stop } from './stops';

interface CameraContext {
  dataDir: string;
  processes: Processes;
  focusLocks: FocusLocks;
  log: Logger;
  stops: Stop[];
}

/**
 * Opens the three cameras: Video4Linux devices, or simulated ones whose sample frames are prepared in the background.
 * @param folder holds the sample frames of simulated cameras; undefined where they are drawn.
 * @throws AppError where that folder can't be used.
 */
export async function openCameras(
  settings: Settings,
  folder: string | undefined,
  { dataDir, processes, focusLocks, log, stops }: CameraContext,
): Promise<PerCamera<Camera>> {
  const frameGenerator = new FrameGenerator();
  const frameFolders = forEachCamera((name) => sampleNameOf(settings[CAMERA_SETTINGS[name]], name));
  const played = CAMERA_NAMES.filter((frameFolder) => Object.values(frameFolders).includes(frameFolder));
  if (played.length > 0) {
    const stopping = new AbortController();
    const prepared = prepareSampleFrames({
      ...{ dataDir, processes, cameras: played, signal: stopping.signal },
      ...(folder !== undefined && { folder }),
      ...{ width: settings.IMAGE_WIDTH, height: settings.IMAGE_HEIGHT },
      onProgress: (progress) => {
        frameGenerator.progress(progress.camera, progress.done, progress.total);
      },
    });
    const settled = prepared.then(
      (ready) => {
        frameGenerator.ready(ready);
      },
      (error: unknown) => {
        frameGenerator.failed(error);
        if (!stopping.signal.aborted)
          log.error({ error: String(error) }, 'the simulated cameras have no film');
      },
    );
    stops.push(async () => {
      stopping.abort();
      await settled;
    });
    // A folder is ready at once, and one that can't be used must stop the start; drawing goes on in the background.
    if (folder !== undefined) await prepared;
  }
  return forEachCamera((name) =>
    frameFolders[name]
      ? new SimulatedCamera(name, frameGenerator, settings, settings[CAMERA_SETTINGS[name]])
      : new V4l2Camera(name, settings[CAMERA_SETTINGS[name]], settings, { processes, focusLocks }),
  );
}
