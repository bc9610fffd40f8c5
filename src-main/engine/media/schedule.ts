import type { Settings } from '#contract/settings';

/** When the pictures of one camera are due, in seconds of its stream. */
export interface Schedule {
  /** Seconds before the first picture. */
  warmupSec: number;
  /** Seconds from one picture to the next. */
  stepSec: number;
  /** Pictures wanted. */
  count: number;
  /** The camera's nominal seconds from frame to frame. */
  framePeriodSec: number;
}

/** A frame as the camera's stream tells it. */
export interface Frame {
  /** Microseconds since the stream began, by the camera's clock. */
  timestampUs: number;
  /** Milliseconds since the recording began, by this machine's monotonic clock. */
  arrivedMs: number;
}

/** How far a picture may lie from its second where the camera is fast, in ms. */
const TOLERANCE_MS = 100;

/**
 * How far the arrival of two pictures may differ from what their timestamps say, in ms. Buffers in the kernel and in
 * ffmpeg may hold a frame back for a while; a camera whose clock runs on while it stands still is off by more.
 */
const ARRIVAL_TOLERANCE_MS = 1000;

export function scheduleOf(settings: Settings): Schedule {
  return {
    warmupSec: settings.WARMUP_SEC,
    stepSec: 1 / settings.CAPTURE_FPS,
    count: settings.NUM_IMAGES,
    framePeriodSec: 1 / settings.CAMERA_NATIVE_FPS,
  };
}

/**
 * The moments of the stream, in whole microseconds so that ffmpeg's reckoning and ours can't differ by a rounding: the
 * first picture is the first frame from `firstUs` on, and each further one is due `stepUs` later. Half a frame early,
 * so that the nearest frame wins.
 */
export function gridUs(schedule: Schedule): { firstUs: number; stepUs: number } {
  return {
    firstUs: Math.round((schedule.warmupSec - schedule.framePeriodSec / 2) * 1e6),
    stepUs: Math.round(schedule.stepSec * 1e6),
  };
}

/** The seconds of stream that hold all pictures and the last one's successor, with two frames to spare. */
export function streamSec(schedule: Schedule): number {
  return schedule.warmupSec + (schedule.count - 1) * schedule.stepSec + 3.5 * schedule.framePeriodSec;
}

/** The largest distance of two neighbouring pictures from their step that is accepted, in ms: 0.1 s or 1.5 frame periods. */
export function spacingToleranceMs(schedule: Schedule): number {
  return Math.max(TOLERANCE_MS, 1500 * schedule.framePeriodSec);
}

/** Finds the frames that become pictures as they come: the first one due for each picture, and the one after it as its stand-in. */
export class FramePicker<F extends Frame> {
  readonly picks: { frame: F; successor: F | null }[] = [];
  readonly #schedule: Schedule;

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
  }

  /** Takes the next frame of the stream; the same rule as in the bitstream filter that keeps the files. */
  see(frame: F): 'pick' | 'successor' | 'neither' {
    const { firstUs, stepUs } = gridUs(this.#schedule);
    const dueUs = firstUs + this.picks.length * stepUs;
    if (!this.complete && frame.timestampUs >= dueUs) {
      this.picks.push({ frame, successor: null });
      return 'pick';
    }
    const last = this.picks.at(-1);
    if (!last || last.successor) return 'neither';
    last.successor = frame;
    return 'successor';
  }

  get complete(): boolean {
    return this.picks.length === this.#schedule.count;
  }
}

/**
 * The worst distance of two neighbouring pictures from their step, in ms: `byTimestamp` by the camera's clock, and
 * `byArrival`, how far the monotonic clock disagrees with the camera's.
 */
export function worstSpacing(
  pictures: readonly Frame[],
  schedule: Schedule,
): { byTimestamp: number; byArrival: number } {
  const worst = { byTimestamp: 0, byArrival: 0 };
  pictures.forEach((picture, index) => {
    const before = pictures[index - 1];
    if (!before) return;
    const stepMs = (picture.timestampUs - before.timestampUs) / 1000;
    const arrivalMs = picture.arrivedMs - before.arrivedMs;
    worst.byTimestamp = Math.max(worst.byTimestamp, Math.abs(stepMs - schedule.stepSec * 1000));
    worst.byArrival = Math.max(worst.byArrival, Math.abs(arrivalMs - stepMs));
  });
  return worst;
}

/** The spacing error to report where the pictures are not evenly spaced, in ms; null where they are. */
export function spacingFault(pictures: readonly Frame[], schedule: Schedule): number | null {
  const { byTimestamp, byArrival } = worstSpacing(pictures, schedule);
  if (byTimestamp > spacingToleranceMs(schedule)) return byTimestamp;
  if (byArrival > Math.max(ARRIVAL_TOLERANCE_MS, spacingToleranceMs(schedule))) return byArrival;
  return null;
}
