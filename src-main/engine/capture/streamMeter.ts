import type { BusStream } from '#contract/captureApi';
import type { Schedule } from '#engine/media/schedule';

/** What a frame adds to the measure. */
interface MeasuredFrame {
  timestampUs: number;
  arrivedMs: number;
  bytes: number;
}

/** Measures a camera's stream, from the first frame that it is shown. */
export class StreamMeter {
  readonly #framePeriodMs: number;
  #first: MeasuredFrame | null = null;
  #last: MeasuredFrame | null = null;
  #frames = 0;
  #bytes = 0;
  #lostFrames = 0;
  #worstGapMs = 0;

  constructor({ framePeriodSec }: Pick<Schedule, 'framePeriodSec'>) {
    this.#framePeriodMs = framePeriodSec * 1000;
  }

  see(frame: MeasuredFrame): void {
    if (this.#last) {
      const stepMs = (frame.timestampUs - this.#last.timestampUs) / 1000;
      this.#lostFrames += Math.max(Math.round(stepMs / this.#framePeriodMs) - 1, 0);
      this.#worstGapMs = Math.max(this.#worstGapMs, stepMs - this.#framePeriodMs);
    }
    this.#first ??= frame;
    this.#last = frame;
    this.#frames += 1;
    this.#bytes += frame.bytes;
  }

  /** How much longer than a frame period the longest step between two frames was, in ms: a picture due then would be so late. */
  get worstGapMs(): number {
    return this.#worstGapMs;
  }

  get measured(): Pick<BusStream, 'frames' | 'frames_per_second' | 'bytes_per_second' | 'lost_frames'> {
    const seconds = ((this.#last?.arrivedMs ?? 0) - (this.#first?.arrivedMs ?? 0)) / 1000;
    const perSecond = (count: number) => (seconds > 0 ? Number((count / seconds).toFixed(2)) : 0);
    return {
      frames: this.#frames,
      // The first frame only begins the time.
      frames_per_second: perSecond(this.#frames - 1),
      bytes_per_second: Math.round(perSecond(this.#bytes - (this.#first?.bytes ?? 0))),
      lost_frames: this.#lostFrames,
    };
  }
}
