import { forEachCamera, type CameraName, type PerCamera } from '../../contract/cameras';
import { appError, asAppError, type AppError } from '../../contract/errors';
import { newCameraRecord, type CameraRecord } from '../../contract/sessions';
import type { Settings } from '../../contract/settings';
import type { Camera } from '../cameras/camera';
import { photograph, type CaptureTools } from './photograph';
import { limitsOf, nextStep, type ControllerOf } from './plan';

export interface CaptureJob {
  /** The cameras to record, in order. */
  cameras: readonly Camera[];
  /** The folder of a camera's pictures; it exists. */
  folderOf: (camera: CameraName) => string;
  settings: Settings;
  controllerOf: ControllerOf;
  /** True where the first camera that fails ends the others. */
  allOrNothing: boolean;
  /** Called after each change of the progress. */
  onChange: (camera: CameraName) => void;
}

/** What a camera has done so far, and how many of its pictures are on disk. */
export type CameraProgress = CameraRecord & { images: number };

/** One session's recording, from the first camera's start to the check of the last picture. */
export class CaptureRun {
  /** A camera that takes no part is `missing`. */
  readonly progress: PerCamera<CameraProgress>;
  readonly #job: CaptureJob;
  readonly #tools: CaptureTools;
  readonly #abort = new AbortController();

  constructor(job: CaptureJob, tools: CaptureTools) {
    this.#job = job;
    this.#tools = tools;
    const taking = new Set(job.cameras.map(({ name }) => name));
    this.progress = forEachCamera((name) => ({
      ...newCameraRecord(taking.has(name) ? 'waiting' : 'missing'),
      images: 0,
    }));
  }

  /** Ends the run; each camera that is not done is `cancelled`. */
  stop(reason: AppError): void {
    this.#abort.abort(reason);
  }

  /** Runs to the end. Never rejects: how each camera ended stands in `progress`. */
  async run(): Promise<void> {
    const { cameras, settings, controllerOf } = this.#job;
    const limits = limitsOf(settings.MAX_PARALLEL);
    let left = [...cameras];
    while (left.length > 0) {
      const step = nextStep(left, limits, controllerOf);
      await Promise.all(step.map((camera) => this.#photograph(camera, step.length > 1)));
      left = left.filter((camera) => !step.includes(camera));
      const starved = step.filter(({ name }) => this.progress[name].fault?.code === 'USB_BANDWIDTH');
      if (starved.length === 0 || step.length === 1) continue;
      limits.total = step.length - 1;
      left = [...starved, ...left];
      this.#tools.log.warn(
        { cameras: starved.map(({ name }) => name), limits },
        'USB is too busy: going on with fewer',
      );
    }
  }

  async #photograph(camera: Camera, sharesBus: boolean): Promise<void> {
    const { settings, allOrNothing, folderOf } = this.#job;
    const { name } = camera;
    const { signal } = this.#abort;
    const seconds = settings.CAPTURE_TOTAL_TIMEOUT_SEC;
    const timeout = new AbortController();
    const cancelTimeout = this.#tools.clock.after(seconds * 1000, () => {
      timeout.abort(appError('CAPTURE_TIMEOUT', { camera: name, seconds }));
    });
    this.#change(name, { state: 'recording', images: 0, fault: null });
    try {
      const photographs = await photograph(
        camera,
        {
          folder: folderOf(name),
          settings,
          signal: AbortSignal.any([signal, timeout.signal]),
          onPicture: (images) => {
            this.#change(name, { images });
          },
          onRecorded: () => {
            this.#change(name, { state: 'checking' });
          },
        },
        this.#tools,
      );
      this.#change(name, { state: 'captured', ...photographs });
    } catch (thrown) {
      if (signal.aborted && signal.reason === thrown) {
        this.#change(name, { state: 'cancelled' });
        return;
      }
      const error = asAppError(thrown);
      this.#change(name, { state: 'failed', fault: error.fault });
      this.#tools.log.error({ camera: name, fault: error.fault, cause: error.cause }, error.message);
      const hasAnotherTry = error.code === 'USB_BANDWIDTH' && sharesBus;
      if (allOrNothing && !hasAnotherTry) this.stop(error);
    } finally {
      cancelTimeout();
    }
  }

  #change(camera: CameraName, change: Partial<CameraProgress>): void {
    Object.assign(this.progress[camera], change);
    this.#job.onChange(camera);
  }
}
