import { appError, asAppError, type AppError } from '#contract/errors';
import type { Processes } from '#engine/platform/processes';
import { faultOfDevice, type Camera } from './camera';
import type { Previews } from './previews';
import { PreviewStream, type PreviewedCamera, type PreviewTools } from './previewStream';
import { SerialQueue } from '#engine/platform/serialQueue';

/** A camera's first pictures are dark, until it has set its exposure: so many ms after the first one it has. */
const SETTLE_MS = 500;
/** A camera that has sent nothing by then, in ms, sends nothing; shorter than a preview waits before it tries anew. */
const FRAME_TIMEOUT_MS = 5000;

interface Look {
  onFrame: (jpeg: Buffer | null) => void;
  onFault: (fault: AppError) => void;
}

interface Seen {
  /** What the words call it. */
  name: string;
  /** Why it can't be looked at, or null. */
  fault: () => Promise<AppError | null>;
  /** Begins to look, and gives what ends that. */
  open: (look: Look) => () => unknown;
}

export interface SnapshotTools extends PreviewTools {
  processes: Pick<Processes, 'start' | 'runningIds'>;
}

/** Single pictures of cameras and devices, one after the other: kinder to the bus than streams of all. */
export class Snapshots {
  readonly #tools: SnapshotTools;
  readonly #previews: Pick<Previews, 'watch' | 'runAlongside'>;
  readonly #requireFree: () => void;
  readonly #turns = new SerialQueue();

  /** @param requireFree throws where a capture or a test of the bus has the cameras. */
  constructor(
    tools: SnapshotTools,
    previews: Pick<Previews, 'watch' | 'runAlongside'>,
    requireFree: () => void,
  ) {
    this.#tools = tools;
    this.#previews = previews;
    this.#requireFree = requireFree;
  }

  /**
   * What one of the three cameras sees; taken from its preview, which others may watch meanwhile.
   * @throws AppError CAPTURE_IN_PROGRESS, BUS_TEST_IN_PROGRESS, CAMERA_STALLED, and what the camera's check finds.
   */
  ofCamera(camera: Camera): Promise<Buffer> {
    const { name } = camera;
    return this.#take({
      name,
      fault: () => camera.fault(true),
      open: ({ onFrame }) => this.#previews.watch(name, onFrame),
    });
  }

  /**
   * What a device sees that is none of the three.
   * @throws AppError as `ofCamera`, and what ffmpeg's words tell, such as CAMERA_BUSY or CAMERA_LOST.
   */
  ofDevice(device: PreviewedCamera): Promise<Buffer> {
    const { name, path } = device;
    return this.#take({
      name,
      fault: () => faultOfDevice(name, path, this.#tools.processes),
      open: ({ onFrame, onFault }) => {
        const handlers = { onFrame, onStall: () => undefined, onEnd: onFault };
        const stream = new PreviewStream(device, this.#tools, handlers);
        return () => stream.stop();
      },
    });
  }

  #take(seen: Seen): Promise<Buffer> {
    return this.#turns.run(async () => {
      this.#requireFree();
      const fault = await seen.fault();
      if (fault) throw fault;
      // It may have been taken meanwhile.
      this.#requireFree();
      return this.#previews.runAlongside((signal) => this.#newest(seen, signal));
    });
  }

  /** The newest frame a while after the first. */
  async #newest({ name: camera, open }: Seen, signal: AbortSignal): Promise<Buffer> {
    const { clock } = this.#tools;
    const ends: (() => unknown)[] = [];
    try {
      return await new Promise<Buffer>((resolve, reject) => {
        let newest: Buffer | null = null;
        const settled = () => {
          if (newest) resolve(newest);
        };
        const silent = () => {
          reject(appError('CAMERA_STALLED', { camera, seconds: FRAME_TIMEOUT_MS / 1000 }));
        };
        ends.push(clock.after(FRAME_TIMEOUT_MS, silent));
        signal.addEventListener('abort', () => {
          reject(this.#whyNotFree());
        });
        const onFrame = (jpeg: Buffer | null) => {
          if (jpeg && !newest) ends.push(clock.after(SETTLE_MS, settled));
          newest = jpeg ?? newest;
        };
        ends.push(open({ onFrame, onFault: reject }));
      });
    } finally {
      for (const end of ends) await end();
    }
  }

  #whyNotFree(): AppError {
    try {
      this.#requireFree();
    } catch (error) {
      return asAppError(error);
    }
    // The program ends.
    return appError('CANCELLED', {});
  }
}
