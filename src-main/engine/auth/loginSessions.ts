import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '#engine/platform/clock';

/** A login ends after so many ms without a request, and after so many in all. */
const IDLE_MS = 12 * 3600_000;
const ABSOLUTE_MS = 7 * 24 * 3600_000;
/** The oldest login ends when there are more. */
const MAX = 200;

interface LoginSession {
  sinceMs: number;
  lastSeenMs: number;
}

/** Who is logged in: ids that can't be guessed, known here by their hash only, and gone with this process. */
export class LoginSessions {
  readonly #clock: Clock;
  readonly #logins = new Map<string, LoginSession>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Begins a login; returns the id that the browser keeps. */
  begin(): string {
    const id = randomBytes(32).toString('base64url');
    const nowMs = this.#clock.monotonicMs();
    this.#logins.set(hashOf(id), { sinceMs: nowMs, lastSeenMs: nowMs });
    const [oldest] = this.#logins.keys();
    if (this.#logins.size > MAX && oldest !== undefined) this.#logins.delete(oldest);
    return id;
  }

  /** True where the id is that of a login that has not ended; keeps it from ending idle. */
  isValid(id: string): boolean {
    const login = this.#find(id);
    if (login) login.lastSeenMs = this.#clock.monotonicMs();
    return login !== undefined;
  }

  /** True where the id is that of a login that has not ended; does not keep it from ending idle. */
  isAlive(id: string): boolean {
    return this.#find(id) !== undefined;
  }

  end(id: string): void {
    this.#logins.delete(hashOf(id));
  }

  /** Ends all logins, as after a change of the password. */
  endAll(): void {
    this.#logins.clear();
  }

  #find(id: string): LoginSession | undefined {
    const login = this.#logins.get(hashOf(id));
    const nowMs = this.#clock.monotonicMs();
    if (login && nowMs - login.lastSeenMs <= IDLE_MS && nowMs - login.sinceMs <= ABSOLUTE_MS) return login;
    this.end(id);
    return undefined;
  }
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('base64');
}
