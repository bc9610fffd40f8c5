import { expect, it } from 'vitest';
import { RATE_STEPS } from '#contract/sessionApi';
import { UploadThrottle } from '#engine/upload/uploadThrottle';
import { TestClock } from '#support/clock';

async function send(throttle: UploadThrottle, bytes: number): Promise<void> {
  for await (const piece of throttle.pace(new Uint8Array(bytes))) expect(piece.length).toBeGreaterThan(0);
}

it('remembers the rate of the last minutes, five seconds by five, and no more', async () => {
  const clock = new TestClock();
  const throttle = new UploadThrottle(clock);
  expect(throttle.history).toEqual(Array(RATE_STEPS).fill(0));
  await send(throttle, 1_000_000);
  clock.advance(4999);
  await send(throttle, 500_000);
  // A step counts when it is over.
  expect(throttle.history.at(-1)).toBe(0);
  clock.advance(1);
  await send(throttle, 50_000);
  clock.advance(10_000);
  expect(throttle.history.slice(-3)).toEqual([300_000, 10_000, 0]);
  clock.advance((RATE_STEPS - 3) * 5000);
  expect(throttle.history.slice(0, 2)).toEqual([300_000, 10_000]);
  clock.advance(5000);
  expect(throttle.history).toEqual([10_000, ...Array<number>(RATE_STEPS - 1).fill(0)]);
  // Long after, too, only the steps of the last minutes are there.
  for (let times = 0; times < 100; times++) {
    await send(throttle, 5);
    clock.advance(5000);
  }
  expect(throttle.history).toEqual(Array(RATE_STEPS).fill(1));
});
