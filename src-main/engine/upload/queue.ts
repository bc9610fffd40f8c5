import { appError, asAppError, type AppError, type Fault } from '../../contract/errors';
import type { Session } from '../../contract/sessions';
import type { Clock } from '../clock';
import type { Logger } from '../log';
import type { Spool } from '../spool/spool';
import { sessionObjects } from './objects';
import type { Store } from './store';

/** The first and the longest pause between tries, in ms. */
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

export interface UploadQueueParts {
  spool: Spool;
  /** The store that a session belongs to at the time of its upload. */
  storeFor: (session: Pick<Session, 'simulated'>) => Store;
  clock: Clock;
  log: Logger;
  /** Called when a session is in its store, and when it has to wait; with the fault in the second case. */
  onOutcome: (session: Session, fault: Fault | null) => void;
}

/** Brings captured sessions to the store in the background, oldest first, one at a time, until it is stopped. */
export class UploadQueue {
  readonly #parts: UploadQueueParts;
  readonly #stopping = new AbortController();
  #alert: Fault | null = null;
  #failures = 0;
  #wake: () => void = () => undefined;
  #working: Promise<void> = Promise.resolve();

  constructor(parts: UploadQueueParts) {
    this.#parts = parts;
  }

  /** Why sessions wait; null where the last try went well or none was made. */
  get alert(): Fault | null {
    return this.#alert;
  }

  /** Sessions that are captured and not yet in the store. */
  get waiting(): number {
    return this.#parts.spool.inState('queued', 'uploading').length;
  }

  /** Takes up what an earlier run has left, and goes on until `stop`. */
  async start(): Promise<void> {
    const { spool } = this.#parts;
    for (const { id } of spool.inState('captured', 'uploading')) await spool.update(id, { state: 'queued' });
    this.#working = this.#work();
  }

  /** Tries at once: something was queued, or somebody asks. */
  wake(): void {
    this.#wake();
  }

  /** Breaks off what is being sent; it stays queued. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake();
    await this.#working;
  }

  async #work(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      const session = this.#parts.spool.inState('queued')[0];
      await this.#pause(session ? await this.#try(session) : Infinity, woken);
    }
  }

  async #pause(ms: number, woken: Promise<void>): Promise<void> {
    if (ms === 0 || this.#stopping.signal.aborted) return;
    const cancelTimer = ms === Infinity ? () => undefined : this.#parts.clock.after(ms, this.#wake);
    await woken;
    cancelTimer();
  }

  /** Delivers a session; returns the pause before the next try in ms, 0 where it went well. */
  async #try(session: Session): Promise<number> {
    const { log, onOutcome } = this.#parts;
    try {
      const delivered = await this.#deliver(session);
      this.#alert = null;
      this.#failures = 0;
      onOutcome(delivered, delivered.fault);
      return 0;
    } catch (thrown) {
      const waiting = await this.#backToQueue(session.id);
      if (this.#stopping.signal.aborted) return 0;
      const error = asAppError(thrown);
      log.warn(
        { session: session.id, fault: error.fault, cause: error.cause },
        `an upload has to wait: ${error.message}`,
      );
      this.#alert = error.fault;
      this.#failures += 1;
      onOutcome(waiting ?? session, error.fault);
      return this.#pauseMs();
    }
  }

  async #backToQueue(id: string): Promise<Session | undefined> {
    const { spool, log } = this.#parts;
    if (spool.get(id)?.state !== 'uploading') return spool.get(id);
    try {
      return await spool.update(id, { state: 'queued' });
    } catch (error) {
      log.error(
        { session: id, error },
        'a session could not be put back into the queue; the next start will do it',
      );
      return undefined;
    }
  }

  #pauseMs(): number {
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.#failures - 1));
    // Jitter, so that several kiosks do not come back all at once.
    return longest * (0.5 + Math.random() / 2);
  }

  async #deliver(queued: Session): Promise<Session> {
    const { spool, storeFor, log } = this.#parts;
    const { signal } = this.#stopping;
    const store = storeFor(queued);
    let session = await spool.update(queued.id, { state: 'uploading' });
    for (const object of sessionObjects(session, (camera) => spool.cameraFolder(session.id, camera))) {
      if (session.stored.some(({ key }) => key === object.key)) continue;
      // The first archive is the claim to the goat's number: nothing else is written before it.
      const onlyIfNew = session.stored.length === 0 && !session.overwrite;
      const result = await store.put({ ...object, onlyIfNew, signal });
      if (result.taken)
        return await spool.update(session.id, { state: 'needs-attention', fault: taken(session).fault });
      session = await spool.update(session.id, { stored: [...session.stored, result.stored] });
      log.info({ session: session.id, ...result.stored, store: store.place }, 'stored');
    }
    return await spool.update(session.id, { state: 'uploaded' });
  }
}

function taken(session: Session): AppError {
  return appError('GOAT_EXISTS', { goat_id: session.goatId });
}
