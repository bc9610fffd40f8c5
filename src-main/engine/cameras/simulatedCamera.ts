import type { CameraName } from '../../contract/cameras';
import { appError, asAppError, type AppError } from '../../contract/errors';
import type { Settings } from '../../contract/settings';
import type { Camera } from './camera';
import { FILM_LENGTH } from './simulator/drawnFilm';
import { simulatedInput } from './simulator/film';

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

  /** The folder of a camera's film, or why there is none yet. */
  film(camera: CameraName): string | AppError {
    const { done, total } = this.#drawn.get(camera) ?? { done: 0, total: FILM_LENGTH };
    return this.#films.get(camera) ?? this.#fault ?? appError('CAMERA_PREPARING', { camera, done, total });
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
  readonly path = 'simulated';
  readonly controls = null;
  readonly #studio: FilmStudio;
  readonly #settings: Pick<Settings, 'CAMERA_NATIVE_FPS' | 'IMAGE_WIDTH'>;

  constructor(
    readonly name: CameraName,
    studio: FilmStudio,
    settings: Pick<Settings, 'CAMERA_NATIVE_FPS' | 'IMAGE_WIDTH'>,
  ) {
    this.#studio = studio;
    this.#settings = settings;
  }

  fault(): Promise<AppError | null> {
    const film = this.#studio.film(this.name);
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
    const film = this.#studio.film(this.name);
    if (typeof film !== 'string') throw film;
    return film;
  }
}
