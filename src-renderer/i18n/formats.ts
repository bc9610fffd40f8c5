import type { Language } from '../../src-main/contract/errors';

/** Numbers and times in a language's form. */
export interface Formats {
  readonly number: (value: number) => string;
  /** Megabytes in, as `12.3 GB` or `850 MB` out. */
  readonly diskSpace: (megabytes: number) => string;
  /** Degrees Celsius, as `52°C`. */
  readonly temperature: (degrees: number) => string;
  /** The time of day of an ISO 8601 instant, to the second. */
  readonly timeOfDay: (instant: string) => string;
  /** The time of day of an instant in ms since 1970, to the minute. */
  readonly clockTime: (instantMs: number) => string;
}

/** The formats of a language. */
export function formatsOf(language: Language): Formats {
  const plain = new Intl.NumberFormat(language);
  const measured = (unit: string, digits: number) =>
    new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: digits });
  const gigabytes = measured('gigabyte', 1);
  const megabytes = measured('megabyte', 0);
  const celsius = measured('celsius', 0);
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
  const shortClock = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
  return {
    number: (value) => plain.format(value),
    diskSpace: (value) => (value < 1000 ? megabytes.format(value) : gigabytes.format(value / 1000)),
    temperature: (value) => celsius.format(value),
    timeOfDay: (instant) => clock.format(new Date(instant)),
    clockTime: (instantMs) => shortClock.format(instantMs),
  };
}
