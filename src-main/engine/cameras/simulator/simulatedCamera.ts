import { CAMERA_NAMES, type CameraName } from '#contract/cameras';
import { appError, asAppError, type AppError } from '#contract/errors';
import type { Settings } from '#contract/settings';
import type { Camera } from '../camera';
import { SAMPLE_FRAME_COUNT } from './frameGenerator';
import { simulatedInput } from './sampleFrames';

/** What CAMERA_SIDE and so on are set to where no real camera is wanted. */
export const SIMULATED = 'simulated';

/**
 * The film that a camera plays where its path says that it is simulated: its own one (`simulated`), or that of another
 * camera (`simulated:top`), as cameras that were swapped do. Null for a real camera.
 */
export function sampleNameOf(path: string, camera: CameraName): CameraName | null {
  if (path === SIMULATED) return camera;
  return CAMERA_NAMES.find((name) => path === simulatedPath(name)) ?? null;
}

/** The path that stands for a film, whichever camera plays it. */
export const simulatedPath = (sample: CameraName): string => `${SIMULATED}:${sample}`;

/** Where the films of the simulated cameras stand: being drawn, ready, or impossible. */
export class FrameGenerator {
  #folders: ReadonlyMap<CameraName, string> = new Map();
  #fault: AppError | null = null;
  readonly #progress = new Map<CameraName, { done: number; total: number }>();

  /** A film is being drawn: `done` of `total` frames so far. */
  progress(camera: CameraName, done: number, total: number): void {
    this.#progress.set(camera, { done, total });
  }

  ready(frameFolders: ReadonlyMap<CameraName, string>): void {
    this.#folders = frameFolders;
  }

  failed(error: unknown): void {
    this.#fault = asAppError(error);
  }

  /** The folder of the film that a camera plays, or why there is none yet. */
  frameFolder(sample: CameraName, camera: CameraName): string | AppError {
    const { done, total } = this.#progress.get(sample) ?? { done: 0, total: SAMPLE_FRAME_COUNT };
    return this.#folders.get(sample) ?? this.#fault ?? appError('CAMERA_PREPARING', { camera, done, total });
  }
}

/** Frames per second of a simulated preview: enough to see that it is alive. */
const PREVIEW_FPS = 4;
/** Pixels. */
const MIN_PREVIEW_WIDTH = 480;
/** ffmpeg decodes a JPEG to an eighth at least. */
const MAX_HALVINGS = 3;

/** A camera that plays a film. */
export class SimulatedCamera implements Camera {
  readonly simulated = true;
  readonly controls = null;
  readonly #sampleName: CameraName;
  readonly #frameGenerator: FrameGenerator;
  readonly #settings: Pick<Settings, 'CAMERA_NATIVE_FPS' | 'IMAGE_WIDTH'>;

  /** @param path as `filmOf` reads it; its own film where it says nothing else. */
  constructor(
    readonly name: CameraName,
    frameGenerator: FrameGenerator,
    settings: Pick<Settings, 'CAMERA_NATIVE_FPS' | 'IMAGE_WIDTH'>,
    readonly path: string = SIMULATED,
  ) {
    this.#frameGenerator = frameGenerator;
    this.#settings = settings;
    this.#sampleName = sampleNameOf(path, name) ?? name;
  }

  fault(): Promise<AppError | null> {
    const frameFolder = this.#frameGenerator.frameFolder(this.#sampleName, this.name);
    return Promise.resolve(typeof frameFolder === 'string' ? null : frameFolder);
  }

  /** @throws AppError where its film is not ready. */
  input(): string[] {
    return simulatedInput(this.#frameFolder(), this.#settings.CAMERA_NATIVE_FPS);
  }

  /**
   * The film at a low rate, decoded straight to a half, a quarter or an eighth of its size: 27 ms for a frame at full
   * size.
   * @throws AppError where its film is not ready.
   */
  previewInput(): string[] {
    const halvings = Math.floor(Math.log2(this.#settings.IMAGE_WIDTH / MIN_PREVIEW_WIDTH));
    const lowres = String(Math.min(Math.max(halvings, 0), MAX_HALVINGS));
    const input = simulatedInput(this.#frameFolder(), PREVIEW_FPS);
    return ['-threads', '1', '-lowres', lowres, ...input, '-threads', '1', '-c:v', 'mjpeg', '-q:v', '5'];
  }

  #frameFolder(): string {
    const frameFolder = this.#frameGenerator.frameFolder(this.#sampleName, this.name);
    if (typeof frameFolder !== 'string') throw frameFolder;
    return frameFolder;
  }
}
