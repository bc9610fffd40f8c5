import type { CameraName } from '../../contract/cameras';
import { appError, asAppError, type AppError } from '../../contract/errors';
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

/** A camera that plays a film. */
export class SimulatedCamera implements Camera {
  readonly simulated = true;
  readonly path = 'simulated';
  readonly #studio: FilmStudio;
  readonly #fps: number;

  constructor(
    readonly name: CameraName,
    studio: FilmStudio,
    fps: number,
  ) {
    this.#studio = studio;
    this.#fps = fps;
  }

  fault(): Promise<AppError | null> {
    const film = this.#studio.film(this.name);
    return Promise.resolve(typeof film === 'string' ? null : film);
  }

  /** @throws AppError where its film is not ready. */
  input(): string[] {
    const film = this.#studio.film(this.name);
    if (typeof film !== 'string') throw film;
    return simulatedInput(film, this.#fps);
  }
}
