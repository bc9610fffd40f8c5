import { appError, asAppError, type AppError } from '#contract/errors';
import type { Settings } from '#contract/settings';
import type { Camera } from '#engine/cameras/camera';
import type { Clock } from '#engine/platform/clock';
import type { ProcessEnd, Processes, RunningProcess } from '#engine/platform/processes';
import {
  classifyFfmpegExit,
  classifyFfmpegLines,
  isFatalLine,
  type FfmpegFailure,
} from '#engine/media/classifyFfmpegError';
import { FrameCrcParser } from '#engine/media/frameCrcParser';
import type { Frame } from '#engine/media/schedule';

/** A camera that sends nothing for so long has stalled, in ms. */
const STALL_MS = 3000;
/** A camera may take so long to its first frame, in ms: opening one at full resolution takes about 1.5 s. */
const FIRST_FRAME_MS = 6000;
/** Over so long a camera's rate is measured, in ms. */
const RATE_WINDOW_MS = 3000;
/** Lines of ffmpeg that are kept for an error. */
const MAX_LINES = 30;

/** A frame as ffmpeg's heartbeat tells it. */
export interface StreamedFrame extends Frame {
  bytes: number;
  /** The name that its file has where frames are kept. */
  file: string;
}

export interface StreamRequest {
  camera: Camera;
  /** ffmpeg's arguments, with the heartbeat on standard output. */
  args: readonly string[];
  settings: Settings;
  /** Aborted to end the stream; the reason is what it rejects with. */
  signal: AbortSignal;
  /** Called with each frame as it comes, until the stream fails. */
  onFrame: (frame: StreamedFrame) => void;
}

/** One ffmpeg on one camera, watched by its heartbeat: it fails where the camera stalls, or is slower than half its rate. */
export class CameraStream {
  readonly #request: StreamRequest;
  readonly #processes: Processes;
  readonly #clock: Clock;
  readonly #frameCrcParser = new FrameCrcParser();
  readonly #lines: string[] = [];
  readonly #recentArrivals: number[] = [];
  /** By the monotonic clock. */
  readonly #startedMs: number;
  #fault: AppError | null = null;
  #process: RunningProcess | null = null;
  #cancelStallTimer: () => void = () => undefined;

  constructor(request: StreamRequest, processes: Processes, clock: Clock) {
    this.#request = request;
    this.#processes = processes;
    this.#clock = clock;
    this.#startedMs = clock.monotonicMs();
  }

  /**
   * Streams until ffmpeg ends.
   * @throws AppError that the stream failed with, or the signal's reason.
   */
  async run(): Promise<ProcessEnd> {
    const { args, signal } = this.#request;
    const onAbort = () => {
      this.fail(asAppError(signal.reason));
    };
    signal.throwIfAborted();
    signal.addEventListener('abort', onAbort);
    try {
      this.#process = this.#processes.start('ffmpeg', args, {
        onOutputLine: (line) => {
          this.#outputLine(line);
        },
        onErrorLine: (line) => {
          this.#errorLine(line);
        },
      });
      this.#expectFrameWithin(FIRST_FRAME_MS);
      const end = await this.#process.ended;
      if (this.#fault) throw this.#fault;
      return end;
    } finally {
      this.#cancelStallTimer();
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Ends ffmpeg with a fault. The first one counts: what the process does while it is being ended says nothing new. */
  fail(fault: AppError): void {
    if (this.#fault) return;
    this.#fault = fault;
    this.end();
  }

  /** Ends ffmpeg; that it ends then is no fault. */
  end(): void {
    void this.#process?.stop();
  }

  get failed(): boolean {
    return this.#fault !== null;
  }

  /** The last lines that ffmpeg wrote to its standard error. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** The error behind an end that came too early. */
  explain(end: ProcessEnd): AppError {
    return classifyFfmpegExit(end, this.#known);
  }

  get #known(): FfmpegFailure {
    const { camera, settings } = this.#request;
    return {
      camera: camera.name,
      path: camera.path,
      width: settings.IMAGE_WIDTH,
      height: settings.IMAGE_HEIGHT,
      lines: this.#lines,
    };
  }

  #outputLine(line: string): void {
    const told = this.#frameCrcParser.read(line);
    if (!told || this.#fault) return;
    const arrivedMs = this.#clock.monotonicMs() - this.#startedMs;
    this.#expectFrameWithin(STALL_MS);
    this.#checkRate(arrivedMs);
    this.#request.onFrame({ ...told, arrivedMs });
  }

  #errorLine(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length > MAX_LINES) this.#lines.shift();
    if (isFatalLine(line)) this.fail(this.explain({ code: null, signal: null }));
  }

  #expectFrameWithin(ms: number): void {
    this.#cancelStallTimer();
    this.#cancelStallTimer = this.#clock.after(ms, () => {
      const { name: camera } = this.#request.camera;
      // ffmpeg may have said why, and take its time to end.
      const told = classifyFfmpegLines(this.#known);
      this.fail(told ?? appError('CAMERA_STALLED', { camera, seconds: ms / 1000 }, { seen: this.#lines }));
    });
  }

  #checkRate(arrivedMs: number): void {
    const arrivals = this.#recentArrivals;
    const oldest = arrivals[0];
    arrivals.push(arrivedMs);
    if (oldest === undefined || arrivedMs - oldest < RATE_WINDOW_MS) return;
    const expected = this.#request.settings.CAMERA_NATIVE_FPS;
    const measured = ((arrivals.length - 1) * 1000) / (arrivedMs - oldest);
    if (measured < expected / 2) {
      const { name: camera } = this.#request.camera;
      const parameters = { camera, measured: measured.toFixed(1), expected };
      this.fail(appError('CAMERA_SLOW', parameters, { seen: this.#lines }));
    }
    while (arrivals[0] !== undefined && arrivedMs - arrivals[0] >= RATE_WINDOW_MS) arrivals.shift();
  }
}
