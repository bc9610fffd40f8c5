import path from 'node:path';
import { RATE_STEP_SEC, type QueueAnswer } from '#contract/sessionApi';
import { asAppError, type Fault } from '#contract/errors';
import { capturedCameras, type Session } from '#contract/session';
import type { Settings } from '#contract/settings';
import type { Clock } from '#engine/platform/clock';
import { isClockSynchronised } from '#engine/machine/clockSync';
import { freeMb, requiredMb } from '#engine/machine/diskSpace';
import { GoatNumbers } from '#engine/sessions/goatNumbers';
import { Housekeeping } from '#engine/sessions/housekeeping';
import type { Logger } from '#engine/platform/log';
import type { EventBus } from '#engine/status/eventBus';
import type { Processes } from '#engine/platform/processes';
import { resultOf } from '#engine/status/captureResults';
import { Review } from '#engine/sessions/review';
import type { Spool } from '#engine/sessions/spool';
import { archiveKey, bytesToSend } from './objects';
import { UploadQueue } from './queue';
import { checkStore, type Store, type StoreCheckResult } from './store';
import { fileCheckpoint } from './uploadCheckpoint';

/** After so many ms `/status` no longer waits for the store; the queue goes on. */
const STATUS_WAITS_MS = 60_000;
/** The store is listed anew after so many ms, in case another kiosk has added goats. */
const RELIST_MS = 5 * 60_000;
/** A session that could not be queued, since the disk was full, is tried again after so many ms. */
const REQUEUE_MS = 10_000;
/** A look at the store may take so many ms. */
const STORE_CHECK_MS = 15_000;

export interface UploadServiceOptions {
  spool: Spool;
  /** The store that sessions belong to, by whether their cameras are simulated. */
  storeFor: (session: Pick<Session, 'simulated'>) => Store;
  /** True where new sessions come from simulated cameras. */
  simulated: boolean;
  settings: Settings;
  dataDir: string;
  processes: Processes;
  clock: Clock;
  log: Logger;
}

/** What follows a capture: the review, the queue, the store, the goats' numbers, and what is told of them. */
export class UploadService {
  readonly numbers: GoatNumbers;
  readonly queue: UploadQueue;
  readonly review: Review;
  readonly #housekeeping: Housekeeping;
  readonly #parts: UploadServiceOptions;
  readonly #eventBus: EventBus;
  readonly #stopping = new AbortController();
  /** The code of the alert that was told last: one that stays is told once. */
  #lastAlert: Fault['code'] | null = null;
  #listing: Promise<void> = Promise.resolve();
  #cancelStatusTimer: () => void = () => undefined;
  /** What nobody waits for but the stop. */
  readonly #inBackground = new Set<Promise<void>>();

  constructor(parts: UploadServiceOptions, eventBus: EventBus) {
    const { settings, dataDir, processes } = parts;
    this.#parts = parts;
    this.#eventBus = eventBus;
    this.numbers = new GoatNumbers({
      ...parts,
      store: this.store,
      cacheFile: path.join(dataDir, 'goats.json'),
    });
    this.queue = new UploadQueue({
      ...parts,
      parallel: settings.UPLOAD_PARALLEL,
      onOutcome: (session, fault) => {
        this.#uploadEnded(session, fault);
      },
      onCorrected: (_session, fault) => {
        if (fault) this.#eventBus.publishFault('warning', fault);
        this.#eventBus.notifyChanged();
      },
    });
    this.review = new Review({
      ...parts,
      seconds: settings.REVIEW_SEC,
      onKept: () => {
        this.queue.added();
        this.#eventBus.notifyChanged();
      },
    });
    this.#housekeeping = new Housekeeping({
      ...parts,
      keepUploadedDays: settings.KEEP_UPLOADED_DAYS,
      neededMb: () => requiredMb(settings, parts.spool),
      freeMb: () => freeMb(dataDir),
      isClockSynchronised: () => isClockSynchronised(processes),
    });
  }

  /** The store of new sessions. */
  get store(): Store {
    const { storeFor, simulated } = this.#parts;
    return storeFor({ simulated });
  }

  async start(): Promise<void> {
    await this.numbers.open();
    this.queue.start();
    this.#housekeeping.start();
    this.#listing = this.#keepListing();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#cancelStatusTimer();
    this.review.end();
    await this.queue.stop();
    await this.#housekeeping.stop();
    await this.#listing;
    await Promise.all(this.#inBackground);
  }

  /** Tries the store, in the seed's shape. */
  check() {
    return checkStore(this.store, this.#checkStore());
  }

  /** Tries the store for all that uploads need. */
  examine(): Promise<StoreCheckResult> {
    return this.store.examine(this.#checkStore());
  }

  /** Removes sessions that are over where the disk is too full for the next capture. */
  makeRoom(): Promise<void> {
    return this.#housekeeping.makeRoom();
  }

  /**
   * Takes a captured session over; `/status` follows it until it is in the store, or has to wait.
   * @throws AppError DISK_FULL where that can't be written: then it is queued as soon as there is room.
   */
  async enqueue(captured: Session): Promise<void> {
    this.#eventBus.legacyStatus.stage(captured.id, 'uploading');
    try {
      await this.review.begin(captured);
    } catch (error) {
      this.#runInBackground(this.#queueLater(captured.id));
      throw error;
    }
    this.#eventBus.notifyChanged();
    await this.makeRoom();
    if (this.queue.alert) {
      this.#stopWaiting();
      return;
    }
    this.#cancelStatusTimer();
    this.#cancelStatusTimer = this.#parts.clock.after(STATUS_WAITS_MS, () => {
      this.#stopWaiting();
    });
  }

  /** Ends a test: what would be uploaded, whether it could be, and nothing kept. */
  async finishTest(session: Session): Promise<void> {
    this.#eventBus.legacyStatus.stage(session.id, 'checking_s3');
    this.#eventBus.notifyChanged();
    const check = await this.check();
    const wouldUpload = capturedCameras(session).map((camera) => archiveKey(session.goatId, camera));
    const result = resultOf(session, { s3_check: { ...check, would_upload: wouldUpload } });
    this.#eventBus.legacyStatus.finish(session.id, result, null);
    this.#eventBus.notifyChanged();
    await this.#parts.spool.remove(session.id);
  }

  /** Frees, in the background, what the store keeps of a session's unfinished upload that nobody will go on with. */
  abandonUpload(session: Session): void {
    const { spool, storeFor } = this.#parts;
    const signal = this.#checkStore();
    const notes = fileCheckpoint(spool.uploadCheckpointFile(session.id));
    this.#runInBackground(storeFor(session).abandon(notes, signal));
  }

  /** How the queue stands. */
  queueInfo(): QueueAnswer {
    const { spool } = this.#parts;
    const { waiting, corrected, alert, nextTryInMs } = this.queue;
    const bytesWaiting = waiting.reduce((sum, session) => sum + bytesToSend(session), 0);
    const { rateHistory } = this.store;
    // What a try that failed has given out came nowhere.
    const bytesPerSecond = nextTryInMs === null ? this.store.bytesPerSecond : 0;
    return {
      waiting: waiting.length,
      sending: spool.inState('uploading').length,
      corrections: corrected.length,
      in_review: spool.inState('in-review').length,
      needs_attention: spool.inState('needs-attention').length,
      bytes_waiting: bytesWaiting,
      bytes_per_second: bytesPerSecond,
      rate_history: [...rateHistory],
      rate_step_sec: RATE_STEP_SEC,
      seconds_left: bytesPerSecond > 0 ? Math.ceil(bytesWaiting / bytesPerSecond) : null,
      next_try_sec: nextTryInMs === null ? null : Math.ceil(nextTryInMs / 1000),
      alert,
    };
  }

  /** Ends a look at the store that takes too long, or at the stop. */
  #checkStore(): AbortSignal {
    return AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(STORE_CHECK_MS)]);
  }

  /** Queues a session that is still only captured, when there is room to write that down. Never rejects. */
  async #queueLater(id: string): Promise<void> {
    const { clock, spool, log } = this.#parts;
    const { signal } = this.#stopping;
    for (;;) {
      // Rejects when it is stopped.
      await clock.sleep(REQUEUE_MS, signal).catch(() => undefined);
      if (signal.aborted || spool.get(id)?.state !== 'captured') return;
      await this.makeRoom();
      try {
        await spool.update(id, { state: 'queued' });
        this.queue.added();
        this.#eventBus.notifyChanged();
      } catch (error) {
        log.warn({ session: id, error: String(error) }, 'a captured session could not be queued yet');
      }
    }
  }

  /** @param work never rejects. */
  #runInBackground(work: Promise<void>): void {
    this.#inBackground.add(work);
    void work.finally(() => this.#inBackground.delete(work));
  }

  #uploadEnded(session: Session, fault: Fault | null): void {
    this.#eventBus.emit('upload-end', session, fault);
    if (session.state === 'needs-attention') {
      if (fault) this.#eventBus.publishFault('error', fault);
      this.#eventBus.legacyStatus.finish(session.id, resultOf(session), fault);
    } else if (fault) {
      if (fault.code !== this.#lastAlert) this.#eventBus.publishFault('warning', fault);
      this.#lastAlert = fault.code;
      this.#stopWaiting();
    } else {
      this.#lastAlert = null;
      this.#runInBackground(this.numbers.add(session.goatId));
      this.#runInBackground(this.makeRoom());
      this.#eventBus.publish('success', 'uploaded', { goat_id: session.goatId });
      this.#eventBus.legacyStatus.finish(session.id, resultOf(session), null);
    }
    this.#eventBus.notifyChanged();
  }

  /** Ends what `/status` says of the newest session where that waits for the store. */
  #stopWaiting(): void {
    const { session_id: id, progress } = this.#eventBus.legacyStatus.status;
    const session = id === null ? undefined : this.#parts.spool.get(id);
    if (progress !== 'uploading' || !session || session.state === 'uploaded') return;
    this.#eventBus.legacyStatus.finish(session.id, resultOf(session), null);
    this.#eventBus.publish('info', 'upload-waits', { goat_id: session.goatId });
  }

  async #keepListing(): Promise<void> {
    const { clock, log } = this.#parts;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await this.numbers.refresh(signal);
      } catch (error) {
        const { fault, message } = asAppError(error);
        log.warn({ fault }, `the goats in the store could not be listed: ${message}`);
      }
      this.#eventBus.notifyChanged();
      // Rejects when it is stopped.
      await clock.sleep(RELIST_MS, signal).catch(() => undefined);
    }
  }
}
