import type { ClockPart } from '#contract/screens';

export type ClockDraft = Readonly<Record<ClockPart, number>>;

const pad = (value: number) => String(value).padStart(2, '0');

/** What the clock of a time zone shows at an instant. A zone that this page does not know is taken as UTC. */
export function draftAt(instantMs: number, zone: string): ClockDraft {
  const form = new Intl.DateTimeFormat('en', {
    ...{ timeZone: knownZone(zone), hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric' },
  });
  const parts = new Map(form.formatToParts(instantMs).map(({ type, value }) => [type, Number(value)]));
  const part = (name: ClockPart) => parts.get(name) ?? 0;
  return {
    ...{ year: part('year'), month: part('month'), day: part('day') },
    ...{ hour: part('hour'), minute: part('minute') },
  };
}

/** A zone's name where this page knows it, else UTC. */
export function knownZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return 'UTC';
    throw error;
  }
}

/** A draft as `POST /machine/time` wants it; null where there is no such day or time. */
export function clockRequest({ year, month, day, hour, minute }: ClockDraft): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (year < 2000 || year > 2099 || !isDay || hour > 23 || minute > 59) return null;
  return `${year}-${pad(month)}-${pad(day)} ${pad(hour)}:${pad(minute)}:00`;
}
