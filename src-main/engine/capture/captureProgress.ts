import { forEachCamera, type CameraName, type PerCamera } from '#contract/cameras';
import type { Fault } from '#contract/errors';
import {
  cameraMayBecome,
  newCameraRecord,
  type CameraRecord,
  type CameraState,
  type CaptureWarning,
} from '#contract/session';
import type { CameraCapture } from './captureCamera';

/** What a camera has done so far, and how many of its pictures are on disk. */
export type CameraProgress = CameraRecord & { images: number };

/**
 * How the cameras of one session stand. A state changes only along the table of transitions, and each try of a camera
 * has a generation: what a late event of an earlier try says is not heard.
 */
export class CaptureProgress {
  /** A camera that takes no part is `missing`. */
  readonly cameras: PerCamera<CameraProgress>;
  readonly #generations: PerCamera<number> = { side: 0, top: 0, front: 0 };
  readonly #onChange: () => void;

  constructor(taking: readonly CameraName[], onChange: () => void) {
    this.#onChange = onChange;
    this.cameras = forEachCamera((name) => ({
      ...newCameraRecord(taking.includes(name) ? 'waiting' : 'missing'),
      images: 0,
    }));
  }

  /** Begins a try of a camera that waits. */
  begin(camera: CameraName): CameraTry {
    this.#become(camera, 'recording', { images: 0 });
    this.#generations[camera] += 1;
    const generation = this.#generations[camera];
    return new CameraTry(camera, (state, change) => {
      if (generation === this.#generations[camera]) this.#become(camera, state, change);
    });
  }

  /** Ends a camera that still waits. */
  cancel(camera: CameraName): void {
    this.#become(camera, 'cancelled', {});
  }

  /** @param state null where it stays. */
  #become(camera: CameraName, state: CameraState | null, change: Partial<CameraProgress>): void {
    const progress = this.cameras[camera];
    if (state !== null && !cameraMayBecome(progress.state, state)) {
      throw new Error(`camera ${camera} is ${progress.state} and can't become ${state}`);
    }
    const warnings = [...progress.notes, ...(change.notes ?? [])];
    Object.assign(progress, change, { state: state ?? progress.state, notes: warnings });
    this.#onChange();
  }
}

type Report = (state: CameraState | null, change: Partial<CameraProgress>) => void;

/** One try to photograph a camera, as what it does is told to the progress. */
export class CameraTry {
  /** True from its first frame on. */
  streamed = false;
  readonly #report: Report;

  constructor(
    readonly camera: CameraName,
    report: Report,
  ) {
    this.#report = report;
  }

  /** So many pictures are whole on disk. */
  images(images: number): void {
    this.#report(null, { images });
  }

  /** The last picture is recorded. */
  recorded(): void {
    this.#report('checking', {});
  }

  captured({ pictures, worstSpacingErrorMs, warnings }: CameraCapture): void {
    this.#report('captured', { images: pictures.length, pictures, worstSpacingErrorMs, notes: warnings });
  }

  failed(fault: Fault): void {
    this.#report('failed', { fault });
  }

  cancelled(): void {
    this.#report('cancelled', {});
  }

  /** It gets another try, with fewer cameras beside it. */
  later(note: CaptureWarning): void {
    this.#report('waiting', { images: 0, notes: [note] });
  }
}
