import type { CameraName } from '#contract/cameras';
import { appError, asAppError, type AppError, type ErrorCode, type Fault } from '#contract/errors';
import type { Settings } from '#contract/settings';
import type { Camera } from '#engine/cameras/camera';
import { CaptureProgress, type CameraTry } from './captureProgress';
import { captureCamera, type CaptureTools, type CaptureCamera } from './captureCamera';
import type { SmallPicture } from '#engine/media/bitmap';
import { nextStep, planSteps, type ControllerOf, type Limits } from './plan';
import { remainingMs } from './remainingTime';

export interface CaptureJob {
  /** The cameras to record, in order. */
  cameras: readonly Camera[];
  /** The folder of a camera's pictures; it exists. */
  folderOf: (camera: CameraName) => string;
  settings: Settings;
  limits: Limits;
  controllerOf: ControllerOf;
  /** True where the first camera that fails ends the others. */
  allOrNothing: boolean;
  /** Called after each change of the progress. */
  onChange: () => void;
  /** Called with each picture that was found good: its number from 1, and the picture reduced. */
  onChecked: (camera: CameraName, number: number, small: SmallPicture) => void;
  /** Called where so many cameras at once were too many; `total` is how many the run goes on with. */
  onReducedConcurrency: (total: number, because: ErrorCode) => void;
}

/** How a run ended: good, by a fault, or because it was cancelled. */
export type CaptureOutcome =
  { state: 'captured'; fault: null } | { state: 'failed' | 'cancelled'; fault: Fault };

/** One session's recording, from the first camera's start to the check of the last picture. */
export class CaptureRun {
  readonly #progress: CaptureProgress;
  readonly #job: CaptureJob;
  readonly #tools: CaptureTools;
  readonly #captureCamera: CaptureCamera;
  readonly #abort = new AbortController();
  readonly #limits: Limits;
  #fault: Fault | null = null;

  /** @param take photographs one camera. */
  constructor(job: CaptureJob, tools: CaptureTools, take: CaptureCamera = captureCamera) {
    this.#job = job;
    this.#tools = tools;
    this.#captureCamera = take;
    this.#limits = { ...job.limits };
    const taking = job.cameras.map(({ name }) => name);
    this.#progress = new CaptureProgress(taking, job.onChange);
  }

  /** How each camera stands. */
  get progress(): CaptureProgress['cameras'] {
    return this.#progress.cameras;
  }

  /** How long the run goes on, in ms, where nothing goes wrong. */
  get leftMs(): number {
    const { cameras, controllerOf, settings } = this.#job;
    const waiting = cameras.filter(({ name }) => this.#progress.cameras[name].state === 'waiting');
    return remainingMs(this.progress, planSteps(waiting, this.#limits, controllerOf).length, settings);
  }

  /** Ends the run; each camera that is not done is `cancelled`. The first reason counts. */
  stop(reason: AppError): void {
    if (!this.#abort.signal.aborted) this.#fault = reason.fault;
    this.#abort.abort(reason);
  }

  /** Runs to the end; never rejects. */
  async run(): Promise<CaptureOutcome> {
    const { cameras, controllerOf, onReducedConcurrency: onFewer } = this.#job;
    const limits = this.#limits;
    let left = [...cameras];
    while (left.length > 0 && !this.#abort.signal.aborted) {
      const step = nextStep(left, limits, controllerOf);
      const bandwidthLimitedBy = await this.#runStep(step);
      left = left.filter(({ name }) => this.#progress.cameras[name].state === 'waiting');
      if (bandwidthLimitedBy === null) continue;
      limits.total = step.length - 1;
      this.#tools.log.warn(
        { limits, because: bandwidthLimitedBy },
        'too many cameras at once: going on with fewer',
      );
      onFewer(limits.total, bandwidthLimitedBy);
    }
    for (const { name } of left) this.#progress.cancel(name);
    if (this.#fault === null) return { state: 'captured', fault: null };
    return { state: this.#fault.code === 'CANCELLED' ? 'cancelled' : 'failed', fault: this.#fault };
  }

  /** Records some cameras at once. @returns why some of them have to wait for another try, or null. */
  async #runStep(step: readonly Camera[]): Promise<ErrorCode | null> {
    const pairs = step.map((camera) => ({ camera, current: this.#progress.begin(camera.name) }));
    const tries = pairs.map(({ current }) => current);
    const bandwidthLimitedBy = await Promise.all(
      pairs.map(({ camera, current }) => this.#captureWithRetry(camera, current, tries)),
    );
    return bandwidthLimitedBy.find((code) => code !== null) ?? null;
  }

  async #captureWithRetry(
    camera: Camera,
    current: CameraTry,
    tries: readonly CameraTry[],
  ): Promise<ErrorCode | null> {
    try {
      current.captured(await this.#captureOnce(camera, current));
      return null;
    } catch (thrown) {
      const error = await stallFault(camera, asAppError(thrown));
      if (!isBandwidthLimited(error, current, tries)) {
        this.#end(current, error);
        return null;
      }
      this.#tools.log.warn({ camera: camera.name, fault: error.fault }, error.message);
      current.later({ kind: 'recorded-later', picture: null, detail: error.message });
      return error.code;
    }
  }

  async #captureOnce(camera: Camera, current: CameraTry) {
    const { settings, folderOf } = this.#job;
    const seconds = settings.CAPTURE_TOTAL_TIMEOUT_SEC;
    const timeout = new AbortController();
    const cancelTimeout = this.#tools.clock.after(seconds * 1000, () => {
      timeout.abort(appError('CAPTURE_TIMEOUT', { camera: camera.name, seconds }));
    });
    const options = {
      folder: folderOf(camera.name),
      settings,
      signal: AbortSignal.any([this.#abort.signal, timeout.signal]),
      onStreaming: () => {
        current.streamed = true;
      },
      onPicture: (images: number) => {
        current.images(images);
      },
      onChecked: (number: number, small: SmallPicture) => {
        this.#job.onChecked(camera.name, number, small);
      },
      onRecorded: () => {
        current.recorded();
      },
    };
    try {
      return await this.#captureCamera(camera, options, this.#tools);
    } finally {
      cancelTimeout();
    }
  }

  /** A camera is not captured: it was ended from outside, or it has failed. */
  #end(current: CameraTry, error: AppError): void {
    const { signal } = this.#abort;
    if (signal.aborted && signal.reason === error) {
      current.cancelled();
      return;
    }
    current.failed(error.fault);
    this.#tools.log.error({ camera: current.camera, fault: error.fault, cause: error.cause }, error.message);
    this.#fault ??= error.fault;
    // A full disk is no camera's affair, and none can go on.
    if (this.#job.allOrNothing || error.code === 'DISK_FULL') this.stop(error);
  }
}

/** A camera that was unplugged sends nothing either; that its device is gone tells the two apart. */
async function stallFault(camera: Camera, error: AppError): Promise<AppError> {
  if (error.code !== 'CAMERA_STALLED') return error;
  const fault = await camera.fault(false);
  if (fault?.code !== 'CAMERA_NOT_FOUND') return error;
  return appError('CAMERA_LOST', { camera: camera.name }, { seen: error.fault.seen ?? [], cause: error });
}

/**
 * True where a camera failed for want of what the others beside it use up: USB bandwidth (told by the kernel, or seen
 * in that it sent nothing while another one streams), or memory (the kernel has killed its ffmpeg).
 */
function isBandwidthLimited(error: AppError, current: CameraTry, tries: readonly CameraTry[]): boolean {
  const others = tries.filter((other) => other !== current);
  const { code, parameters } = error.fault;
  if (others.length === 0) return false;
  if (code === 'CAMERA_STALLED') return !current.streamed && others.some(({ streamed }) => streamed);
  return code === 'USB_BANDWIDTH' || (code === 'FFMPEG_KILLED' && parameters.signal === 'SIGKILL');
}
