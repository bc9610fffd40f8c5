import { expect, it } from 'vitest';
import { sessionAnswerSchema } from '#contract/sessionApi';
import { until } from '#support/capture';
import { startUploadService } from '#support/delivery';
import { ON_USB } from '#support/sessions';

/** Sessions 1 and 2 on a stick, 3 on none, and a store that refuses its keys once. */
async function onUsb() {
  const started = await startUploadService();
  const { store, capture, delivery: uploadService, spool } = started;
  store.failures.push('STORE_CREDENTIALS');
  const [first, second, third] = [await capture('1'), await capture('2'), await capture('3')];
  await until(() => uploadService.queue.alert !== null);
  for (const id of [first, second]) await spool.update(id, { state: 'exported', exported: ON_USB });
  return { ...started, first, second, third };
}

it('takes the word of a person that sticks are delivered: their sessions wait no longer, and keep their numbers', async () => {
  const {
    store,
    sessions,
    reaches,
    spool,
    delivery: uploadService,
    told,
    first,
    second,
    third,
  } = await onUsb();
  await expect(sessions.renumber(first, {})).rejects.toMatchObject({ code: 'SESSION_STATE' });
  await expect(sessions.delivered(third)).rejects.toMatchObject({ code: 'SESSION_STATE' });
  expect(sessionAnswerSchema.parse(await sessions.delivered(first))).toMatchObject({
    state: 'uploaded',
    exported: { stick: 'GOATS', deliveredAt: expect.stringContaining('2026-02-10T') as unknown },
  });
  await sessions.allDelivered();
  expect([first, second, third].map((id) => spool.get(id)?.state)).toEqual([
    ...['uploaded', 'uploaded', 'queued'],
  ]);
  expect(told().filter((kind) => kind === 'delivered')).toHaveLength(2);
  await spool.remove(second);
  expect(uploadService.numbers.has('2')).toBe(true);
  await sessions.retry(third);
  await reaches(third, 'uploaded');
  expect([...new Set(store.puts.map((key) => key.split('/')[0]))]).toEqual(['1', '3']);
});

it('sends at once what is on a stick, or discards it, where a person says so', async () => {
  const { sessions, reaches, first, second } = await onUsb();
  expect(sessions.detail(first).allowed).toEqual(['retry', 'discard', 'delivered', 'correct']);
  expect((await sessions.discard(second)).state).toBe('discarded');
  await sessions.retry(first);
  await reaches(first, 'uploaded');
});

it('copies a session again whose data was corrected since; where its stick was delivered, the store must have it', async () => {
  const { sessions, spool, reaches, first, second } = await onUsb();
  const corrected = await sessions.correct(first, { goat_data: { grade: 'prime' } });
  expect(corrected).toMatchObject({ state: 'queued', data_due: false });
  expect(spool.get(first)?.exported).toBeUndefined();
  await sessions.delivered(second);
  expect(await sessions.correct(second, { goat_data: { grade: 'prime' } })).toMatchObject({ data_due: true });
  await sessions.retry(second);
  await until(() => spool.get(second)?.fault !== null);
  expect(sessions.detail(second)).toMatchObject({ data_due: false, fault: { code: 'NOT_IN_STORE' } });
  await reaches(first, 'uploaded');
});
