import { z } from 'zod';
import { goatNumber } from '#contract/goats';
import type { Session, SessionState } from '#contract/session';
import type { Logger } from '#engine/platform/log';
import { JsonFile } from '#engine/platform/jsonFile';
import type { Spool } from './spool';

/** Sessions in these states hold no goat number. */
const HOLDS_NO_NUMBER: ReadonlySet<SessionState> = new Set(['failed', 'cancelled', 'discarded']);

const cacheSchema = z.object({ place: z.string(), goats: z.array(z.string()) });
type GoatsCache = z.infer<typeof cacheSchema>;

/** A store, as far as its goats are asked for. */
interface GoatListing {
  readonly place: string;
  listGoats(signal: AbortSignal): Promise<string[]>;
}

export interface GoatNumbersParts {
  spool: Spool;
  store: GoatListing;
  /** Keeps what was listed, for a start without a network. */
  cacheFile: string;
  log: Logger;
}

/** Which goats have pictures already: in the store as last listed, and in the sessions here. */
export class GoatNumbers {
  readonly #parts: GoatNumbersParts;
  readonly #file: JsonFile<GoatsCache, null>;
  #stored: ReadonlySet<string> = new Set();
  #highestStored = 0;

  constructor(parts: GoatNumbersParts) {
    this.#parts = parts;
    // The store is listed again soon: without the file no goat is known until then.
    this.#file = new JsonFile(parts.cacheFile, cacheSchema, { missing: null, unusable: () => null });
  }

  /** Reads what an earlier run has listed of the same store. */
  async open(): Promise<void> {
    const cache = await this.#file.read();
    if (cache?.place === this.#parts.store.place) this.#know(cache.goats);
  }

  /**
   * Lists the store anew. Where that fails, what was known before stays known.
   * @throws AppError of the STORE_ codes.
   */
  async refresh(signal: AbortSignal): Promise<void> {
    const goats = await this.#parts.store.listGoats(signal);
    const isNew = goats.length !== this.#stored.size || goats.some((goat) => !this.#stored.has(goat));
    this.#know(goats);
    if (isNew) await this.#keep();
  }

  /** Remembers a goat that has come into the store: its session may be tidied away before the next listing. */
  async add(goatId: string): Promise<void> {
    if (this.#stored.has(goatId)) return;
    this.#know([...this.#stored, goatId]);
    await this.#keep();
  }

  /** True where pictures of this goat are known, other than those of the session `but`. */
  has(goatId: string, but?: string): boolean {
    return (
      this.#stored.has(goatId) || this.#held().some(({ id, goatId: held }) => held === goatId && id !== but)
    );
  }

  /** The highest number plus one. */
  next(): number {
    const held = this.#held().map(({ goatId }) => goatNumber(goatId) ?? 0);
    return held.reduce((highest, number) => Math.max(highest, number), this.#highestStored) + 1;
  }

  #know(goats: readonly string[]): void {
    this.#stored = new Set(goats);
    this.#highestStored = goats.reduce((highest, id) => Math.max(highest, goatNumber(id) ?? 0), 0);
  }

  async #keep(): Promise<void> {
    const { store, log } = this.#parts;
    try {
      await this.#file.write({ place: store.place, goats: [...this.#stored] });
    } catch (error) {
      log.warn(
        { error: String(error) },
        'the goats of the store could not be noted for a start without a network',
      );
    }
  }

  #held(): Session[] {
    return this.#parts.spool.list().filter(({ isTest, state }) => !isTest && !HOLDS_NO_NUMBER.has(state));
  }
}
