import { asAppError, type AppError, type ErrorCode, type Fault } from '#contract/errors';
import { waitingState, type Session } from '#contract/session';
import { uploadSession, uploadCorrection, type UploadTools } from './uploadSession';
import type { Store } from './store';

/** The first and the longest pause between tries, in ms. */
const FIRST_PAUSE_MS = 2_000;
const MAX_PAUSE_MS = 5 * 60_000;
/** While the store can't be reached, it is looked at after so many ms, to go on as soon as the network is back. */
const PROBE_MS = 10_000;
const PROBE_LIMIT_MS = 15_000;
/** A session that fails so often in a row goes behind the others. */
const PRIORITY_ATTEMPTS = 3;

/** Errors of the way to the store: it is probed until the store itself answers. */
const OUT_OF_REACH: ReadonlySet<ErrorCode> = new Set(['STORE_UNREACHABLE', 'STORE_INTERCEPTED']);

/** Errors that need a person: trying again soon is of no use. */
const NON_RETRYABLE: ReadonlySet<ErrorCode> = new Set([
  'STORE_CREDENTIALS',
  'STORE_DENIED',
  'STORE_NO_BUCKET',
  'STORE_CLOCK',
  'STORE_LIST_INCOMPLETE',
  'INVALID_FOLDER',
]);

export interface UploadQueueParts extends UploadTools {
  /** The store that a session belongs to at the time of its upload. */
  storeFor: (session: Pick<Session, 'simulated'>) => Store;
  /** Sessions that are sent at the same time. */
  parallel: number;
  /** Called when a session is in its store, and when it has to wait; with the fault in the second case. */
  onOutcome: (session: Session, fault: Fault | null) => void;
  /** Called when corrected goat data is in the store, or can't be written there; with the fault in the second case. */
  onCorrected: (session: Session, fault: Fault | null) => void;
}

/** A pause of the whole queue after a failure. */
interface Pause {
  fault: Fault;
  /** By the monotonic clock. */
  untilMs: number;
  end: () => void;
}

/**
 * Brings captured sessions to the store in the background, oldest first, until it is stopped. A failure pauses all:
 * longer from time to time where it may pass, at once for long where a person has to act.
 */
export class UploadQueue {
  readonly #parts: UploadQueueParts;
  readonly #stopping = new AbortController();
  /** The sessions that are being sent, by their ids. */
  readonly #sending = new Map<string, { goatId: string; done: Promise<void> }>();
  /** How often each session has failed in a row. */
  readonly #failedTries = new Map<string, number>();
  #alert: Fault | null = null;
  #failures = 0;
  #pause: Pause | null = null;
  #notify: () => void = () => undefined;
  #working: Promise<void> = Promise.resolve();

  constructor(parts: UploadQueueParts) {
    this.#parts = parts;
  }

  /** Why sessions wait; null where the last try went well or none was made. */
  get alert(): Fault | null {
    return this.#alert;
  }

  /** Sessions that are captured and not yet in the store. */
  get waiting(): Session[] {
    const { spool } = this.#parts;
    // What is on a stick already can wait longer.
    return [...spool.inState('queued', 'uploading'), ...spool.inState('exported')];
  }

  /** Sessions in the store whose corrected goat data it does not have yet. */
  get corrected(): Session[] {
    return this.#parts.spool.inState('uploaded').filter(({ dataDue }) => dataDue);
  }

  /** Milliseconds until the next try; null where none waits for a pause to end. */
  get nextTryInMs(): number | null {
    return this.#pause && Math.max(0, this.#pause.untilMs - this.#parts.clock.monotonicMs());
  }

  /** Goes on until `stop`. What an earlier run has left is back in the queue by then, see `recoverSessions`. */
  start(): void {
    this.#working = this.#work();
  }

  /** Something was queued: it is sent now, unless the queue pauses. */
  added(): void {
    this.#notify();
  }

  /** Tries at once: somebody asks, or has changed something. */
  wake(): void {
    this.#pause?.end();
    this.#notify();
  }

  /** Breaks off what is being sent; it stays queued. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.wake();
    await this.#working;
  }

  async #work(): Promise<void> {
    const { parallel } = this.#parts;
    while (!this.#stopping.signal.aborted) {
      const notified = new Promise<void>((resolve) => {
        this.#notify = resolve;
      });
      const next = this.#pause || this.#sending.size >= parallel ? undefined : this.#pick();
      if (next) this.#send(next);
      else await notified;
    }
    await Promise.all([...this.#sending.values()].map(({ done }) => done));
  }

  /** The next session: the oldest, corrected data first, since that is little; two of one goat never at the same time. */
  #pick(): Session | undefined {
    const goats = new Set([...this.#sending.values()].map(({ goatId }) => goatId));
    // What was copied aside to be replaced must not change any more.
    const replaced = new Set(
      this.#parts.spool
        .inState('queued', 'uploading', 'exported', 'needs-attention')
        .filter((session) => session.replaced)
        .map(({ goatId }) => goatId),
    );
    const corrected = this.corrected.filter(({ goatId }) => !replaced.has(goatId));
    // One that is `uploading` though nothing sends it could not be put back while the disk was full.
    const ready = [...corrected, ...this.waiting].filter(({ goatId }) => !goats.has(goatId));
    const isInFront = ({ id }: Session) => (this.#failedTries.get(id) ?? 0) < PRIORITY_ATTEMPTS;
    return ready.find(isInFront) ?? ready[0];
  }

  #send(session: Session): void {
    const done = this.#try(session).finally(() => {
      this.#sending.delete(session.id);
      this.#notify();
    });
    this.#sending.set(session.id, { goatId: session.goatId, done });
  }

  async #try(session: Session): Promise<void> {
    const { storeFor, onOutcome, onCorrected } = this.#parts;
    const store = storeFor(session);
    const isCorrection = session.state === 'uploaded';
    const send = isCorrection ? uploadCorrection : uploadSession;
    try {
      const delivered = await send(session.id, store, this.#parts, this.#stopping.signal);
      this.#failedTries.delete(session.id);
      if (delivered.state === 'uploaded') {
        this.#alert = null;
        this.#failures = 0;
      }
      (isCorrection ? onCorrected : onOutcome)(delivered, delivered.fault);
    } catch (thrown) {
      const waiting = await this.#backToQueue(session.id);
      if (this.#stopping.signal.aborted) return;
      this.#failed(waiting ?? session, store, asAppError(thrown));
    }
  }

  #failed(session: Session, store: Store, error: AppError): void {
    const { log, onOutcome } = this.#parts;
    log.warn(
      { session: session.id, fault: error.fault, cause: error.cause },
      `an upload has to wait: ${error.message}`,
    );
    this.#failedTries.set(session.id, (this.#failedTries.get(session.id) ?? 0) + 1);
    this.#alert = error.fault;
    // Of several that fail at the same time the first one counts.
    if (!this.#pause) {
      this.#failures += 1;
      this.#rest(store, error.fault);
    }
    onOutcome(session, error.fault);
  }

  async #backToQueue(id: string): Promise<Session | undefined> {
    const { spool, log } = this.#parts;
    if (spool.get(id)?.state !== 'uploading') return spool.get(id);
    try {
      return await spool.update(id, (session) => ({ state: waitingState(session) }));
    } catch (error) {
      log.error(
        { session: id, error },
        'a session could not be put back into the queue; its next try will bring it on',
      );
      return undefined;
    }
  }

  /** Pauses the queue. */
  #rest(store: Store, fault: Fault): void {
    const { clock } = this.#parts;
    const ms = this.#pauseMs(fault);
    const ending = new AbortController();
    const end = () => {
      if (ending.signal.aborted) return;
      ending.abort();
      cancelTimer();
      this.#pause = null;
      this.#notify();
    };
    const cancelTimer = clock.after(ms, end);
    this.#pause = { fault, untilMs: clock.monotonicMs() + ms, end };
    if (OUT_OF_REACH.has(fault.code)) void this.#probe(store, ending.signal, end);
  }

  #pauseMs({ code }: Fault): number {
    if (NON_RETRYABLE.has(code)) return MAX_PAUSE_MS;
    const longest = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.#failures - 1));
    // Jitter, so that several kiosks do not come back all at once.
    return longest * (0.5 + Math.random() / 2);
  }

  async #probe(store: Store, signal: AbortSignal, onReached: () => void): Promise<void> {
    const isOver = () => signal.aborted;
    while (!isOver()) {
      // Rejects when the pause is over.
      await this.#parts.clock.sleep(PROBE_MS, signal).catch(() => undefined);
      if (isOver()) return;
      const limited = AbortSignal.any([signal, AbortSignal.timeout(PROBE_LIMIT_MS)]);
      if (await isReached(store, limited)) onReached();
    }
  }
}

/** True where a store answers, be it with an error. */
async function isReached(store: Store, signal: AbortSignal): Promise<boolean> {
  try {
    await store.check(signal);
    return true;
  } catch (error) {
    return !signal.aborted && !OUT_OF_REACH.has(asAppError(error).code);
  }
}
