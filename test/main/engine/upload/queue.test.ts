import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { ErrorCode, Fault } from '#contract/errors';
import type { Session } from '#contract/session';
import { recoverSessions } from '#engine/sessions/recovery';
import type { NewSession, Spool } from '#engine/sessions/spool';
import { FolderStore } from '#engine/upload/folderStore';
import { UploadQueue } from '#engine/upload/queue';
import type { Store } from '#engine/upload/store';
import { until } from '#support/capture';
import { TestClock } from '#support/clock';
import { capturedSession, flipBit, folderForTest, noLog, ON_USB, spoolForTest } from '#support/sessions';
import { TestStore } from '#support/uploads';

interface Outcome {
  goatId: string;
  state: Session['state'];
  code: Fault['code'] | null;
}

async function setUp({ parallel = 1 } = {}) {
  const clock = new TestClock();
  const dataDir = await folderForTest();
  const spool = await spoolForTest(clock, dataDir);
  const store = new TestStore(path.join(dataDir, 'store'));
  const outcomes: Outcome[] = [];
  const queue = queueOf(spool, store, clock, parallel, outcomes);
  const queued = async (goatId: string, changes: Partial<NewSession> = {}, bytes = 1000) => {
    clock.advance(1);
    const session = await capturedSession(spool, { goatId, ...changes }, { bytes });
    return spool.update(session.id, { state: 'queued' });
  };
  const allUploaded = () => until(() => spool.list().every(({ state }) => state === 'uploaded'));
  const outcome = (count: number) => until(() => outcomes.length >= count);
  return { clock, dataDir, spool, store, queue, queued, outcomes, outcome, allUploaded };
}

function queueOf(spool: Spool, store: Store, clock: TestClock, parallel: number, outcomes: Outcome[]) {
  const queue = new UploadQueue({
    ...{ spool, clock, parallel, log: noLog },
    storeFor: () => store,
    onOutcome: ({ goatId, state }, fault) => {
      outcomes.push({ goatId, state, code: fault?.code ?? null });
    },
    onCorrected: () => undefined,
  });
  onTestFinished(() => queue.stop());
  return queue;
}

const keysOf = (goatId: string) =>
  ['side', 'top', 'front'].map((camera) => `${goatId}/${camera}/images.tar.gz`);

it('sends all, the oldest first, one after the other, side, top and front', async () => {
  const { queue, queued, store, outcomes, allUploaded } = await setUp();
  await queued('9');
  await queued('10');
  queue.start();
  await allUploaded();
  await queued('8');
  queue.added();
  await allUploaded();
  expect(store.puts).toEqual([...keysOf('9'), ...keysOf('10'), ...keysOf('8')]);
  expect(outcomes).toEqual(['9', '10', '8'].map((goatId) => ({ goatId, state: 'uploaded', code: null })));
  expect(queue.waiting).toEqual([]);
});

it('sends several at the same time where it may, but never two of one goat', async () => {
  const { queue, queued, store, spool, allUploaded } = await setUp({ parallel: 3 });
  let open: () => void = () => undefined;
  store.gate = new Promise((resolve) => {
    open = resolve;
  });
  await queued('1');
  const second = await queued('1', { overwrite: true });
  for (const goatId of ['2', '3', '4']) await queued(goatId);
  queue.start();
  await until(() => store.puts.length === 3);
  expect(store.puts.map((key) => key.split('/')[0]).sort()).toEqual(['1', '2', '3']);
  expect(spool.inState('uploading')).toHaveLength(3);
  open();
  await allUploaded();
  expect(spool.get(second.id)?.replaced?.keys.sort()).toEqual(keysOf('1').sort());
});

it('backs off, longer from time to time, with jitter, and tries at once when it is woken', async () => {
  const { clock, queue, queued, store, outcome, allUploaded } = await setUp();
  store.failures.push(...Array<ErrorCode>(10).fill('STORE_FAILED'));
  await queued('1');
  queue.start();
  for (let tries = 1; tries <= 9; tries++) {
    await outcome(tries);
    const pauseMs = queue.nextTryInMs ?? NaN;
    const longestMs = Math.min(300_000, 2000 * 2 ** (tries - 1));
    expect(pauseMs).toBeGreaterThanOrEqual(longestMs / 2);
    expect(pauseMs).toBeLessThanOrEqual(longestMs);
    expect(queue.alert).toMatchObject({ code: 'STORE_FAILED' });
    clock.advance(pauseMs - 1);
    expect(queue.nextTryInMs).toBeLessThanOrEqual(1);
    clock.advance(1);
  }
  await outcome(10);
  expect(queue.nextTryInMs).toBeGreaterThan(100_000);
  queue.wake();
  await allUploaded();
  expect(queue.alert).toBeNull();
  expect(queue.nextTryInMs).toBeNull();
});

it('rests where a person has to act: one try for all sessions, then one every five minutes', async () => {
  const { clock, queue, queued, store, outcomes, outcome, allUploaded } = await setUp({ parallel: 1 });
  for (let goat = 1; goat <= 5; goat++) await queued(String(goat));
  store.failures.push('STORE_CREDENTIALS', 'STORE_CLOCK');
  queue.start();
  await outcome(1);
  expect(queue.nextTryInMs).toBe(300_000);
  await queued('6');
  queue.added();
  clock.advance(299_999);
  expect(store.puts).toHaveLength(1);
  clock.advance(1);
  await outcome(2);
  expect(outcomes.map(({ goatId, code }) => [goatId, code])).toEqual([
    ['1', 'STORE_CREDENTIALS'],
    ['1', 'STORE_CLOCK'],
  ]);
  queue.wake();
  await allUploaded();
});

it('goes on as soon as the store is reached again', async () => {
  const { clock, queue, queued, store, outcome, allUploaded } = await setUp();
  store.failures.push(...Array<ErrorCode>(8).fill('STORE_UNREACHABLE'));
  store.isReachable = false;
  await queued('1');
  queue.start();
  for (let tries = 1; tries <= 8; tries++) {
    await outcome(tries);
    if (tries < 8) queue.wake();
  }
  expect(queue.nextTryInMs).toBeGreaterThan(60_000);
  for (const checks of [1, 2, 3]) {
    await until(() => clock.timers.includes(10_000));
    if (checks === 3) store.isReachable = true;
    clock.advance(10_000);
    await until(() => store.checks === checks);
  }
  await allUploaded();
  // Nothing is asked any more once it goes.
  expect(clock.timers).toEqual([]);
});

it.each<[string, (file: string) => Promise<void>]>([
  ['is missing', (file) => rm(file)],
  ['has one bit that is another', flipBit],
])('puts a session aside of which a picture %s, and sends the others', async (_, damage) => {
  const { queue, queued, store, spool, outcomes, outcome } = await setUp();
  const first = await queued('1');
  const second = await queued('2');
  await damage(path.join(spool.cameraFolder(first.id, 'top'), '1000000.jpg'));
  queue.start();
  await outcome(2);
  expect(outcomes).toEqual([
    { goatId: '1', state: 'needs-attention', code: 'SESSION_DAMAGED' },
    { goatId: '2', state: 'uploaded', code: null },
  ]);
  expect(spool.get(first.id)?.fault?.parameters).toEqual({ goat_id: '1', file: 'top/1000000.jpg' });
  expect(spool.get(second.id)?.stored.map(({ key }) => key)).toEqual(keysOf('2'));
  expect(await readdir(path.join(store.place, '1', 'top'))).toEqual([]);
  expect(queue.alert).toBeNull();
});

it('does not let one that fails again and again keep the others back', async () => {
  const { clock, queue, queued, store, outcome, outcomes, spool } = await setUp();
  const first = await queued('1');
  await queued('2');
  store.nonRetryable.add('1');
  queue.start();
  for (let tries = 1; tries <= 3; tries++) {
    await outcome(tries);
    expect(outcomes.at(-1)).toMatchObject({ goatId: '1', code: 'STORE_CORRUPT' });
    clock.advance(queue.nextTryInMs ?? 0);
  }
  await outcome(4);
  expect(outcomes[3]).toMatchObject({ goatId: '2', state: 'uploaded' });
  expect(spool.get(first.id)?.state).not.toBe('uploaded');
});

it('lets the loser of a number wait, and writes nothing of it', async () => {
  const { queue, queued, store, spool, outcome } = await setUp();
  const winner = await queued('1');
  queue.start();
  await outcome(1);
  const loser = await queued('1', { goatData: { grade: 'choice' } }, 1001);
  queue.added();
  await outcome(2);
  expect(spool.get(loser.id)).toMatchObject({
    state: 'needs-attention',
    fault: { code: 'GOAT_EXISTS', parameters: { goat_id: '1' } },
    stored: [],
  });
  expect(spool.get(winner.id)?.state).toBe('uploaded');
  expect(store.puts).toEqual([...keysOf('1'), keysOf('1')[0]]);
});

it('writes over its own first archive that the store holds wrongly', async () => {
  const { clock, queue, queued, store, spool, outcome, allUploaded } = await setUp();
  const { id } = await queued('1');
  const put = FolderStore.prototype.put.bind(store);
  let isFirst = true;
  store.put = async (upload) => {
    const result = await put(upload);
    const isCorrupt = isFirst;
    isFirst = false;
    return isCorrupt ? { outcome: 'corrupt', etag: 'e1' } : result;
  };
  queue.start();
  await outcome(1);
  expect(spool.get(id)).toMatchObject({ state: 'queued', claimed: true, claimEtag: 'e1', stored: [] });
  clock.advance(queue.nextTryInMs ?? 0);
  await allUploaded();
  expect(spool.get(id)?.stored).toHaveLength(3);
});

it('breaks off what it sends when it is stopped; another run goes on with what is missing', async () => {
  const { clock, dataDir, queue, queued, store, spool, outcomes } = await setUp();
  const { id } = await queued('1');
  const put = FolderStore.prototype.put.bind(store);
  store.put = (upload) =>
    upload.key.includes('/top/')
      ? new Promise((_, reject) => {
          upload.signal.addEventListener('abort', () => {
            reject(new Error('stopped'));
          });
        })
      : put(upload);
  queue.start();
  await until(() => spool.get(id)?.stored.length === 1);
  await queue.stop();
  expect(spool.get(id)?.state).toBe('queued');
  expect(outcomes).toEqual([]);

  const next = await spoolForTest(clock, dataDir);
  await recoverSessions(next);
  const nextStore = new TestStore(store.place);
  const nextQueue = queueOf(next, nextStore, clock, 1, []);
  nextQueue.start();
  await until(() => next.get(id)?.state === 'uploaded');
  expect(nextStore.puts).toEqual(keysOf('1').slice(1));
});

it('stops while it pauses', async () => {
  const { clock, queue, queued, store, outcome } = await setUp();
  store.failures.push('STORE_UNREACHABLE');
  await queued('1');
  queue.start();
  await outcome(1);
  await queue.stop();
  expect(clock.timers).toEqual([]);
});

it('sends what is on a stick after all others; where that fails it is still on the stick', async () => {
  const { clock, queue, queued, store, spool, outcome, allUploaded } = await setUp();
  const { id } = await queued('1');
  await spool.update(id, { state: 'exported', exported: ON_USB });
  await queued('2');
  expect(queue.waiting.map(({ goatId }) => goatId)).toEqual(['2', '1']);
  store.nonRetryable.add('1');
  queue.start();
  await outcome(2);
  expect(store.puts).toEqual([...keysOf('2'), keysOf('1')[0]]);
  expect(spool.get(id)).toMatchObject({ state: 'exported', exported: { stick: 'GOATS' } });
  store.nonRetryable.clear();
  clock.advance(queue.nextTryInMs ?? 0);
  await allUploaded();
});
