import { expect, it } from 'vitest';
import { SerialQueue } from '#engine/platform/serialQueue';
import { deferred } from '#support/deferred';

it('runs one task at a time, in order, also after one that fails', async () => {
  const queue = new SerialQueue();
  const first = deferred<null>();
  const ran: string[] = [];
  const failing = queue.run(async () => {
    ran.push('first');
    await first.promise;
    throw new Error('full');
  });
  const second = queue.run(() => Promise.resolve(ran.push('second')));
  const idle = queue.idle();
  await Promise.resolve();
  expect(ran).toEqual(['first']);
  first.resolve(null);
  await expect(failing).rejects.toThrow('full');
  expect(await second).toBe(2);
  await idle;
  expect(ran).toEqual(['first', 'second']);
});

it('does not leave a failure unhandled that nobody awaits', async () => {
  const queue = new SerialQueue();
  void queue.run(() => Promise.reject(new Error('full')));
  await queue.idle();
  expect(await queue.run(() => Promise.resolve('next'))).toBe('next');
});
