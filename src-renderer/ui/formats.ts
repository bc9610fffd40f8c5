import type { Language } from '#contract/errors';

/** Numbers and times in a language's form. */
export interface Formats {
  readonly number: (value: number) => string;
  /** A hundred in, as `100%` out. */
  readonly percent: (value: number) => string;
  /** Megabytes in, as `12.3 GB` or `850 MB` out. */
  readonly diskSpace: (megabytes: number) => string;
  /** Degrees Celsius, as `52°C`. */
  readonly temperature: (degrees: number) => string;
  /** Bytes a second in, as `1.3 MB/s` or `85 kB/s` out. */
  readonly rate: (bytesPerSecond: number) => string;
  /** Seconds in, as `45 seconds`, `12 minutes` or `3.5 hours` out. */
  readonly duration: (seconds: number) => string;
  /** The day and the time of an ISO 8601 instant, to the minute, by the clock that it was read from. */
  readonly dayAndTime: (instant: string) => string;
  /** The same as a time of day, to the second; with its day, and to the minute, where that is not today there. */
  readonly timeOfLine: (instant: string) => string;
  /** The same as a time of day, to the minute. */
  readonly clockTime: (instant: string) => string;
  /** The time of day in a time zone, to the second, of an instant in ms since 1970. */
  readonly timeIn: (instantMs: number, timeZone: string) => string;
  /** The day in a time zone, with its weekday, of an instant in ms since 1970. */
  readonly dayIn: (instantMs: number, timeZone: string) => string;
}

/** Makes a form when it is first used, and keeps it: to make one takes longer than to use it a hundred times. */
function late<Form>(make: () => Form): () => Form {
  let made: Form | undefined;
  return () => (made ??= make());
}

/**
 * What the clock said that an ISO 8601 instant was read from, as if it stood at Greenwich, in ms since 1970: a browser
 * far away is told the time at the pen, as it is told there.
 */
function readingOf(instant: string): number {
  return Date.parse(instant.replace(/[+-]\d\d:\d\d$/, 'Z'));
}

/** The formats of a language. */
export function formatsOf(language: Language): Formats {
  const measured = (unit: string, digits: number, unitDisplay: 'short' | 'long' = 'short') =>
    late(
      () =>
        new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay, maximumFractionDigits: digits }),
    );
  const timed = (options: Intl.DateTimeFormatOptions) =>
    late(() => new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...options }));
  const plain = late(() => new Intl.NumberFormat(language));
  const gigabytes = measured('gigabyte', 1);
  const megabytes = measured('megabyte', 0);
  const percent = measured('percent', 0);
  const celsius = measured('celsius', 0);
  const megabytesPerSecond = measured('megabyte-per-second', 1);
  const kilobytesPerSecond = measured('kilobyte-per-second', 0);
  const seconds = measured('second', 0, 'long');
  const minutes = measured('minute', 0, 'long');
  const hours = measured('hour', 1, 'long');
  const clock = timed({ timeStyle: 'medium' });
  const day = timed({ dateStyle: 'short' });
  const calendar = timed({ dateStyle: 'medium', timeStyle: 'short' });
  const pastClock = timed({ month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' });
  const shortClock = timed({ timeStyle: 'short' });
  return {
    number: (value) => plain().format(value),
    percent: (value) => percent().format(value),
    diskSpace: (value) => (value < 1000 ? megabytes().format(value) : gigabytes().format(value / 1000)),
    temperature: (value) => celsius().format(value),
    rate: (value) =>
      value < 1e6 ? kilobytesPerSecond().format(value / 1e3) : megabytesPerSecond().format(value / 1e6),
    duration: (value) => {
      if (value < 90) return seconds().format(value);
      return value < 90 * 60 ? minutes().format(value / 60) : hours().format(value / 3600);
    },
    dayAndTime: (instant) => calendar().format(readingOf(instant)),
    timeOfLine: (instant) => {
      const reading = readingOf(instant);
      const readingNow = Date.now() + reading - Date.parse(instant);
      return (day().format(reading) === day().format(readingNow) ? clock : pastClock)().format(reading);
    },
    clockTime: (instant) => shortClock().format(readingOf(instant)),
    timeIn: (instantMs, timeZone) =>
      new Intl.DateTimeFormat(language, { timeStyle: 'medium', timeZone }).format(instantMs),
    dayIn: (instantMs, timeZone) =>
      new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone }).format(instantMs),
  };
}
