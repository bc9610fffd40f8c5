import { watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { appError, asAppError, type AppError } from '../../contract/errors';
import type { Settings } from '../../contract/settings';
import type { Camera } from '../cameras/camera';
import type { Clock } from '../clock';
import type { ProcessEnd, Processes, RunningProcess } from '../processes';
import { ffmpegArguments } from './ffmpegArguments';
import { explainEnd, isHopeless } from './ffmpegWords';
import { Heartbeat } from './heartbeat';
import { FramePicker, scheduleOf, spacingFault, type Frame, type Schedule } from './schedule';

/** A camera that sends nothing for so long has stalled, in ms. */
const STALL_MS = 3000;
/** A camera may take so long to its first frame, in ms: opening one at full resolution takes about 1.5 s. */
const FIRST_FRAME_MS = 6000;
/** Over so long a camera's rate is measured, in ms. */
const RATE_WINDOW_MS = 3000;
/** Lines of ffmpeg that are kept for an error. */
const KEPT_LINES = 30;

/** A frame whose file is in the folder. */
export interface RecordedFrame extends Frame {
  file: string;
}

/** One picture as recorded: the frame, and the one after it in case the first turns out bad. */
export interface RecordedPicture {
  frame: RecordedFrame;
  successor: RecordedFrame | null;
  /** True where the frame that was due could not be decoded and `frame` is the one after it. */
  isStandIn: boolean;
}

export interface RecordingRequest {
  camera: Camera;
  /** Where the pictures go: a folder that exists. */
  folder: string;
  settings: Settings;
  /** Aborted to end the recording; the reason is what it rejects with. */
  signal: AbortSignal;
  /** Called when the first frame has come. */
  onStreaming: () => void;
  /** Called with each picture as soon as its file is whole. */
  onPicture: (frame: RecordedFrame) => void;
}

/**
 * Records one camera's pictures, by one ffmpeg.
 * @returns the pictures in order, as many as the settings say.
 * @throws AppError that names the camera, or the signal's reason.
 */
export async function record(
  request: RecordingRequest,
  processes: Processes,
  clock: Clock,
): Promise<RecordedPicture[]> {
  request.signal.throwIfAborted();
  return new Recording(request, processes, clock).run();
}

class Recording {
  readonly #request: RecordingRequest;
  readonly #processes: Processes;
  readonly #clock: Clock;
  readonly #schedule: Schedule;
  readonly #picker: FramePicker<RecordedFrame>;
  readonly #heartbeat = new Heartbeat();
  readonly #lines: string[] = [];
  readonly #recentArrivals: number[] = [];
  /** Files seen in the folder, and picked frames told by the heartbeat: a picture is there when both have come. */
  readonly #files = new Set<string>();
  readonly #picked = new Map<string, RecordedFrame>();
  /** By the monotonic clock. */
  readonly #startedMs: number;
  #fault: AppError | null = null;
  #process: RunningProcess | null = null;
  #cancelStallTimer: () => void = () => undefined;

  constructor(request: RecordingRequest, processes: Processes, clock: Clock) {
    this.#request = request;
    this.#processes = processes;
    this.#clock = clock;
    this.#startedMs = clock.monotonicMs();
    this.#schedule = scheduleOf(request.settings);
    this.#picker = new FramePicker(this.#schedule);
  }

  async run(): Promise<RecordedPicture[]> {
    const { camera, folder, settings, signal } = this.#request;
    const watcher = watch(folder, (_event, file) => {
      if (file !== null) this.#fileAppeared(file);
    });
    const onAbort = () => {
      this.#failWith(asAppError(signal.reason));
    };
    signal.addEventListener('abort', onAbort);
    const cancelTimeout = this.#clock.after(settings.FFMPEG_TIMEOUT_SEC * 1000, () => {
      this.#failWith(
        appError('CAPTURE_TIMEOUT', { camera: camera.name, seconds: settings.FFMPEG_TIMEOUT_SEC }),
      );
    });
    try {
      this.#process = this.#processes.start(
        'ffmpeg',
        ffmpegArguments(camera.input(), folder, this.#schedule, settings),
        {
          onOutputLine: (line) => {
            this.#outputLine(line);
          },
          onErrorLine: (line) => {
            this.#errorLine(line);
          },
        },
      );
      this.#expectFrameWithin(FIRST_FRAME_MS);
      const end = await this.#process.ended;
      if (this.#fault) throw this.#fault;
      // What the watcher has not told yet.
      for (const file of await readdir(folder)) this.#fileAppeared(file);
      const pictures = this.#pictures();
      if (end.code !== 0 || pictures.length < this.#schedule.count) throw this.#explain(end, pictures.length);
      return pictures;
    } finally {
      this.#cancelStallTimer();
      cancelTimeout();
      signal.removeEventListener('abort', onAbort);
      watcher.close();
    }
  }

  #outputLine(line: string): void {
    const told = this.#heartbeat.read(line);
    if (!told || this.#fault) return;
    const arrivedMs = this.#clock.monotonicMs() - this.#startedMs;
    const frame = { timestampUs: told.timestampUs, arrivedMs, file: told.file };
    this.#expectFrameWithin(STALL_MS);
    if (this.#recentArrivals.length === 0) this.#request.onStreaming();
    this.#checkRate(frame.arrivedMs);
    if (this.#picker.see(frame) !== 'pick') return;
    this.#checkSpacing();
    this.#picked.set(frame.file, frame);
    this.#report(frame.file);
  }

  #fileAppeared(file: string): void {
    if (!file.endsWith('.jpg') || this.#files.has(file)) return;
    this.#files.add(file);
    this.#report(file);
  }

  #report(file: string): void {
    const picked = this.#picked.get(file);
    if (picked && this.#files.has(file) && !this.#fault) this.#request.onPicture(picked);
  }

  #errorLine(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length > KEPT_LINES) this.#lines.shift();
    if (isHopeless(line)) this.#failWith(explainEnd({ code: null, signal: null }, this.#failure()));
  }

  #expectFrameWithin(ms: number): void {
    this.#cancelStallTimer();
    this.#cancelStallTimer = this.#clock.after(ms, () => {
      const { name: camera } = this.#request.camera;
      this.#failWith(appError('CAMERA_STALLED', { camera, seconds: ms / 1000 }, { seen: this.#lines }));
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
      this.#failWith(appError('CAMERA_SLOW', parameters, { seen: this.#lines }));
    }
    while (arrivals[0] !== undefined && arrivedMs - arrivals[0] >= RATE_WINDOW_MS) arrivals.shift();
  }

  /** The newest picture against the one before it: a gap is a gap, there is nothing to wait for. */
  #checkSpacing(): void {
    const newest = this.#picker.picks.slice(-2).map(({ frame }) => frame);
    const errorMs = spacingFault(newest, this.#schedule);
    if (errorMs === null) return;
    const parameters = { camera: this.#request.camera.name, error_ms: Math.round(errorMs) };
    this.#failWith(appError('FRAME_SPACING', parameters, { seen: this.#lines }));
  }

  /** The first fault counts: what the process does while it is being ended says nothing new. */
  #failWith(fault: AppError): void {
    if (this.#fault) return;
    this.#fault = fault;
    void this.#process?.stop();
  }

  #failure() {
    const { camera, settings } = this.#request;
    return {
      camera: camera.name,
      path: camera.path,
      width: settings.IMAGE_WIDTH,
      height: settings.IMAGE_HEIGHT,
      lines: [...this.#lines],
    };
  }

  /** The pictures up to the first that is missing. */
  #pictures(): RecordedPicture[] {
    const recorded: RecordedPicture[] = [];
    for (const { frame, successor } of this.#picker.picks) {
      const standIn = successor && this.#files.has(successor.file) ? successor : null;
      if (this.#files.has(frame.file)) recorded.push({ frame, successor: standIn, isStandIn: false });
      else if (this.#decodes && standIn) recorded.push({ frame: standIn, successor: null, isStandIn: true });
      else break;
    }
    return recorded;
  }

  /** @param good pictures before the one that is missing. */
  #explain(end: ProcessEnd, good: number): AppError {
    const isDamaged = this.#decodes && end.code === 0 && this.#picker.complete;
    if (!isDamaged) return explainEnd(end, this.#failure());
    const { name: camera } = this.#request.camera;
    return appError('BAD_FRAMES', { camera, picture: good + 1, reason: 'data-lost' }, { seen: this.#lines });
  }

  get #decodes(): boolean {
    return this.#request.settings.CAPTURE_PIPELINE === 'transcode';
  }
}
