import { isIPv6 } from 'node:net';
import { appError } from '#contract/errors';
import type { Clock } from '#engine/platform/clock';

/** Wrong passwords are counted over so many ms. */
const WINDOW_MS = 5 * 60_000;
/** Wrong passwords that one address may send in a window. */
const MAX_PER_ADDRESS = 10;
/** Wrong passwords from all addresses in a window, before those that have sent several have to wait too. */
const MAX_TOTAL = 100;
/** So many tries every address has, whatever others do: the owner gets in while somebody else is guessing. */
const ALWAYS_ALLOWED = 3;
/** Addresses that are remembered; the oldest is forgotten first. */
const MAX_ADDRESSES = 10_000;

interface Count {
  wrong: number;
  untilMs: number;
}

/** Slows the guessing of passwords down, by address and in all. */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #addresses = new Map<string, Count>();
  #all: Count = { wrong: 0, untilMs: 0 };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Takes one try of an address, as if it were wrong already: many at once don't get more.
   * @returns how to give it back, where the password was right.
   * @throws AppError TOO_MANY_TRIES.
   */
  consume(address: string): () => void {
    const nowMs = this.#clock.monotonicMs();
    const network = networkOf(address);
    const own = current(this.#addresses.get(network), nowMs);
    this.#all = current(this.#all, nowMs);
    const waits =
      own.wrong >= MAX_PER_ADDRESS
        ? own
        : own.wrong >= ALWAYS_ALLOWED && this.#all.wrong >= MAX_TOTAL
          ? this.#all
          : null;
    if (waits) throw appError('TOO_MANY_TRIES', { seconds: Math.ceil((waits.untilMs - nowMs) / 1000) });
    const all = this.#all;
    own.wrong += 1;
    all.wrong += 1;
    this.#remember(network, own);
    return () => {
      all.wrong -= 1;
      this.#addresses.delete(network);
    };
  }

  #remember(network: string, own: Count): void {
    this.#addresses.delete(network);
    this.#addresses.set(network, own);
    const [oldest] = this.#addresses.keys();
    if (this.#addresses.size > MAX_ADDRESSES && oldest !== undefined) this.#addresses.delete(oldest);
  }
}

function current(count: Count | undefined, nowMs: number): Count {
  return count && nowMs < count.untilMs ? count : { wrong: 0, untilMs: nowMs + WINDOW_MS };
}

/** What counts as one address: an IPv4 address, or the /64 network of an IPv6 one, which is one household's. */
function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? 0 : tail.split(':').length;
  const zeros = tail === undefined ? 0 : 8 - groups.length - after;
  const all = [...groups, ...Array<string>(zeros).fill('0'), ...(tail ?? '').split(':')];
  return all.slice(0, 4).join(':');
}
