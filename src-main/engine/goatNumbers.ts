import { goatNumber } from '../contract/goats';
import type { Session, SessionState } from '../contract/sessions';
import type { Spool } from './spool/spool';
import type { Store } from './upload/store';

/** Sessions in these states hold no goat number. */
const HOLDS_NO_NUMBER: ReadonlySet<SessionState> = new Set(['failed', 'cancelled', 'discarded']);

/** Which goats have pictures already: in the store as last listed, and in the sessions here. */
export class GoatNumbers {
  readonly #spool: Spool;
  readonly #store: Store;
  #stored: ReadonlySet<string> = new Set();

  constructor(spool: Spool, store: Store) {
    this.#spool = spool;
    this.#store = store;
  }

  /**
   * Lists the store anew. Where that fails, what was known before stays known.
   * @throws AppError of the STORE_ codes.
   */
  async refresh(signal: AbortSignal): Promise<void> {
    this.#stored = new Set(await this.#store.listGoats(signal));
  }

  /** True where pictures of this goat are known. */
  has(goatId: string): boolean {
    return this.#stored.has(goatId) || this.#held().some((session) => session.goatId === goatId);
  }

  /** The highest number plus one. */
  next(): number {
    const ids = [...this.#stored, ...this.#held().map(({ goatId }) => goatId)];
    return ids.reduce((highest, id) => Math.max(highest, goatNumber(id) ?? 0), 0) + 1;
  }

  #held(): Session[] {
    return this.#spool.list().filter(({ isTest, state }) => !isTest && !HOLDS_NO_NUMBER.has(state));
  }
}
