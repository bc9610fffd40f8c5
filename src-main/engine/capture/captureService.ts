import type { CancelAnswer, RecordAnswer } from '#contract/captureApi';
import { CAMERA_NAMES, forEachCamera } from '#contract/cameras';
import type { Camera } from '#engine/cameras/camera';
import type { Previews } from '#engine/cameras/previews';
import { appError, asAppError, type Fault } from '#contract/errors';
import { newCameraRecord, type Session } from '#contract/session';
import { resolutionOf, type Settings } from '#contract/settings';
import {
  checkPreconditions,
  readRequest,
  readyCameras,
  type PreparedCapture,
  type PreconditionParts,
} from './preconditions';
import type { LatestPictures } from '#engine/status/latestPictures';
import { captureSession, type CaptureSessionParts } from './captureSession';
import { legacyTimestamp } from '#engine/platform/clock';
import type { UploadService } from '#engine/upload/uploadService';
import type { EventBus } from '#engine/status/eventBus';
import { goodImages, resultOf } from '#engine/status/captureResults';
import type { NewSession } from '#engine/sessions/spool';

export interface CaptureServiceOptions extends PreconditionParts, CaptureSessionParts {
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
export class CaptureService {
  readonly #parts: CaptureServiceOptions;
  readonly #uploadService: UploadService;
  readonly #eventBus: EventBus;
  readonly #previews: Pick<Previews, 'pause'>;
  readonly #latestPictures: LatestPictures;
  #active: CameraUse | null = null;

  constructor(
    parts: CaptureServiceOptions,
    uploadService: UploadService,
    eventBus: EventBus,
    previews: Pick<Previews, 'pause'>,
    newest: LatestPictures,
  ) {
    this.#parts = parts;
    this.#uploadService = uploadService;
    this.#eventBus = eventBus;
    this.#previews = previews;
    this.#latestPictures = newest;
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
      await this.#uploadService.review.keep();
      await this.#uploadService.makeRoom();
      const prepared = await checkPreconditions(wanted, this.#parts, this.#uploadService.numbers);
      const session = await spool.begin(newSession(prepared, this.#parts, source));
      void active.finished.then(await this.#previews.pause());
      active.stage = 'capturing';
      this.#eventBus.legacyStatus.begin(session.id, session.goatId, active.startedAt);
      if (prepared.isTest) this.#eventBus.publish('info', 'test-started', {});
      else this.#eventBus.publish('info', 'capture-started', { goat_id: session.goatId });
      void this.#run(session, prepared, active);
      return recordAnswer(session, prepared, this.#parts.settings);
    } catch (thrown) {
      const error = asAppError(thrown);
      this.#release(active);
      // A request that can't be read is its sender's affair; what keeps goats from being captured is everybody's.
      if (active.goatId !== null) this.#eventBus.publishFault('error', error.fault);
      throw error;
    }
  }

  /**
   * Does a test of the bus with the cameras that are ready, while no capture runs and none can start.
   * @param test ends early where the signal is aborted.
   * @throws AppError CAPTURE_IN_PROGRESS, BUS_TEST_IN_PROGRESS, NO_CAMERAS; what the test throws; CANCELLED.
   */
  async benchmarkBus<T>(test: (cameras: Camera[], signal: AbortSignal) => Promise<T>): Promise<T> {
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
    const current = { goat_id: goatId, started_at: legacyTimestamp(startedAt), progress: stage };
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

  async #run(begun: Session, prepared: PreparedCapture, active: CameraUse): Promise<void> {
    try {
      const session = await captureSession(begun, prepared, this.#parts, {
        signal: active.cancel.signal,
        onProgress: (progress, leftMs) => {
          active.endsMs = this.#parts.clock.monotonicMs() + leftMs;
          this.#eventBus.legacyStatus.cameras(begun.id, progress);
          this.#eventBus.notifyChanged();
        },
        onChecked: (camera, number, small) => {
          this.#latestPictures.add(camera, { sessionId: begun.id, number, small });
          this.#eventBus.notifyChanged();
        },
      }).finally(() => {
        this.#latestPictures.end();
      });
      this.#release(active);
      await this.#finishSession(session);
    } catch (thrown) {
      const error = asAppError(thrown);
      this.#parts.log.error({ session: begun.id, fault: error.fault, cause: error.cause }, error.message);
      await this.#fail(begun, error.fault);
    } finally {
      this.#release(active);
    }
  }

  /** Something went wrong that no session's record tells: one that is still `capturing` can't be kept, others wait for the next start. */
  async #fail(begun: Session, fault: Fault): Promise<void> {
    const { spool, log } = this.#parts;
    const session = spool.get(begun.id) ?? begun;
    if (session.state === 'capturing') {
      const failed = { ...session, state: 'failed' as const, fault };
      this.#eventBus.captureEnded(failed, resultOf(failed));
      await spool.remove(session.id).catch((error: unknown) => {
        log.error({ session: session.id, error: String(error) }, 'a session could not be removed');
      });
    } else {
      this.#eventBus.publishFault('error', fault);
      this.#eventBus.legacyStatus.finish(session.id, resultOf(session), fault);
      this.#eventBus.notifyChanged();
    }
  }

  async #finishSession(session: Session): Promise<void> {
    const images = goodImages(session);
    if (session.fault) {
      this.#eventBus.captureEnded(session, resultOf(session));
      if (session.isTest) await this.#parts.spool.remove(session.id);
    } else if (session.isTest) {
      this.#eventBus.captured(session);
      this.#eventBus.publish('success', 'test-passed', { images });
      await this.#uploadService.finishTest(session);
    } else {
      this.#eventBus.captured(session);
      this.#eventBus.publish('success', 'captured', { goat_id: session.goatId, images });
      await this.#uploadService.enqueue(session);
    }
  }
}

function newSession(
  prepared: PreparedCapture,
  { settings, simulated }: CaptureServiceOptions,
  source: Session['source'],
): NewSession {
  const { goatId, goatData, isTest, requireAllCameras, overwrite, missing } = prepared;
  return {
    ...{ goatId, goatData, isTest, requireAllCameras, overwrite, simulated, source },
    imagesPerCamera: settings.NUM_IMAGES,
    captureFps: settings.CAPTURE_FPS,
    width: settings.IMAGE_WIDTH,
    height: settings.IMAGE_HEIGHT,
    cameras: forEachCamera((name) => newCameraRecord(missing.includes(name) ? 'missing' : 'waiting')),
  };
}

function recordAnswer(
  session: Session,
  { cameras, missing }: PreparedCapture,
  settings: Settings,
): RecordAnswer {
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
