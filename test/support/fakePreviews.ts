import pino from 'pino';
import { forEachCamera, type CameraName } from '#contract/cameras';
import { appError } from '#contract/errors';
import type { Camera, Cameras } from '#engine/cameras/camera';
import { Previews } from '#engine/cameras/previews';
import type { PreviewTools } from '#engine/cameras/previewStream';
import type { LineHandlers, Processes, ProcessEnd, RunningProcess } from '#engine/platform/processes';
import { TestClock } from './clock';

export const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 0xff, 0xd9]);
/** What ffmpeg says where USB has no bandwidth left. */
export const NO_SPACE = '[video4linux2,v4l2 @ 0x5] [error] ioctl(VIDIOC_STREAMON): No space left on device';

/** An ffmpeg that does what a test says. */
export interface Scripted {
  camera: string;
  frame(): void;
  end(line?: string): void;
}

/** Previews of three made-up cameras on one USB controller, with a clock and ffmpegs that do what a test says. */
export class FakePreviews {
  readonly clock = new TestClock();
  /** The ffmpegs that run. */
  running: Scripted[] = [];
  /** The cameras of all that were started, in order. */
  readonly started: string[] = [];
  /** The cameras that are unplugged. */
  readonly missing = new Set<CameraName>();
  /** True where processes hang, and don't end when they are stopped. */
  stuck = false;
  /** The states after each change. */
  readonly changes: string[] = [];
  readonly previews: Previews;
  readonly parts: PreviewTools & { processes: Pick<Processes, 'start' | 'runningIds'>; cameras: Cameras };

  /** @param dev the folder of the cameras' devices, `side` and so on. */
  constructor(readonly dev = '/dev') {
    this.parts = {
      processes: { start: this.#start.bind(this), runningIds: [] },
      clock: this.clock,
      log: pino({ level: 'silent' }),
      cameras: forEachCamera((name) => this.#camera(name)),
    };
    this.previews = new Previews(
      this.parts.cameras,
      this.parts,
      () => 'usb',
      () => {
        this.changes.push(Object.values(this.previews.states).join(' '));
      },
    );
  }

  /** The cameras whose ffmpeg runs. */
  get cameras(): string[] {
    return this.running.map((scripted) => scripted.camera).sort();
  }

  /** Lets time pass, and then all happen that waits only for promises. */
  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
    await settle();
  }

  #camera(name: CameraName): Camera {
    const gone = appError('CAMERA_NOT_FOUND', { camera: name, path: name });
    return {
      ...{ name, path: `${this.dev}/${name}`, simulated: false, controls: null },
      fault: () => Promise.resolve(this.missing.has(name) ? gone : null),
      input: () => [],
      previewInput: () => ['-i', name],
    };
  }

  #start(_command: string, args: readonly string[], handlers: LineHandlers): RunningProcess {
    let finish: (end: ProcessEnd) => void = () => undefined;
    const ended = new Promise<ProcessEnd>((resolve) => (finish = resolve));
    const end = (code: number) => {
      this.running = this.running.filter((other) => other !== scripted);
      finish({ code, signal: null });
    };
    const scripted: Scripted = {
      camera: args[args.indexOf('-i') + 1] ?? '',
      frame: () => {
        handlers.onOutput?.(Buffer.concat([Buffer.from(`Content-length: ${JPEG.length}\r\n\r\n`), JPEG]));
      },
      end: (line) => {
        if (line !== undefined) handlers.onErrorLine?.(line);
        end(1);
      },
    };
    this.running.push(scripted);
    this.started.push(scripted.camera);
    return {
      pid: 1,
      ended,
      stop: () => {
        if (!this.stuck) end(255);
        return ended;
      },
    };
  }
}

/** Lets all that waits only for promises happen. */
export const settle = () => new Promise((resolve) => setImmediate(resolve));
