import type { Session, SessionState } from '#contract/session';
import { isoWithOffset, type Clock } from '#engine/platform/clock';
import type { Logger } from '#engine/platform/log';
import type { Spool } from './spool';
import { SerialQueue } from '#engine/platform/serialQueue';

const DAY_MS = 24 * 3600 * 1000;
/** Failed, cancelled and discarded sessions stay in the bin so long. */
const BIN_MS = DAY_MS;
/** What is too old is looked for so often. */
const TIDY_MS = 10 * 60_000;

/** In the order in which they go when space is needed: what the store holds first, since the bin may hold the only copy. */
const REMOVABLE: readonly (readonly SessionState[])[] = [['uploaded'], ['failed', 'cancelled', 'discarded']];

export interface HousekeepingParts {
  spool: Spool;
  clock: Clock;
  log: Logger;
  /** Days that uploaded pictures are kept. */
  keepUploadedDays: number;
  /** Free space that the next capture needs, in MB. */
  neededMb: () => number;
  /** Free space on the spool's disk, in MB. */
  freeMb: () => Promise<number>;
  /** True where the wall clock is known to be right. */
  isClockSynchronised: () => Promise<boolean>;
}

/** Removes sessions that are over: by age, or when their space is needed. Those that wait for the store never go. */
export class Housekeeping {
  readonly #parts: HousekeepingParts;
  readonly #stopping = new AbortController();
  #working: Promise<void> = Promise.resolve();
  readonly #makingRoom = new SerialQueue();

  constructor(parts: HousekeepingParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#working = this.#keepTidying();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#working;
    await this.#makingRoom.idle();
  }

  /**
   * Removes what is too old. A machine without a clock of its own may believe in any year until the network tells it:
   * so an age begins when a synchronised clock first sees that the session is over, and none ends without one.
   */
  async tidy(): Promise<void> {
    const { spool, clock, keepUploadedDays, isClockSynchronised } = this.#parts;
    const over = this.#over(...REMOVABLE.flat());
    if (over.length === 0 || !(await isClockSynchronised())) return;
    const now = clock.now();
    for (const { id, state, endedAt } of over) {
      const retentionMs = state === 'uploaded' ? keepUploadedDays * DAY_MS : BIN_MS;
      const ageMs = endedAt === undefined ? 0 : now.getTime() - Date.parse(endedAt);
      if (ageMs >= retentionMs) await spool.remove(id);
      else if (endedAt === undefined) await spool.update(id, { endedAt: isoWithOffset(now) });
    }
  }

  /** Removes sessions that are over, oldest first, until there is room for the next capture or none is left. Never fails. */
  makeRoom(): Promise<void> {
    // In turn, so that two do not remove sessions for the same room.
    return this.#makingRoom.run(() => this.#tryTo(() => this.#makeRoom()));
  }

  /** Sessions in these states that nothing has to be sent of any more. */
  #over(...states: SessionState[]): Session[] {
    return this.#parts.spool.inState(...states).filter(({ dataDue }) => !dataDue);
  }

  async #makeRoom(): Promise<void> {
    const { spool, log, freeMb, neededMb } = this.#parts;
    for (const states of REMOVABLE) {
      for (const { id, state } of this.#over(...states)) {
        if ((await freeMb()) >= neededMb()) return;
        await spool.remove(id);
        log.info({ session: id, state }, 'removed, since its space was needed');
      }
    }
  }

  async #tryTo(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#parts.log.warn({ error: String(error) }, 'sessions that are over could not be removed');
    }
  }

  async #keepTidying(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#tryTo(() => this.tidy());
      await this.makeRoom();
      // Rejects when it is stopped.
      await this.#parts.clock.sleep(TIDY_MS, signal).catch(() => undefined);
    }
  }
}
