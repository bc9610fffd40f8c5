import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

/** Time as the engine sees it; tests hand in their own. */
export interface Clock {
  /** The wall clock: may jump when the network sets it. */
  now(): Date;
  /** Milliseconds that only ever grow, from an arbitrary start. */
  monotonicMs(): number;
  /** Calls back once after `ms` milliseconds, unless the returned function is called before. */
  after(ms: number, callback: () => void): () => void;
  /** Resolves after `ms` milliseconds; rejects with an AbortError where the signal is aborted before. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => {
      clearTimeout(timer);
    };
  },
  sleep: (ms, signal) => delay(ms, undefined, signal && { signal }),
};

const pad = (value: number, digits: number) => String(value).padStart(digits, '0');

const localDateTime = (date: Date) =>
  `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1, 2)}-${pad(date.getDate(), 2)}` +
  `T${pad(date.getHours(), 2)}:${pad(date.getMinutes(), 2)}:${pad(date.getSeconds(), 2)}.${pad(date.getMilliseconds(), 3)}`;

/** Local time as the seed writes it: no zone, six decimals, as in `2026-02-10T18:30:00.000000`. */
export function legacyTimestamp(date: Date): string {
  return `${localDateTime(date)}000`;
}

/** Local time in ISO 8601 with its offset, as in `2026-02-10T18:30:00.000-05:00`. */
export function isoWithOffset(date: Date): string {
  const offsetMin = -date.getTimezoneOffset();
  const absolute = Math.abs(offsetMin);
  const sign = offsetMin < 0 ? '-' : '+';
  return `${localDateTime(date)}${sign}${pad(Math.floor(absolute / 60), 2)}:${pad(absolute % 60, 2)}`;
}
