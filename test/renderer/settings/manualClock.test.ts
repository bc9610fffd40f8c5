import { expect, it } from 'vitest';
import { timeRequestSchema } from '#contract/machine';
import { draftAt, knownZone, clockRequest } from '../../../src-renderer/settings/manualClock';

const NIGHT = Date.parse('2026-03-01T05:07:30Z');

it('starts with what the clock of the zone shows', () => {
  expect(draftAt(NIGHT, 'America/Chicago')).toEqual({ year: 2026, month: 2, day: 28, hour: 23, minute: 7 });
  expect(draftAt(NIGHT, 'UTC')).toEqual({ year: 2026, month: 3, day: 1, hour: 5, minute: 7 });
  expect(draftAt(Date.parse('2026-03-01T00:00:00Z'), 'UTC').hour).toBe(0);
});

it('takes a zone that it does not know for UTC', () => {
  expect(knownZone('America/Chicago')).toBe('America/Chicago');
  expect(knownZone('Nowhere/At_all')).toBe('UTC');
});

it('says it as the machine wants it', () => {
  const now = clockRequest({ year: 2028, month: 2, day: 29, hour: 0, minute: 5 });
  expect(now).toBe('2028-02-29 00:05:00');
  expect(timeRequestSchema.safeParse({ now }).success).toBe(true);
});

it.each([
  { month: 13 },
  { month: 0 },
  { day: 30 },
  { day: 0 },
  { hour: 24 },
  { minute: 60 },
  { year: 26 },
  { year: 2100 },
])('knows that there is no %j', (change) => {
  expect(clockRequest({ ...{ year: 2026, month: 2, day: 1, hour: 0, minute: 0 }, ...change })).toBeNull();
});
