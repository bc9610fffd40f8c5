import type { ReviewInfo } from '#contract/sessionApi';
import type { Session } from '#contract/session';
import type { Clock } from '#engine/platform/clock';
import type { Logger } from '#engine/platform/log';
import type { Spool } from './spool';

export interface ReviewParts {
  spool: Spool;
  clock: Clock;
  log: Logger;
  /** How long a capture waits for a person's word; 0: not at all. */
  seconds: number;
  /** Called with a session that is kept: it is in the queue then. */
  onKept: (session: Session) => void;
}

/** The capture at the kiosk that waits for Keep, Retake or Discard, for a time; then it is kept. */
export class Review {
  readonly #parts: ReviewParts;
  #current: { session: Session; untilMs: number; cancelTimer: () => void } | null = null;

  constructor(parts: ReviewParts) {
    this.#parts = parts;
  }

  /** The session under review, or null. */
  get current(): ReviewInfo | null {
    if (!this.#current) return null;
    const { session, untilMs } = this.#current;
    const leftMs = Math.max(0, untilMs - this.#parts.clock.monotonicMs());
    return { session_id: session.id, goat_id: session.goatId, ends_in_ms: leftMs };
  }

  /** Takes over a captured session: it waits for a word where it comes from the kiosk, else it goes on at once. */
  async begin(captured: Session): Promise<void> {
    const { spool, seconds } = this.#parts;
    await this.keep();
    if (captured.source !== 'kiosk' || seconds === 0) {
      await this.#queue(captured.id);
      return;
    }
    this.#wait(await spool.update(captured.id, { state: 'in-review' }));
  }

  /**
   * Keeps the session under review, if there is one, and if it is `id` where that is given.
   * @throws AppError DISK_FULL where that can't be written: then it is tried again after the same time.
   */
  async keep(id?: string): Promise<void> {
    const session = this.end(id);
    if (!session) return;
    try {
      await this.#queue(session.id);
    } catch (error) {
      this.#wait(session);
      throw error;
    }
  }

  /** Ends the wait without a word; what becomes of the session is up to the caller. Returns it where it was under review. */
  end(id?: string): Session | null {
    const current = this.#current;
    if (!current || (id !== undefined && current.session.id !== id)) return null;
    current.cancelTimer();
    this.#current = null;
    return current.session;
  }

  #wait(session: Session): void {
    const { clock, seconds, log } = this.#parts;
    const cancelTimer = clock.after(seconds * 1000, () => {
      this.keep(session.id).catch((error: unknown) => {
        log.error({ session: session.id, error: String(error) }, 'a session could not be kept yet');
      });
    });
    this.#current = { session, untilMs: clock.monotonicMs() + seconds * 1000, cancelTimer };
  }

  async #queue(id: string): Promise<void> {
    this.#parts.onKept(await this.#parts.spool.update(id, { state: 'queued' }));
  }
}
