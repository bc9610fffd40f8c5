import { asAppError, type Fault } from '../contract/errors';
import type { Session } from '../contract/sessions';
import type { Clock } from './clock';
import { GoatNumbers } from './goatNumbers';
import { checkStore } from './health';
import type { Logger } from './log';
import type { News } from './news';
import { resultOf } from './results';
import type { Spool } from './spool/spool';
import { archiveKey, capturedCameras } from './upload/objects';
import { UploadQueue } from './upload/queue';
import type { Store } from './upload/store';

/** After so many ms `/status` no longer waits for the store; the queue goes on. */
const STATUS_WAITS_MS = 60_000;
/** The store is listed anew after so many ms, in case another kiosk has added goats. */
const RELIST_MS = 5 * 60_000;
/** A look at the store may take so many ms. */
const STORE_CHECK_MS = 15_000;

export interface DeliveryParts {
  spool: Spool;
  /** The store that sessions belong to, by whether their cameras are simulated. */
  storeFor: (session: Pick<Session, 'simulated'>) => Store;
  /** True where new sessions come from simulated cameras. */
  simulated: boolean;
  clock: Clock;
  log: Logger;
}

/** What follows a capture: the queue, the store, the goats' numbers, and what is told of them. */
export class Delivery {
  readonly numbers: GoatNumbers;
  readonly queue: UploadQueue;
  readonly #parts: DeliveryParts;
  readonly #news: News;
  readonly #stopping = new AbortController();
  #listing: Promise<void> = Promise.resolve();

  constructor(parts: DeliveryParts, news: News) {
    this.#parts = parts;
    this.#news = news;
    this.numbers = new GoatNumbers(parts.spool, this.store);
    const onOutcome = (session: Session, fault: Fault | null) => {
      this.#uploadEnded(session, fault);
    };
    this.queue = new UploadQueue({ ...parts, onOutcome });
  }

  /** The store of new sessions. */
  get store(): Store {
    const { storeFor, simulated } = this.#parts;
    return storeFor({ simulated });
  }

  async start(): Promise<void> {
    await this.queue.start();
    this.#listing = this.#keepListing();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.queue.stop();
    await this.#listing;
  }

  /** Tries the store, in the seed's shape. */
  check() {
    return checkStore(
      this.store,
      AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(STORE_CHECK_MS)]),
    );
  }

  /** Takes a captured session over; `/status` follows it until it is in the store, or has to wait. */
  async enqueue(captured: Session): Promise<void> {
    const { spool, clock } = this.#parts;
    this.#news.board.stage(captured.id, 'uploading');
    await spool.update(captured.id, { state: 'queued' });
    this.queue.wake();
    const cancelTimer = clock.after(STATUS_WAITS_MS, () => {
      this.#stopWaiting();
    });
    this.#stopping.signal.addEventListener('abort', cancelTimer, { once: true });
  }

  /** Ends a test: what would be uploaded, whether it could be, and nothing kept. */
  async finishTest(session: Session): Promise<void> {
    this.#news.board.stage(session.id, 'checking_s3');
    this.#news.changed();
    const check = await this.check();
    const wouldUpload = capturedCameras(session).map((camera) => archiveKey(session.goatId, camera));
    const result = resultOf(session, { s3_check: { ...check, would_upload: wouldUpload } });
    this.#news.board.finish(session.id, result, null);
    this.#news.changed();
    await this.#parts.spool.remove(session.id);
  }

  #uploadEnded(session: Session, fault: Fault | null): void {
    if (session.state === 'uploaded') {
      this.#news.tell('success', 'uploaded', { goat_id: session.goatId });
      this.#news.board.finish(session.id, resultOf(session), null);
    } else if (fault) {
      this.#news.tellFault('warning', fault);
      if (session.state === 'needs-attention') this.#news.board.finish(session.id, resultOf(session), fault);
      else this.#stopWaiting();
    }
    this.#news.changed();
  }

  /** Ends what `/status` says of the newest session where that waits for the store. */
  #stopWaiting(): void {
    const { session_id: id, active } = this.#news.board.status;
    const session = id === null ? undefined : this.#parts.spool.get(id);
    if (!active || !session || (session.state !== 'queued' && session.state !== 'uploading')) return;
    this.#news.board.finish(session.id, resultOf(session), null);
    this.#news.tell('info', 'upload-waits', { goat_id: session.goatId });
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
      this.#news.changed();
      // Rejects when it is stopped.
      await clock.sleep(RELIST_MS, signal).catch(() => undefined);
    }
  }
}
