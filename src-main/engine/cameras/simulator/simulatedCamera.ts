import { CAMERA_NAMES, type CameraName } from '#contract/cameras';
import { appError, asAppError, type AppError } from '#contract/errors';
import type { Settings } from '#contract/settings';
import type { Camera } from '../camera';
import { FILM_LENGTH } from './frameGenerator';
import { simulatedInput } from './sampleFrames';

/** What CAMERA_SIDE and so on are set to where no real camera is wanted. */
export const SIMULATED = 'simulated';

/**
 * The film that a camera plays where its path says that it is simulated: its own one (`simulated`), or that of another
 * camera (`simulated:top`), as cameras that were swapped do. Null for a real camera.
 */
export function filmOf(path: string, camera: CameraName): CameraName | null {
  if (path === SIMULATED) return camera;
  return CAMERA_NAMES.find((name) => path === simulatedPath(name)) ?? null;
}

/** The path that stands for a film, whichever camera plays it. */
export const simulatedPath = (film: CameraName): string => `${SIMULATED}:${film}`;

/** Where the films of the simulated cameras stand: being drawn, ready, or impossible. */
export class FilmStudio {
  #films: ReadonlyMap<CameraName, string> = new Map();
  #fault: AppError | null = null;
  readonly #drawn = new Map<CameraName, { done: number; total: number }>();

  /** A film is being drawn: `done` of `total` frames so far. */
  progress(camera: CameraName, done: number, total: number): void {
    this.#drawn.set(camera, { done, total });
  }

  ready(films: ReadonlyMap<CameraName, string>): void {
    this.#films = films;
  }

  failed(error: unknown): void {
    this.#fault = asAppError(error);
  }

  /** The folder of the film that a camera plays, or why there is none yet. */
  film(film: CameraName, camera: CameraName): string | AppError {
    const { done, total } = this.#drawn.get(film) ?? { done: 0, total: FILM_LENGTH };
    return this.#films.get(film) ?? this.#fault ?? appError('CAMERA_PREPARING', { camera, done, total });
  }
}

/** Frames per second of a simulated preview: enough to see that it is alive. */
const PREVIEW_FPS = 4;
/** Pixels. */
const SMALLEST_PREVIEW_WIDTH = 480;
/** ffmpeg decodes a JPEG to an eighth at least. */
const MOST_HALVINGS = 3;

/** A camera that plays a film. */
export class SimulatedCamera implements Camera {
  readonly simulated = true;
  readonly controls = null;
  readonly #filmName: CameraName;
  readonly #studio: FilmStudio;
  readonly #settings: Pick<Settings, 'CAMERA_NATIVE_FPS' | 'IMAGE_WIDTH'>;

  /** @param path as `filmOf` reads it; its own film where it says nothing else. */
  constructor(
    readonly name: CameraName,
    studio: FilmStudio,
    settings: Pick<Settings, 'CAMERA_NATIVE_FPS' | 'IMAGE_WIDTH'>,
    readonly path: string = SIMULATED,
  ) {
    this.#studio = studio;
    this.#settings = settings;
    this.#filmName = filmOf(path, name) ?? name;
  }

  fault(): Promise<AppError | null> {
    const film = this.#studio.film(this.#filmName, this.name);
    return Promise.resolve(typeof film === 'string' ? null : film);
  }

  /** @throws AppError where its film is not ready. */
  input(): string[] {
    return simulatedInput(this.#film(), this.#settings.CAMERA_NATIVE_FPS);
  }

  /**
   * The film at a low rate, decoded straight to a half, a quarter or an eighth of its size: 27 ms for a frame at full
   * size.
   * @throws AppError where its film is not ready.
   */
  previewInput(): string[] {
    const halvings = Math.floor(Math.log2(this.#settings.IMAGE_WIDTH / SMALLEST_PREVIEW_WIDTH));
    const lowres = String(Math.min(Math.max(halvings, 0), MOST_HALVINGS));
    const input = simulatedInput(this.#film(), PREVIEW_FPS);
    return ['-threads', '1', '-lowres', lowres, ...input, '-threads', '1', '-c:v', 'mjpeg', '-q:v', '5'];
  }

  #film(): string {
    const film = this.#studio.film(this.#filmName, this.name);
    if (typeof film !== 'string') throw film;
    return film;
  }
}
