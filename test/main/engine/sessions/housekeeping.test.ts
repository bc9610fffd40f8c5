import { expect, it, onTestFinished } from 'vitest';
import type { SessionState } from '#contract/session';
import { Housekeeping } from '#engine/sessions/housekeeping';
import { until } from '#support/capture';
import { TestClock } from '#support/clock';
import { capturedSession, noLog, spoolForTest, wantedSession } from '#support/sessions';

const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;

/** The ways of a captured session to each state that it can end or rest in. */
const WAYS: Partial<Record<SessionState, SessionState[]>> = {
  captured: [],
  queued: ['queued'],
  uploading: ['queued', 'uploading'],
  'needs-attention': ['queued', 'needs-attention'],
  exported: ['queued', 'exported'],
  uploaded: ['queued', 'uploading', 'uploaded'],
  discarded: ['discarded'],
};

async function setUp() {
  const clock = new TestClock();
  const spool = await spoolForTest(clock);
  const machine = { isSynchronised: true, freeMb: 10_000, neededMb: 1000 };
  const housekeeping = new Housekeeping({
    ...{ spool, clock, log: noLog, keepUploadedDays: 7 },
    // Each session takes a gigabyte of an otherwise empty disk of `freeMb`.
    freeMb: () => Promise.resolve(machine.freeMb - 1000 * spool.list().length),
    neededMb: () => machine.neededMb,
    isClockSynchronised: () => Promise.resolve(machine.isSynchronised),
  });
  const add = async (goatId: string, state: SessionState) => {
    clock.advance(1);
    if (state === 'failed' || state === 'cancelled') {
      const { id } = await spool.begin(wantedSession({ goatId }));
      return spool.update(id, { state });
    }
    let session = await capturedSession(spool, { goatId });
    for (const step of WAYS[state] ?? []) session = await spool.update(session.id, { state: step });
    return session;
  };
  const goats = () => spool.list().map(({ goatId }) => goatId);
  return { clock, spool, machine, housekeeping, add, goats };
}

const ALL: SessionState[] = [
  'captured',
  'queued',
  'uploading',
  'needs-attention',
  'exported',
  'uploaded',
  'failed',
  'cancelled',
  'discarded',
];

it('empties the bin after a day and lets uploaded ones go after their days, and never any other', async () => {
  const { clock, housekeeping, add, goats } = await setUp();
  for (const state of ALL) await add(state, state);
  await housekeeping.tidy();
  clock.advance(DAY_MS - 1000);
  await housekeeping.tidy();
  expect(goats()).toEqual(ALL);
  clock.advance(1000);
  await housekeeping.tidy();
  expect(goats()).toEqual(ALL.slice(0, 6));
  clock.advance(6 * DAY_MS);
  await housekeeping.tidy();
  expect(goats()).toEqual(ALL.slice(0, 5));
  clock.advance(3650 * DAY_MS);
  await housekeeping.tidy();
  expect(goats()).toEqual(ALL.slice(0, 5));
});

it('counts no age before the clock is synchronised, though it jumps by years then', async () => {
  const { clock, machine, housekeeping, add, goats, spool } = await setUp();
  clock.set('1970-01-01T00:01:00Z');
  machine.isSynchronised = false;
  const { id } = await add('1', 'uploaded');
  clock.advance(30 * DAY_MS);
  await housekeeping.tidy();
  clock.set('2026-02-10T12:00:00Z');
  await housekeeping.tidy();
  expect(spool.get(id)?.endedAt).toBeUndefined();
  machine.isSynchronised = true;
  await housekeeping.tidy();
  expect(goats()).toEqual(['1']);
  clock.advance(7 * DAY_MS - 1);
  machine.isSynchronised = false;
  clock.advance(DAY_MS);
  await housekeeping.tidy();
  expect(goats()).toEqual(['1']);
  machine.isSynchronised = true;
  await housekeeping.tidy();
  expect(goats()).toEqual([]);
});

it('makes room with what the store holds, oldest first, then with the bin, and with nothing else', async () => {
  const { machine, housekeeping, add, goats } = await setUp();
  await add('1', 'discarded');
  await add('2', 'uploaded');
  await add('3', 'queued');
  await add('4', 'uploaded');
  await add('5', 'failed');
  machine.freeMb = 6000;
  await housekeeping.makeRoom();
  expect(goats()).toEqual(['1', '2', '3', '4', '5']);
  machine.freeMb = 5000;
  await housekeeping.makeRoom();
  expect(goats()).toEqual(['1', '3', '4', '5']);
  machine.freeMb = 3000;
  await housekeeping.makeRoom();
  expect(goats()).toEqual(['3', '5']);
  machine.freeMb = 0;
  await housekeeping.makeRoom();
  expect(goats()).toEqual(['3']);
});

it('looks after the spool by itself until it is stopped', async () => {
  const { clock, machine, housekeeping, add, goats } = await setUp();
  onTestFinished(() => housekeeping.stop());
  machine.freeMb = 1000;
  await add('1', 'uploaded');
  await add('2', 'queued');
  housekeeping.start();
  await until(() => goats().length === 1 && clock.timers.length === 1);
  await add('3', 'discarded');
  clock.advance(10 * 60_000);
  await until(() => goats().length === 1 && clock.timers.length === 1);
  expect(goats()).toEqual(['2']);
  await housekeeping.stop();
  expect(clock.timers).toEqual([]);
});
