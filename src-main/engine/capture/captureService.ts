import type { CancelAnswer, RecordAnswer } from '#contract/captureApi';
import { CAMERA_NAMES, forEachCamera } from '#contract/cameras';
import type { Camera } from '#engine/cameras/camera';
import type { Previews } from '#engine/cameras/previews';
import { appError, asAppError, type Fault } from '#contract/errors';
import { newCameraRecord, type Session } from '#contract/session';
import { resolutionOf, type Settings } from '#contract/settings';
import { admit, readRequest, readyCameras, type Admitted, type PreconditionParts } from './preconditions';
import type { NewestPictures } from '#engine/status/latestPictures';
import { captureSession, type CaptureSessionParts } from './captureSession';
import { seedTimestamp } from '#engine/platform/clock';
import type { Delivery } from '#engine/upload/delivery';
import type { News } from '#engine/status/eventBus';
import { goodImages, resultOf } from '#engine/status/captureResults';
import type { NewSession } from '#engine/sessions/spool';

export interface CapturesParts extends PreconditionParts, CaptureSessionParts {
  /** True where new sessions come from simulated cameras. */
  simulated: boolean;
}

/** What has the cameras: a capture, from the request until all its pictures are checked, or a test of the bus. */
interface CameraUse {
  purpose: 'capture' | 'bus-test';
  goatId: string | null;
  startedAt: Date;
  /** When its last picture will be there, by the monotonic clock, in ms; null before that can be told. */
  endsMs: number | null;
  stage: 'starting' | 'capturing';
  cancel: AbortController;
  finished: Promise<void>;
  finish: () => void;
}

/** Starts captures, one at a time, and hands what is captured over for delivery. Whatever else needs the cameras asks here too. */
export class Captures {
  readonly #parts: CapturesParts;
  readonly #delivery: Delivery;
  readonly #news: News;
  readonly #previews: Pick<Previews, 'pause'>;
  readonly #newest: NewestPictures;
  #active: CameraUse | null = null;

  constructor(
    parts: CapturesParts,
    delivery: Delivery,
    news: News,
    previews: Pick<Previews, 'pause'>,
    newest: NewestPictures,
  ) {
    this.#parts = parts;
    this.#delivery = delivery;
    this.#news = news;
    this.#previews = previews;
    this.#newest = newest;
  }

  /** True from the start of a capture until its last picture is checked. */
  get recording(): boolean {
    return this.#capture !== null;
  }

  /** True while something has the cameras. */
  get isBusy(): boolean {
    return this.#active !== null;
  }

  /** Milliseconds until the running capture has its last picture, where nothing goes wrong; null where that can't be told. */
  get leftMs(): number | null {
    const endsMs = this.#capture?.endsMs ?? null;
    return endsMs === null ? null : Math.max(0, endsMs - this.#parts.clock.monotonicMs());
  }

  /** The use case behind `POST /record`; see Engine. */
  async record(body: unknown, source: Session['source']): Promise<RecordAnswer> {
    const { spool } = this.#parts;
    const active = this.#reserve('capture');
    try {
      const wanted = readRequest(body, active.startedAt);
      active.goatId = wanted.goatId;
      // Whoever goes on to the next goat is content with the one before.
      await this.#delivery.review.keep();
      await this.#delivery.makeRoom();
      const admitted = await admit(wanted, this.#parts, this.#delivery.numbers);
      const session = await spool.begin(newSession(admitted, this.#parts, source));
      void active.finished.then(await this.#previews.pause());
      active.stage = 'capturing';
      this.#news.board.begin(session.id, session.goatId, active.startedAt);
      if (admitted.isTest) this.#news.tell('info', 'test-started', {});
      else this.#news.tell('info', 'capture-started', { goat_id: session.goatId });
      void this.#run(session, admitted, active);
      return recordAnswer(session, admitted, this.#parts.settings);
    } catch (thrown) {
      const error = asAppError(thrown);
      this.#release(active);
      // A request that can't be read is its sender's affair; what keeps goats from being captured is everybody's.
      if (active.goatId !== null) this.#news.tellFault('error', error.fault);
      throw error;
    }
  }

  /**
   * Does a test of the bus with the cameras that are ready, while no capture runs and none can start.
   * @param test ends early where the signal is aborted.
   * @throws AppError CAPTURE_IN_PROGRESS, BUS_TEST_IN_PROGRESS, NO_CAMERAS; what the test throws; CANCELLED.
   */
  async testBus<T>(test: (cameras: Camera[], signal: AbortSignal) => Promise<T>): Promise<T> {
    const active = this.#reserve('bus-test');
    try {
      const cameras = await readyCameras(this.#parts.cameras);
      void active.finished.then(await this.#previews.pause());
      return await test(cameras, active.cancel.signal);
    } finally {
      this.#release(active);
    }
  }

  /** The use case behind `POST /cancel`; see Engine. */
  async cancel(): Promise<CancelAnswer> {
    const active = this.#active;
    active?.cancel.abort(appError('CANCELLED', {}));
    await active?.finished;
    return { status: 'cancelled' };
  }

  /** Resolves when nothing has the cameras, or when the signal is aborted. */
  async idle(signal: AbortSignal): Promise<void> {
    const aborted = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => {
        resolve();
      });
    });
    while (this.#active && !signal.aborted) await Promise.race([this.#active.finished, aborted]);
  }

  /** @throws AppError CAPTURE_IN_PROGRESS or BUS_TEST_IN_PROGRESS where something has the cameras. */
  requireFree(): void {
    if (!this.#active) return;
    const { purpose, goatId, startedAt, stage } = this.#active;
    if (purpose === 'bus-test') throw appError('BUS_TEST_IN_PROGRESS', {});
    const current = { goat_id: goatId, started_at: seedTimestamp(startedAt), progress: stage };
    throw appError(
      'CAPTURE_IN_PROGRESS',
      { goat_id: goatId ?? '' },
      { details: { current_capture: current } },
    );
  }

  get #capture(): CameraUse | null {
    return this.#active?.purpose === 'capture' ? this.#active : null;
  }

  /** Takes the one place for a capture, in one step: of many requests at once exactly one gets it. */
  #reserve(purpose: CameraUse['purpose']): CameraUse {
    this.requireFree();
    const { clock } = this.#parts;
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    this.#active = {
      ...{
        purpose,
        goatId: null,
        endsMs: null,
        stage: 'starting',
        cancel: new AbortController(),
        finished,
        finish,
      },
      startedAt: clock.now(),
    };
    return this.#active;
  }

  #release(active: CameraUse): void {
    if (this.#active === active) this.#active = null;
    active.finish();
  }

  async #run(begun: Session, admitted: Admitted, active: CameraUse): Promise<void> {
    try {
      const session = await captureSession(begun, admitted, this.#parts, {
        signal: active.cancel.signal,
        onProgress: (progress, leftMs) => {
          active.endsMs = this.#parts.clock.monotonicMs() + leftMs;
          this.#news.board.cameras(begun.id, progress);
          this.#news.changed();
        },
        onChecked: (camera, number, small) => {
          this.#newest.add(camera, { sessionId: begun.id, number, small });
          this.#news.changed();
        },
      }).finally(() => {
        this.#newest.end();
      });
      this.#release(active);
      await this.#handOver(session);
    } catch (thrown) {
      const error = asAppError(thrown);
      this.#parts.log.error({ session: begun.id, fault: error.fault, cause: error.cause }, error.message);
      await this.#giveUp(begun, error.fault);
    } finally {
      this.#release(active);
    }
  }

  /** Something went wrong that no session's record tells: one that is still `capturing` can't be kept, others wait for the next start. */
  async #giveUp(begun: Session, fault: Fault): Promise<void> {
    const { spool, log } = this.#parts;
    const session = spool.get(begun.id) ?? begun;
    if (session.state === 'capturing') {
      const failed = { ...session, state: 'failed' as const, fault };
      this.#news.captureEnded(failed, resultOf(failed));
      await spool.remove(session.id).catch((error: unknown) => {
        log.error({ session: session.id, error: String(error) }, 'a session could not be removed');
      });
    } else {
      this.#news.tellFault('error', fault);
      this.#news.board.finish(session.id, resultOf(session), fault);
      this.#news.changed();
    }
  }

  async #handOver(session: Session): Promise<void> {
    const images = goodImages(session);
    if (session.fault) {
      this.#news.captureEnded(session, resultOf(session));
      if (session.isTest) await this.#parts.spool.remove(session.id);
    } else if (session.isTest) {
      this.#news.captured(session);
      this.#news.tell('success', 'test-passed', { images });
      await this.#delivery.finishTest(session);
    } else {
      this.#news.captured(session);
      this.#news.tell('success', 'captured', { goat_id: session.goatId, images });
      await this.#delivery.enqueue(session);
    }
  }
}

function newSession(
  admitted: Admitted,
  { settings, simulated }: CapturesParts,
  source: Session['source'],
): NewSession {
  const { goatId, goatData, isTest, requireAllCameras, overwrite, missing } = admitted;
  return {
    ...{ goatId, goatData, isTest, requireAllCameras, overwrite, simulated, source },
    imagesPerCamera: settings.NUM_IMAGES,
    captureFps: settings.CAPTURE_FPS,
    width: settings.IMAGE_WIDTH,
    height: settings.IMAGE_HEIGHT,
    cameras: forEachCamera((name) => newCameraRecord(missing.includes(name) ? 'missing' : 'waiting')),
  };
}

function recordAnswer(session: Session, { cameras, missing }: Admitted, settings: Settings): RecordAnswer {
  return {
    status: 'capture_started',
    goat_id: session.goatId,
    session_id: session.id,
    num_images: session.imagesPerCamera,
    capture_fps: session.captureFps,
    resolution: resolutionOf(settings),
    is_test: session.isTest,
    require_all_cameras: session.requireAllCameras,
    cameras_expected: [...CAMERA_NAMES],
    cameras_available: cameras.map(({ name }) => name),
    cameras_missing: missing,
    warning: missing.length > 0 ? `Captures without: ${missing.join(', ')}` : null,
  };
}
