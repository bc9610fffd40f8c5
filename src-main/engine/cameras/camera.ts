import { access, constants, stat } from 'node:fs/promises';
import type { CameraCheck } from '#contract/captureApi';
import type { CameraName, PerCamera } from '#contract/cameras';
import { appError, translateFault, type AppError } from '#contract/errors';
import type { Settings } from '#contract/settings';
import type { Processes } from '#engine/platform/processes';
import { errorCodeOf } from '#engine/platform/durableFiles';
import { fileOwner } from '#engine/platform/deviceOwner';
import { CameraControls, type ControlTools } from './controls';

/** A camera, real or simulated: all that a capture needs to know of it. */
export interface Camera {
  readonly name: CameraName;
  readonly path: string;
  readonly simulated: boolean;
  /** Why it can't be used, or null. Also looks for another process that holds it where `deep`. */
  fault(deep: boolean): Promise<AppError | null>;
  /** ffmpeg's arguments for reading it, up to `-i PATH`. */
  input(): string[];
  /**
   * ffmpeg's arguments for its preview, up to how the frames are encoded.
   * @throws AppError where there is nothing to show.
   */
  previewInput(): string[];
  /** Its focus, exposure and so on; null where it has none to set. */
  readonly controls: CameraControls | null;
}

/** Pixels of a preview: a size that any camera delivers, at a rate that is good to focus by. */
export const PREVIEW_SIZE = { width: 640, height: 480 } as const;

export type Cameras = PerCamera<Camera>;

/** A camera behind a Video4Linux device. */
export class V4l2Camera implements Camera {
  readonly simulated = false;
  readonly controls: CameraControls;
  readonly #settings: Settings;
  readonly #processes: Processes;

  constructor(
    readonly name: CameraName,
    readonly path: string,
    settings: Settings,
    tools: ControlTools,
  ) {
    this.#settings = settings;
    this.#processes = tools.processes;
    this.controls = new CameraControls(name, path, settings, tools);
  }

  async fault(deep: boolean): Promise<AppError | null> {
    return faultOfDevice(this.name, this.path, deep ? this.#processes : null);
  }

  input(): string[] {
    const { CAMERA_NATIVE_FPS: fps, IMAGE_WIDTH: width, IMAGE_HEIGHT: height } = this.#settings;
    return [
      ...['-f', 'v4l2', '-input_format', 'mjpeg', '-framerate', String(fps)],
      ...['-video_size', `${String(width)}x${String(height)}`, '-i', this.path],
    ];
  }

  previewInput(): string[] {
    return devicePreviewInput(this.path);
  }
}

/** ffmpeg's arguments for the preview of a Video4Linux device. */
export function devicePreviewInput(path: string): string[] {
  const size = `${String(PREVIEW_SIZE.width)}x${String(PREVIEW_SIZE.height)}`;
  // At the rate that the camera likes best at this size; the driver takes the nearest size that it has.
  return ['-f', 'v4l2', '-input_format', 'mjpeg', '-video_size', size, '-i', path, '-c:v', 'copy'];
}

/**
 * Why a device can't be used, or null.
 * @param camera what the words call it.
 * @param own looks for another process that holds it, too, and knows which ones are this program's; null to leave that out.
 */
export async function faultOfDevice(
  camera: string,
  path: string,
  own: Pick<Processes, 'runningIds'> | null,
): Promise<AppError | null> {
  try {
    await stat(path);
    await access(path, constants.R_OK | constants.W_OK);
    // This program's own processes give the camera up when it is needed.
    const owner = own ? await fileOwner(path, (pid) => own.runningIds.includes(pid)) : null;
    return owner === null ? null : appError('CAMERA_BUSY', { camera, holder: owner });
  } catch (cause) {
    return errorCodeOf(cause) === 'EACCES'
      ? appError('CAMERA_PERMISSION_DENIED', { camera, path }, { cause })
      : appError('CAMERA_NOT_FOUND', { camera, path }, { cause });
  }
}

/** The seed's report on a camera; `deep` also looks for another process that holds it. */
export async function checkCamera(camera: Camera, deep: boolean): Promise<CameraCheck> {
  const fault = (await camera.fault(deep))?.fault ?? null;
  const text = fault && translateFault(fault, 'en');
  return {
    name: camera.name,
    path: camera.path,
    exists: fault?.code !== 'CAMERA_NOT_FOUND',
    readable: fault === null || fault.code === 'CAMERA_BUSY',
    in_use: fault?.code === 'CAMERA_BUSY',
    error: text?.message ?? null,
    fix: text?.fix ?? null,
    simulated: camera.simulated,
  };
}

/** Asks every camera at once. */
export async function ofEach<T>(ask: (name: CameraName) => Promise<T>): Promise<PerCamera<T>> {
  const [side, top, front] = await Promise.all([ask('side'), ask('top'), ask('front')]);
  return { side, top, front };
}

/** The seed's report on each camera; `deep` also looks for other processes that hold them. */
export function checkCameras(cameras: Cameras, deep: boolean): Promise<PerCamera<CameraCheck>> {
  return ofEach((name) => checkCamera(cameras[name], deep));
}
