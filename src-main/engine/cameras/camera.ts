import { access, constants, stat } from 'node:fs/promises';
import type { CameraCheck } from '../../contract/answers';
import type { CameraName, PerCamera } from '../../contract/cameras';
import { appError, wordsOf, type AppError } from '../../contract/errors';
import type { Settings } from '../../contract/settings';
import { errorCodeOf } from '../spool/durable';
import { holderOfFile } from '../holder';

/** A camera, real or simulated: all that a capture needs to know of it. */
export interface Camera {
  readonly name: CameraName;
  readonly path: string;
  readonly simulated: boolean;
  /** Why it can't be used, or null. Also looks for another process that holds it where `deep`. */
  fault(deep: boolean): Promise<AppError | null>;
  /** ffmpeg's arguments for reading it, up to `-i PATH`. */
  input(): string[];
}

export type Cameras = PerCamera<Camera>;

/** A camera behind a Video4Linux device. */
export class V4l2Camera implements Camera {
  readonly simulated = false;
  readonly #settings: Settings;
  readonly #isOwn: (pid: number) => boolean;

  /** @param isOwn tells the processes of this program: they give the camera up when it is needed. */
  constructor(
    readonly name: CameraName,
    readonly path: string,
    settings: Settings,
    isOwn: (pid: number) => boolean = () => false,
  ) {
    this.#settings = settings;
    this.#isOwn = isOwn;
  }

  async fault(deep: boolean): Promise<AppError | null> {
    const { name: camera, path } = this;
    try {
      await stat(path);
      await access(path, constants.R_OK | constants.W_OK);
      const holder = deep ? await holderOfFile(path, this.#isOwn) : null;
      return holder === null ? null : appError('CAMERA_BUSY', { camera, holder });
    } catch (cause) {
      return errorCodeOf(cause) === 'EACCES'
        ? appError('CAMERA_PERMISSION_DENIED', { camera, path }, { cause })
        : appError('CAMERA_NOT_FOUND', { camera, path }, { cause });
    }
  }

  input(): string[] {
    const { CAMERA_NATIVE_FPS: fps, IMAGE_WIDTH: width, IMAGE_HEIGHT: height } = this.#settings;
    return [
      ...['-f', 'v4l2', '-input_format', 'mjpeg', '-framerate', String(fps)],
      ...['-video_size', `${String(width)}x${String(height)}`, '-i', this.path],
    ];
  }
}

/** The seed's report on a camera; `deep` also looks for another process that holds it. */
export async function checkCamera(camera: Camera, deep: boolean): Promise<CameraCheck> {
  const fault = (await camera.fault(deep))?.fault ?? null;
  const words = fault && wordsOf(fault, 'en');
  return {
    name: camera.name,
    path: camera.path,
    exists: fault?.code !== 'CAMERA_NOT_FOUND',
    readable: fault === null || fault.code === 'CAMERA_BUSY',
    in_use: fault?.code === 'CAMERA_BUSY',
    error: words?.message ?? null,
    fix: words?.fix ?? null,
    simulated: camera.simulated,
  };
}
