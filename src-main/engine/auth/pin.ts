import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { PinAnswer } from '#contract/authApi';
import { appError } from '#contract/errors';
import type { Clock } from '#engine/platform/clock';
import type { JsonFileProblem } from '#engine/platform/jsonFile';
import { Password } from './password';
import { RateLimiter } from './rateLimiter';

const FILE = 'pin.json';
/** Set up stays open for so many ms after somebody touched it last. */
const UNLOCKED_MS = 10 * 60_000;
/** Whoever stands at the kiosk counts as one. */
const AT_THE_KIOSK = 'kiosk';

/** What keeps Set up at the kiosk's screen for those who know the PIN; until one is set it is open to all. Only its hash is on disk. */
export class PinLock {
  readonly #dataDir: string;
  readonly #clock: Clock;
  readonly #rateLimiter: RateLimiter;
  #unlockedUntilMs = -Infinity;

  constructor(dataDir: string, clock: Clock) {
    this.#dataDir = dataDir;
    this.#clock = clock;
    this.#rateLimiter = new RateLimiter(clock);
  }

  /** Whether there is a PIN, and whether Set up is open now. */
  async describe(): Promise<PinAnswer> {
    const isSet = (await this.#pin()).isSet;
    return { is_set: isSet, is_open: !isSet || this.#isUnlocked };
  }

  /** @throws AppError WRONG_PIN, TOO_MANY_TRIES. */
  async unlock(pin: string): Promise<PinAnswer> {
    const giveBackTry = this.#rateLimiter.consume(AT_THE_KIOSK);
    const known = await this.#pin();
    if (known.isSet && !(await known.matches(pin))) throw appError('WRONG_PIN', {});
    giveBackTry();
    this.#stayUnlocked();
    return this.describe();
  }

  /** Somebody is there: Set up stays open for a while, where it is open. */
  async stayOpen(): Promise<PinAnswer> {
    if (this.#isUnlocked) this.#stayUnlocked();
    return this.describe();
  }

  /** Closes Set up at once, as who leaves it does. */
  lock(): Promise<PinAnswer> {
    this.#unlockedUntilMs = -Infinity;
    return this.describe();
  }

  /**
   * Sets another PIN, or none (null).
   * @throws AppError PIN_REQUIRED where Set up is closed, DISK_FULL.
   */
  async set(pin: string | null): Promise<PinAnswer> {
    await this.requireOpen();
    if (pin === null) await resetPin(this.#dataDir);
    else await (await this.#pin()).change(pin);
    // Who has set it need not type it at once.
    this.#stayUnlocked();
    return this.describe();
  }

  /**
   * What the page asks by itself each second passes here too, so that nothing asked counts as somebody being there.
   * @throws AppError PIN_REQUIRED where Set up is closed.
   */
  async requireOpen(): Promise<void> {
    if (!(await this.describe()).is_open) throw appError('PIN_REQUIRED', {});
  }

  get #isUnlocked(): boolean {
    return this.#clock.monotonicMs() < this.#unlockedUntilMs;
  }

  #stayUnlocked(): void {
    this.#unlockedUntilMs = this.#clock.monotonicMs() + UNLOCKED_MS;
  }

  /** Read anew each time: it may be reset from outside while the program runs. */
  #pin(): Promise<Password> {
    return Password.open(this.#dataDir, undefined, lockedPin, FILE);
  }
}

/** A PIN that can't be read any more opens nothing, until it is reset. */
function lockedPin({ file }: JsonFileProblem): never {
  throw new Error(`${file} is damaged`);
}

/** Takes the PIN of a data directory away, while a program runs on it or not. */
export async function resetPin(dataDir: string): Promise<void> {
  await rm(path.join(dataDir, FILE), { force: true });
}
