import { watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { appError, type AppError } from '#contract/errors';
import type { Settings } from '#contract/settings';
import type { Camera } from '#engine/cameras/camera';
import type { Clock } from '#engine/platform/clock';
import type { ProcessEnd, Processes } from '#engine/platform/processes';
import { CameraStream, type StreamedFrame } from './cameraStream';
import { recordingArguments } from '#engine/media/ffmpegArguments';
import { FramePicker, scheduleOf, spacingFault, type Frame, type Schedule } from '#engine/media/schedule';

/** A frame whose file is in the folder. */
export interface RecordedFrame extends Frame {
  file: string;
}

/** One picture as recorded: the frame, and the one after it in case the first turns out bad. */
export interface RecordedPicture {
  frame: RecordedFrame;
  successor: RecordedFrame | null;
  /** True where the frame that was due could not be decoded and `frame` is the one after it. */
  isReplacement: boolean;
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
  readonly #clock: Clock;
  readonly #schedule: Schedule;
  readonly #picker: FramePicker<RecordedFrame>;
  readonly #stream: CameraStream;
  /** Files seen in the folder, and picked frames told by the heartbeat: a picture is there when both have come. */
  readonly #files = new Set<string>();
  readonly #picked = new Map<string, RecordedFrame>();
  #streams = false;

  constructor(request: RecordingRequest, processes: Processes, clock: Clock) {
    const { camera, folder, settings, signal } = request;
    this.#request = request;
    this.#clock = clock;
    this.#schedule = scheduleOf(settings);
    this.#picker = new FramePicker(this.#schedule);
    const args = recordingArguments(camera.input(), folder, this.#schedule, settings);
    const onFrame = (frame: StreamedFrame) => {
      this.#frame(frame);
    };
    this.#stream = new CameraStream({ camera, args, settings, signal, onFrame }, processes, clock);
  }

  async run(): Promise<RecordedPicture[]> {
    const { camera, folder, settings } = this.#request;
    const watcher = watch(folder, (_event, file) => {
      if (file !== null) this.#onFile(file);
    });
    const seconds = settings.FFMPEG_TIMEOUT_SEC;
    const cancelTimeout = this.#clock.after(seconds * 1000, () => {
      this.#stream.fail(appError('CAPTURE_TIMEOUT', { camera: camera.name, seconds }));
    });
    try {
      const end = await this.#stream.run();
      // What the watcher has not told yet.
      for (const file of await readdir(folder)) this.#onFile(file);
      const pictures = this.#pictures();
      if (end.code !== 0 || pictures.length < this.#schedule.count) throw this.#explain(end, pictures.length);
      return pictures;
    } finally {
      cancelTimeout();
      watcher.close();
    }
  }

  #frame({ timestampUs, arrivedMs, file }: StreamedFrame): void {
    if (!this.#streams) this.#request.onStreaming();
    this.#streams = true;
    const frame = { timestampUs, arrivedMs, file };
    if (this.#picker.see(frame) !== 'pick') return;
    this.#checkSpacing();
    this.#picked.set(file, frame);
    this.#report(file);
  }

  #onFile(file: string): void {
    if (!file.endsWith('.jpg') || this.#files.has(file)) return;
    this.#files.add(file);
    this.#report(file);
  }

  #report(file: string): void {
    const picked = this.#picked.get(file);
    if (picked && this.#files.has(file) && !this.#stream.failed) this.#request.onPicture(picked);
  }

  /** The newest picture against the one before it: a gap is a gap, there is nothing to wait for. */
  #checkSpacing(): void {
    const newest = this.#picker.picks.slice(-2).map(({ frame }) => frame);
    const errorMs = spacingFault(newest, this.#schedule);
    if (errorMs === null) return;
    const parameters = { camera: this.#request.camera.name, error_ms: Math.round(errorMs) };
    this.#stream.fail(appError('FRAME_SPACING', parameters, { seen: this.#stream.lines }));
  }

  /** The pictures up to the first that is missing. */
  #pictures(): RecordedPicture[] {
    const recorded: RecordedPicture[] = [];
    for (const { frame, successor } of this.#picker.picks) {
      const standIn = successor && this.#files.has(successor.file) ? successor : null;
      if (this.#files.has(frame.file)) recorded.push({ frame, successor: standIn, isReplacement: false });
      else if (this.#decodes && standIn)
        recorded.push({ frame: standIn, successor: null, isReplacement: true });
      else break;
    }
    return recorded;
  }

  /** @param good pictures before the one that is missing. */
  #explain(end: ProcessEnd, good: number): AppError {
    const isDamaged = this.#decodes && end.code === 0 && this.#picker.complete;
    if (!isDamaged) return this.#stream.explain(end);
    const { name: camera } = this.#request.camera;
    return appError(
      'BAD_FRAMES',
      { camera, picture: good + 1, reason: 'data-lost' },
      { seen: this.#stream.lines },
    );
  }

  get #decodes(): boolean {
    return this.#request.settings.CAPTURE_PIPELINE === 'transcode';
  }
}
