import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Overview } from '#contract/useCases';
import { INITIAL_STATE, type KioskState } from '../../../src-renderer/client/kioskClient';
import { subscribeToOverview } from '../../../src-renderer/client/overviewSubscription';
import { createStore } from '../../../src-renderer/client/store';
import { deferred } from '#support/deferred';
import { overviewExample } from '#support/overviewExample';

const never = () => deferred<Overview>().promise;

/** A watch that has its first overview and its stream; readings from then on are the test's. */
async function watching() {
  const read = vi.fn(() => Promise.resolve(overviewExample()));
  let send: (overview: unknown) => void = () => undefined;
  let network: (isOnline: boolean) => void = () => undefined;
  const closed = vi.fn();
  const state = createStore<KioskState>(INITIAL_STATE);
  const watch = subscribeToOverview(
    {
      read,
      openStream: (onOverview) => {
        send = onOverview;
        return closed;
      },
      onNetwork: (listener) => {
        network = listener;
        return () => undefined;
      },
    },
    state,
  );
  await vi.advanceTimersByTimeAsync(0);
  const seen = new Set<string>();
  state.subscribe(() => seen.add(state.get().connection));
  return { watch, read, send, network, closed, seen, connection: () => state.get().connection, state };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test('the loss shows after four seconds without a word, and ends with a late answer, by the same stream', async () => {
  const { read, state, connection, closed } = await watching();
  const slow = deferred<Overview>();
  read.mockReturnValue(slow.promise);
  await vi.advanceTimersByTimeAsync(3999);
  expect(connection()).toBe('connected');
  await vi.advanceTimersByTimeAsync(1);
  expect(state.get()).toMatchObject({ connection: 'lost', overview: { next_goat_number: 17 } });
  slow.resolve(overviewExample({ next_goat_number: 18 }));
  await vi.advanceTimersByTimeAsync(0);
  expect(state.get()).toMatchObject({ connection: 'connected', overview: { next_goat_number: 18 } });
  expect(closed).not.toHaveBeenCalled();
});

test('nothing is lost on a slow link, where readings take seconds and the stream comes in jerks', async () => {
  const { watch, read, send, seen, closed } = await watching();
  read.mockImplementation(async () => {
    await new Promise((resolve) => setTimeout(resolve, 3500));
    return overviewExample();
  });
  for (const pauseMs of [2100, 3900, 300, 3900, 2100, 3900]) {
    await vi.advanceTimersByTimeAsync(pauseMs);
    send(overviewExample());
    // As after a touch.
    void watch.refresh();
  }
  await vi.advanceTimersByTimeAsync(3900);
  expect([...seen]).toEqual(['connected']);
  expect(closed).not.toHaveBeenCalled();
});

test('a late reading does not undo what the stream brought meanwhile', async () => {
  const { read, send, state } = await watching();
  const slow = deferred<Overview>();
  read.mockReturnValue(slow.promise);
  await vi.advanceTimersByTimeAsync(4000);
  send(overviewExample({ next_goat_number: 18 }));
  slow.resolve(overviewExample({ next_goat_number: 17 }));
  await vi.advanceTimersByTimeAsync(0);
  expect(state.get()).toMatchObject({ connection: 'connected', overview: { next_goat_number: 18 } });
});

test('an older reading that fails does not put off the news of a loss', async () => {
  const { watch, read, connection } = await watching();
  let cutOff: () => void = () => undefined;
  read.mockReturnValueOnce(
    new Promise((_, reject) => {
      cutOff = () => {
        reject(new Error('cut off'));
      };
    }),
  );
  await vi.advanceTimersByTimeAsync(2500);
  read.mockImplementation(never);
  void watch.refresh();
  await vi.advanceTimersByTimeAsync(1000);
  cutOff();
  await vi.advanceTimersByTimeAsync(499);
  expect(connection()).toBe('connected');
  await vi.advanceTimersByTimeAsync(1);
  expect(connection()).toBe('lost');
});

test('a page that has slept asks before it tells of a loss', async () => {
  const { read, seen } = await watching();
  read.mockImplementation(async () => {
    await new Promise((resolve) => setTimeout(resolve, 1400));
    return overviewExample();
  });
  // Its timers stand still, the clock does not.
  vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 600_000);
  await vi.advanceTimersByTimeAsync(4000);
  expect([...seen]).toEqual(['connected']);
});

test('a loss that the browser tells of shows at once, though a reading would hang', async () => {
  const { read, network, connection } = await watching();
  read.mockImplementation(never);
  network(false);
  await vi.advanceTimersByTimeAsync(200);
  expect(connection()).toBe('lost');
  read.mockResolvedValue(overviewExample());
  network(true);
  await vi.advanceTimersByTimeAsync(0);
  expect(connection()).toBe('connected');
});

test("nothing is lost without a network where the machine's own browser looks at it", async () => {
  const { network, seen } = await watching();
  network(false);
  await vi.advanceTimersByTimeAsync(1000);
  expect([...seen]).toEqual(['connected']);
});
