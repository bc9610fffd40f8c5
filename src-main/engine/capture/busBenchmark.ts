import type { BusStream, BusStep, BusBenchmark } from '#contract/captureApi';
import { appError, asAppError, type AppError } from '#contract/errors';
import type { Settings } from '#contract/settings';
import type { Camera } from '#engine/cameras/camera';
import { isoWithOffset } from '#engine/platform/clock';
import { CameraStream, type StreamedFrame } from './cameraStream';
import { streamArguments } from '#engine/media/ffmpegArguments';
import { ConcurrencyLimits, type ConcurrencyLimitsOptions } from './concurrencyLimit';
import type { CaptureTools } from './captureCamera';
import { planSteps, type ControllerOf, type Limits } from './plan';
import { scheduleOf, spacingToleranceMs } from '#engine/media/schedule';
import { StreamMeter } from './streamMeter';

/** Each step is measured for so long where not said, in s: longer than the time over which a camera's rate is judged. */
const MEASURED_SEC = 4;

export interface BusBenchmarkOptions extends CaptureTools, ConcurrencyLimitsOptions {
  settings: Settings;
  /** Each step is measured for so many seconds; MEASURED_SEC where not said. */
  busBenchmarkSec?: number;
}

/** The limits that a test may find, the widest first. */
const CANDIDATES: readonly Limits[] = [
  { total: 3, perController: 3 },
  { total: 2, perController: 2 },
  { total: 2, perController: 1 },
];

/**
 * Measures what the bus carries: each camera alone, then each two, then all three stream as for a capture, and nothing
 * is kept. Where each camera is well alone, what is good together becomes what `MAX_PARALLEL=auto` goes by.
 * @param cameras those that are ready, in order.
 * @param signal aborted to end it; the reason is what it rejects with.
 */
export async function benchmarkBus(
  cameras: readonly Camera[],
  parts: BusBenchmarkOptions,
  signal: AbortSignal,
): Promise<BusBenchmark> {
  const { clock, log, controllerOf } = parts;
  const startedAt = isoWithOffset(clock.now());
  const seconds = parts.busBenchmarkSec ?? MEASURED_SEC;
  const steps: BusStep[] = [];
  const measure = async (together: readonly Camera[]) => {
    const step = await measureStep(together, seconds, parts, signal);
    log.info({ step }, 'cameras were measured');
    steps.push(step);
    return isGood(step);
  };
  // A camera that fails alone says nothing of the bus.
  const well: Camera[] = [];
  for (const camera of cameras) if (await measure([camera])) well.push(camera);
  for (const together of [...groups(well, 2), ...groups(well, 3)]) await measure(together);
  const concurrencyLimit = new ConcurrencyLimits(parts);
  if (cameras.length > 1 && well.length === cameras.length) {
    const all = steps.at(-1)?.streams ?? [];
    const because = all.find(({ fault }) => fault !== null)?.fault?.code ?? null;
    await concurrencyLimit.record(cameras, widestLimits(cameras, steps, controllerOf), because);
  }
  return {
    started_at: startedAt,
    seconds_per_step: seconds,
    steps,
    learned: await concurrencyLimit.of(cameras),
  };
}

/** All groups of so many, in order. */
function groups(cameras: readonly Camera[], size: number): Camera[][] {
  if (size === 0) return [[]];
  return cameras.flatMap((camera, index) =>
    groups(cameras.slice(index + 1), size - 1).map((others) => [camera, ...others]),
  );
}

const isGood = ({ streams }: BusStep): boolean => streams.every(({ fault }) => fault === null);

/** The widest limits with which every step of a session was measured to be good. */
export function widestLimits(
  cameras: readonly Camera[],
  steps: readonly BusStep[],
  controllerOf: ControllerOf,
): Limits {
  const good = new Set(
    steps.filter(isGood).map(({ streams }) => streams.map(({ camera }) => camera).join(' ')),
  );
  const isMeasured = (step: Camera[]) => good.has(step.map(({ name }) => name).join(' '));
  for (const { total, perController } of CANDIDATES) {
    const plan = planSteps(cameras, { total, perController }, controllerOf);
    const most = Math.max(...plan.map((step) => step.length));
    if (plan.every(isMeasured)) return { total: most, perController: Math.min(perController, most) };
  }
  return { total: 1, perController: 1 };
}

/** Lets some cameras stream at once, and measures them from when all of them do and are warm. */
async function measureStep(
  cameras: readonly Camera[],
  seconds: number,
  parts: BusBenchmarkOptions,
  signal: AbortSignal,
): Promise<BusStep> {
  const { clock, settings } = parts;
  const streams = cameras.map((camera) => new MeasuredStream(camera, parts, signal));
  const over = new AbortController();
  const conduct = async () => {
    await Promise.all(streams.map(({ begun }) => begun));
    await clock.sleep(settings.WARMUP_SEC * 1000, over.signal);
    for (const stream of streams) stream.measure();
    await clock.sleep(seconds * 1000, over.signal);
    for (const stream of streams) stream.end();
  };
  // It ends early only where all streams have ended by themselves.
  const conducted = conduct().catch(() => undefined);
  const measured = await Promise.all(streams.map(({ ended }) => ended));
  over.abort();
  await conducted;
  signal.throwIfAborted();
  return { streams: measured };
}

/** A camera's stream in one step, from its start on. */
class MeasuredStream {
  /** Resolves with the first frame, or with the end where none comes. */
  readonly begun: Promise<void>;
  /** Resolves with what was measured when ffmpeg has ended; never rejects. */
  readonly ended: Promise<BusStream>;
  readonly #camera: Camera;
  readonly #settings: Settings;
  readonly #meter: StreamMeter;
  #stream: CameraStream | null = null;
  #hasBegun: () => void = () => undefined;
  #firstFrameMs: number | null = null;
  #phase: 'warm-up' | 'measured' | 'over' = 'warm-up';

  constructor(camera: Camera, parts: BusBenchmarkOptions, signal: AbortSignal) {
    this.#camera = camera;
    this.#settings = parts.settings;
    this.#meter = new StreamMeter(scheduleOf(parts.settings));
    this.begun = new Promise((resolve) => {
      this.#hasBegun = resolve;
    });
    this.ended = this.#run(parts, signal);
  }

  /** From now on its frames count. */
  measure(): void {
    this.#phase = 'measured';
  }

  /** Ends it as intended. */
  end(): void {
    this.#phase = 'over';
    this.#stream?.end();
  }

  async #run(parts: BusBenchmarkOptions, signal: AbortSignal): Promise<BusStream> {
    const fault = await this.#faultOfStream(parts, signal).catch(asAppError);
    this.#hasBegun();
    return {
      camera: this.#camera.name,
      first_frame_ms: this.#firstFrameMs,
      ...this.#meter.measured,
      fault: (fault ?? this.#spacingFault())?.fault ?? null,
    };
  }

  async #faultOfStream(parts: BusBenchmarkOptions, signal: AbortSignal): Promise<AppError | null> {
    const { processes, clock, log, settings } = parts;
    // A capture sets them too, and they decide on the rate.
    await this.#camera.controls?.prepare(log, signal);
    const request = {
      ...{ camera: this.#camera, settings, signal, args: streamArguments(this.#camera.input()) },
      onFrame: (frame: StreamedFrame) => {
        this.#frame(frame);
      },
    };
    this.#stream = new CameraStream(request, processes, clock);
    const end = await this.#stream.run();
    return this.#phase === 'over' ? null : this.#stream.explain(end);
  }

  #frame(frame: StreamedFrame): void {
    this.#firstFrameMs ??= Math.round(frame.arrivedMs);
    this.#hasBegun();
    if (this.#phase === 'measured') this.#meter.see(frame);
  }

  /** A capture fails where a picture that is due falls into too long a gap. */
  #spacingFault(): AppError | null {
    const errorMs = Math.round(this.#meter.worstGapMs);
    if (errorMs <= spacingToleranceMs(scheduleOf(this.#settings))) return null;
    return appError('FRAME_SPACING', { camera: this.#camera.name, error_ms: errorMs });
  }
}
