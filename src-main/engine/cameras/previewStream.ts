import type { AppError } from '#contract/errors';
import { PREVIEW_FPS, PREVIEW_STALL_MS } from '#contract/preview';
import type { Clock } from '#engine/platform/clock';
import type { Logger } from '#engine/platform/log';
import { classifyFfmpegExit } from '#engine/media/classifyFfmpegError';
import type { ProcessEnd, Processes, RunningProcess } from '#engine/platform/processes';
import { PREVIEW_SIZE, type Camera } from './camera';
import { MpjpegSplitter } from '#engine/media/mpjpegSplitter';

/** A camera that sends nothing for so many ms, from its start or in between, is opened anew. */
const FRAME_TIMEOUT_MS = 6000;
/** A camera may send faster than its frames are passed on; a little earlier than their time is in time. */
const MIN_STEP_MS = 0.9 * (1000 / PREVIEW_FPS);
/** ffmpeg has nothing to finish here. */
const STOP_GRACE_MS = 100;
/** Lines of ffmpeg that are kept. */
const MAX_LINES = 10;

export interface PreviewTools {
  processes: Pick<Processes, 'start'>;
  clock: Clock;
  log: Logger;
}

/** What can be shown: a camera, or a device that is none of the three yet and has a name of its own. */
export interface PreviewedCamera extends Pick<Camera, 'path' | 'previewInput'> {
  readonly name: string;
}

export interface PreviewStreamHandlers {
  /** A frame has come. */
  onFrame: (jpeg: Buffer) => void;
  /** No frame came for PREVIEW_STALL_MS. */
  onStall: () => void;
  /** The process has ended by itself, and why. */
  onEnd: (error: AppError) => void;
}

/** One run of ffmpeg that passes a camera's small pictures on, from its start to its end; late events of it are dropped. */
export class PreviewStream {
  readonly #camera: PreviewedCamera;
  readonly #tools: PreviewTools;
  readonly #handlers: PreviewStreamHandlers;
  readonly #process: RunningProcess;
  readonly #lines: string[] = [];
  #stopped = false;
  #lastFrameMs = -Infinity;
  #cancelTimer: () => void = () => undefined;

  /** @throws AppError where the camera has nothing to show, or the program is missing. */
  constructor(camera: PreviewedCamera, tools: PreviewTools, handlers: PreviewStreamHandlers) {
    this.#camera = camera;
    this.#tools = tools;
    this.#handlers = handlers;
    const splitter = new MpjpegSplitter((jpeg) => {
      this.#frame(jpeg);
    });
    this.#process = tools.processes.start('ffmpeg', ffmpegArguments(camera), {
      onOutput: (chunk) => {
        this.#output(splitter, chunk);
      },
      onErrorLine: (line) => {
        this.#lines.push(line);
        if (this.#lines.length > MAX_LINES) this.#lines.shift();
      },
    });
    this.#expectFrame();
    void this.#process.ended.then((end) => {
      this.#ended(end);
    });
  }

  /** Ends it; resolves when the camera is free. No handler is called any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer();
    await this.#process.stop(STOP_GRACE_MS);
  }

  #output(splitter: MpjpegSplitter, chunk: Buffer): void {
    if (this.#stopped) return;
    try {
      splitter.push(chunk);
    } catch (error) {
      this.#tools.log.warn({ camera: this.#camera.name, error: String(error) }, 'the preview is unreadable');
      void this.#process.stop(STOP_GRACE_MS);
    }
  }

  #frame(jpeg: Buffer): void {
    this.#expectFrame();
    const nowMs = this.#tools.clock.monotonicMs();
    if (nowMs - this.#lastFrameMs < MIN_STEP_MS) return;
    this.#lastFrameMs = nowMs;
    this.#handlers.onFrame(jpeg);
  }

  #expectFrame(): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#tools.clock.after(PREVIEW_STALL_MS, () => {
      if (this.#lastFrameMs > -Infinity) this.#handlers.onStall();
      this.#cancelTimer = this.#tools.clock.after(FRAME_TIMEOUT_MS - PREVIEW_STALL_MS, () => {
        void this.#process.stop(STOP_GRACE_MS);
      });
    });
  }

  #ended(end: ProcessEnd): void {
    this.#cancelTimer();
    if (this.#stopped) return;
    this.#stopped = true;
    const { name: camera, path } = this.#camera;
    this.#handlers.onEnd(classifyFfmpegExit(end, { camera, path, ...PREVIEW_SIZE, lines: this.#lines }));
  }
}

function ffmpegArguments(camera: PreviewedCamera): string[] {
  return [
    ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'level+warning'],
    ...camera.previewInput(),
    ...['-an', '-f', 'mpjpeg', '-flush_packets', '1', 'pipe:1'],
  ];
}
