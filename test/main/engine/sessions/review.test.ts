import { expect, it } from 'vitest';
import { appError } from '#contract/errors';
import type { Session } from '#contract/session';
import { Review } from '#engine/sessions/review';
import { until } from '#support/capture';
import { TestClock } from '#support/clock';
import { capturedSession, noLog, spoolForTest } from '#support/sessions';

async function setUp(seconds = 10) {
  const clock = new TestClock();
  const spool = await spoolForTest(clock);
  const kept: string[] = [];
  const review = new Review({
    spool,
    clock,
    seconds,
    log: noLog,
    onKept: ({ goatId }) => void kept.push(goatId),
  });
  const captured = (goatId: string, source: Session['source'] = 'kiosk') =>
    capturedSession(spool, { goatId, source });
  return { clock, spool, kept, review, captured };
}

it('waits for a word, by a clock that nobody can set, and then keeps', async () => {
  const { clock, spool, kept, review, captured } = await setUp();
  const { id } = await captured('1');
  const session = spool.get(id);
  if (!session) throw new Error('no session');
  await review.begin(session);
  expect(spool.get(id)?.state).toBe('in-review');
  clock.set('2030-01-01T00:00:00Z');
  clock.advance(9999);
  expect(review.current).toEqual({ session_id: id, goat_id: '1', ends_in_ms: 1 });
  expect(kept).toEqual([]);
  clock.advance(1);
  await until(() => kept.length === 1);
  expect(spool.get(id)?.state).toBe('queued');
  expect(review.current).toBeNull();
});

it('keeps at a word, and the one before when the next comes', async () => {
  const { clock, spool, kept, review, captured } = await setUp();
  const first = await captured('1');
  const second = await captured('2');
  await review.begin(first);
  await review.begin(second);
  expect(kept).toEqual(['1']);
  await review.keep(first.id);
  expect(spool.get(second.id)?.state).toBe('in-review');
  await review.keep(second.id);
  expect(kept).toEqual(['1', '2']);
  expect(clock.timers).toEqual([]);
});

it('ends without a word where somebody else decides', async () => {
  const { clock, kept, review, captured } = await setUp();
  const session = await captured('1');
  await review.begin(session);
  expect(review.end('another')).toBeNull();
  expect(review.end(session.id)?.id).toBe(session.id);
  expect(clock.timers).toEqual([]);
  await review.keep();
  expect(kept).toEqual([]);
});

it('tries again to keep what could not be written', async () => {
  const { clock, spool, kept, review, captured } = await setUp();
  const session = await captured('1');
  await review.begin(session);
  const update = spool.update.bind(spool);
  let tries = 0;
  spool.update = (...change) => {
    tries += 1;
    return tries <= 2 ? Promise.reject(appError('DISK_FULL', {})) : update(...change);
  };
  clock.advance(10_000);
  await until(() => tries === 1 && review.current !== null);
  await expect(review.keep(session.id)).rejects.toMatchObject({ code: 'DISK_FULL' });
  expect(review.current).toMatchObject({ session_id: session.id, ends_in_ms: 10_000 });
  clock.advance(10_000);
  await until(() => kept.length === 1);
  expect(spool.get(session.id)?.state).toBe('queued');
});

it('lets captures through the API go on at once, and all where it is off', async () => {
  const on = await setUp();
  await on.review.begin(await on.captured('1', 'api'));
  expect(on.kept).toEqual(['1']);
  const off = await setUp(0);
  await off.review.begin(await off.captured('2'));
  expect(off.kept).toEqual(['2']);
});
