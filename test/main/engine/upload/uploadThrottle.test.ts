import { expect, it } from 'vitest';
import { RATE_STEPS } from '#contract/sessionApi';
import { Traffic } from '#engine/upload/uploadThrottle';
import { TestClock } from '#support/clock';

async function send(traffic: Traffic, bytes: number): Promise<void> {
  for await (const piece of traffic.pace(new Uint8Array(bytes))) expect(piece.length).toBeGreaterThan(0);
}

it('remembers the rate of the last minutes, five seconds by five, and no more', async () => {
  const clock = new TestClock();
  const traffic = new Traffic(clock);
  expect(traffic.history).toEqual(Array(RATE_STEPS).fill(0));
  await send(traffic, 1_000_000);
  clock.advance(4999);
  await send(traffic, 500_000);
  // A step counts when it is over.
  expect(traffic.history.at(-1)).toBe(0);
  clock.advance(1);
  await send(traffic, 50_000);
  clock.advance(10_000);
  expect(traffic.history.slice(-3)).toEqual([300_000, 10_000, 0]);
  clock.advance((RATE_STEPS - 3) * 5000);
  expect(traffic.history.slice(0, 2)).toEqual([300_000, 10_000]);
  clock.advance(5000);
  expect(traffic.history).toEqual([10_000, ...Array<number>(RATE_STEPS - 1).fill(0)]);
  // Long after, too, only the steps of the last minutes are there.
  for (let times = 0; times < 100; times++) {
    await send(traffic, 5);
    clock.advance(5000);
  }
  expect(traffic.history).toEqual(Array(RATE_STEPS).fill(1));
});
