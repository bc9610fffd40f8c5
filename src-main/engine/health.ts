import { statfs } from 'node:fs/promises';
import type { CameraCheck, DiagnosticsAnswer, HealthAnswer, S3Check } from '../contract/answers';
import { CAMERA_NAMES, forEachCamera, type CameraName, type PerCamera } from '../contract/cameras';
import { asAppError, wordsOf } from '../contract/errors';
import type { Settings } from '../contract/settings';
import { checkCamera, type Cameras } from './cameras/camera';
import { limitsOf, planSteps, type ControllerOf } from './capture/plan';
import type { Store } from './upload/store';

const BYTES_PER_MB = 1e6;

/** Free space that this process may use on the disk of a folder, in MB. */
export async function freeMb(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return Math.floor((bavail * bsize) / BYTES_PER_MB);
}

/** Asks every camera at once. */
async function ofEach<T>(ask: (name: CameraName) => Promise<T>): Promise<PerCamera<T>> {
  const [side, top, front] = await Promise.all([ask('side'), ask('top'), ask('front')]);
  return { side, top, front };
}

/** The seed's report on each camera; `deep` also looks for other processes that hold them. */
export function checkCameras(cameras: Cameras, deep: boolean): Promise<PerCamera<CameraCheck>> {
  return ofEach((name) => checkCamera(cameras[name], deep));
}

export interface HealthParts {
  settings: Settings;
  cameras: Cameras;
  dataDir: string;
  version: string;
}

/** The answer of `/health`: quick, and without looking into other processes. */
export async function healthOf(parts: HealthParts, recordingActive: boolean): Promise<HealthAnswer> {
  const { cameras, settings, dataDir, version } = parts;
  const ready = await ofEach(async (name) => (await cameras[name].fault(false)) === null);
  const free = await freeMb(dataDir);
  const fine = CAMERA_NAMES.every((name) => ready[name]) && free >= settings.MIN_DISK_MB;
  return {
    status: fine ? 'ok' : 'degraded',
    cameras: ready,
    disk_free_mb: free,
    recording_active: recordingActive,
    simulated: CAMERA_NAMES.some((name) => cameras[name].simulated),
    version,
    warnings:
      settings.API_AUTH === 'none'
        ? ['API_AUTH is none: everybody on the network can start captures and see pictures.']
        : [],
  };
}

/** Tries the store, in the seed's shape. */
export async function checkStore(store: Store, signal: AbortSignal): Promise<S3Check> {
  try {
    await store.check(signal);
    return { ok: true, bucket: store.place, error: null };
  } catch (error) {
    return { ok: false, bucket: store.place, error: wordsOf(asAppError(error).fault, 'en').message };
  }
}

/** The disk and capture parts of `/diagnostics`. */
export async function configurationOf(
  { cameras, settings, dataDir }: HealthParts,
  controllerOf: ControllerOf,
): Promise<Pick<DiagnosticsAnswer, 'disk' | 'capture_config'>> {
  const free = await freeMb(dataDir);
  const all = Object.values(forEachCamera((name) => cameras[name]));
  const steps = planSteps(all, limitsOf(settings.MAX_PARALLEL), controllerOf);
  return {
    disk: { ok: free >= settings.MIN_DISK_MB, free_mb: free, required_mb: settings.MIN_DISK_MB },
    capture_config: {
      num_images: settings.NUM_IMAGES,
      capture_fps: settings.CAPTURE_FPS,
      resolution: resolutionOf(settings),
      format: 'MJPEG',
      pipeline: settings.CAPTURE_PIPELINE,
      max_parallel: settings.MAX_PARALLEL,
      plan: steps.map((step) => step.map(({ name }) => name)),
    },
  };
}

/** Pixels as the seed writes them, `4656x3496`. */
export function resolutionOf(settings: Settings): string {
  return `${settings.IMAGE_WIDTH}x${settings.IMAGE_HEIGHT}`;
}
