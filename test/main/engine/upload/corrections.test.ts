import { expect, it } from 'vitest';
import { z } from 'zod';
import type { GoatData } from '#contract/goats';
import type { SessionState } from '#contract/session';
import { isoWithOffset } from '#engine/platform/clock';
import { FolderStore } from '#engine/upload/folderStore';
import { S3Store } from '#engine/upload/s3Store';
import type { Store } from '#engine/upload/store';
import { until } from '#support/capture';
import { startUploadService } from '#support/delivery';
import { clientFor, serverForTest } from '../../../s3/client';
import { capturedSession, noLog, wantedSession } from '#support/sessions';

const BEFORE = { description: 'meat', grade: 'prime' };
const AFTER = { description: 'dairy', live_weight: '58 kg', grade: '' };
const DATA_KEY = '1/goat_data.json';

type Started = Awaited<ReturnType<typeof startUploadService>>;

const dataIn = async ({ archive }: Started) =>
  z.looseObject({}).parse(JSON.parse((await archive(DATA_KEY)).toString()));
const isWritten = ({ spool }: Started, id: string) => until(() => !spool.get(id)?.dataDue);

/** Goat 1 in the store, with the data of before. */
async function uploadedGoat(started: Started, goatData: GoatData = BEFORE): Promise<string> {
  const id = await started.capture('1', { goatData });
  await started.reaches(id, 'uploaded');
  return id;
}

it('is sent with the pictures where they have not left yet', async () => {
  const started = await startUploadService();
  const { capture, sessions, reaches, store, told } = started;
  const id = await capture('1', { source: 'kiosk', goatData: BEFORE });
  const answer = await sessions.correct(id, { goat_data: AFTER });
  expect(answer).toMatchObject({ state: 'in-review', goat_data: AFTER, data_due: false });
  await sessions.keep(id);
  await reaches(id, 'uploaded');
  expect(await dataIn(started)).toMatchObject({ description: 'dairy', live_weight: '58 kg' });
  expect(store.puts.filter((key) => key === DATA_KEY)).toHaveLength(1);
  expect(told()).toEqual(['data-corrected', 'uploaded']);
});

it('is written anew in the store, in the same shape, and without what was taken out', async () => {
  const started = await startUploadService();
  const { sessions, spool, store, told } = started;
  const id = await uploadedGoat(started);
  const before = await dataIn(started);
  expect(before).toMatchObject({ ...BEFORE, goat_id: '1' });
  const checksum = () => spool.get(id)?.stored.filter(({ key }) => key === DATA_KEY);
  const storedBefore = checksum();
  expect(await sessions.correct(id, { goat_data: AFTER })).toMatchObject({ goat_data: AFTER });
  await isWritten(started, id);
  expect(await dataIn(started)).toEqual({ ...before, ...AFTER, grade: undefined });
  expect(checksum()).toHaveLength(1);
  expect(checksum()).not.toEqual(storedBefore);
  expect(spool.get(id)).toMatchObject({ state: 'uploaded', fault: null });
  expect(store.puts).toHaveLength(5);
  await sessions.correct(id, { goat_data: {} });
  await isWritten(started, id);
  expect(await dataIn(started)).not.toHaveProperty('description');
  expect(told()).toEqual(['uploaded', 'data-corrected', 'data-corrected']);
});

it('makes the file where none was needed before', async () => {
  const started = await startUploadService();
  const id = await uploadedGoat(started, {});
  await started.sessions.correct(id, { goat_data: BEFORE });
  await isWritten(started, id);
  expect(await dataIn(started)).toMatchObject(BEFORE);
  expect(started.sessions.detail(id).uploaded).toContain(DATA_KEY);
});

it('reaches the store too where it comes while the old data is on its way', async () => {
  const started = await startUploadService();
  const { store, capture, reaches, sessions } = started;
  let open: () => void = () => undefined;
  store.gate = new Promise((resolve) => {
    open = resolve;
  });
  const id = await capture('1', { goatData: BEFORE });
  await reaches(id, 'uploading');
  await sessions.correct(id, { goat_data: AFTER });
  open();
  await reaches(id, 'uploaded');
  await isWritten(started, id);
  expect(await dataIn(started)).toMatchObject({ description: 'dairy' });
});

it('waits for the network, across restarts, and nothing is tidied away meanwhile', async () => {
  const first = await startUploadService();
  const { sessions, store, spool, delivery: uploadService, clock, dataDir } = first;
  const id = await uploadedGoat(first);
  store.isReachable = false;
  store.failures.push('STORE_UNREACHABLE');
  await sessions.correct(id, { goat_data: AFTER });
  await until(() => uploadService.queue.alert !== null);
  expect(uploadService.queueInfo()).toMatchObject({ corrections: 1, waiting: 0, bytes_waiting: 0 });
  expect(sessions.detail(id)).toMatchObject({
    state: 'uploaded',
    data_due: true,
    allowed: ['retry', 'correct'],
  });
  expect(await dataIn(first)).toMatchObject(BEFORE);
  await spool.update(id, { endedAt: isoWithOffset(new Date(clock.now().getTime() - 1e10)) });
  await uploadService.stop();

  const second = await startUploadService({ dataDir, settings: { MIN_DISK_MB: 1e7 } });
  await isWritten(second, id);
  expect(await dataIn(second)).toMatchObject({ description: 'dairy' });
  expect(second.delivery.queueInfo()).toMatchObject({ corrections: 0 });
});

it('is tried at once when somebody asks, and again where the end of a write was not noted', async () => {
  const started = await startUploadService();
  const { sessions, store, delivery: uploadService } = started;
  const id = await uploadedGoat(started);
  const put = FolderStore.prototype.put.bind(store);
  let tries = 0;
  // Killed after the store had it, before that was written down.
  store.put = async (upload) => {
    const result = await put(upload);
    tries += 1;
    if (tries === 1) throw new Error('killed');
    return result;
  };
  await sessions.correct(id, { goat_data: AFTER });
  await until(() => uploadService.queue.nextTryInMs !== null);
  expect(sessions.detail(id).data_due).toBe(true);
  await sessions.retry(id);
  await isWritten(started, id);
  expect(tries).toBe(2);
  expect(await dataIn(started)).toMatchObject({ description: 'dairy' });
});

it('does not speak of other pictures: what has replaced them stays as it is', async () => {
  const started = await startUploadService();
  const { capture, reaches, sessions, spool, told } = started;
  const first = await uploadedGoat(started);
  const second = await capture('1', { overwrite: true }, 1001);
  await reaches(second, 'uploaded');
  const before = await dataIn(started);
  await sessions.correct(first, { goat_data: AFTER });
  await until(() => spool.get(first)?.fault?.code === 'NOT_IN_STORE');
  expect(await dataIn(started)).toEqual(before);
  expect(sessions.detail(first)).toMatchObject({ state: 'uploaded', data_due: false, goat_data: AFTER });
  expect(told().at(-1)).toBe('NOT_IN_STORE');
  // The one that took its place can be corrected.
  await sessions.correct(second, { goat_data: AFTER });
  await isWritten(started, second);
  expect(await dataIn(started)).toMatchObject({ description: 'dairy', session_id: second });
});

it('does not come between what replaces a goat and its copy of what it replaces', async () => {
  const started = await startUploadService();
  const { capture, reaches, sessions, spool, store, clock, delivery: uploadService } = started;
  const first = await uploadedGoat(started, {});
  store.failures.push('STORE_FAILED');
  const second = await capture('1', { overwrite: true }, 1001);
  await until(() => uploadService.queue.nextTryInMs !== null);
  expect(spool.get(second)).toMatchObject({
    state: 'queued',
    replaced: { keys: expect.any(Array) as unknown },
  });
  await sessions.correct(first, { goat_data: AFTER });
  clock.advance(uploadService.queue.nextTryInMs ?? 0);
  await reaches(second, 'uploaded');
  await until(() => spool.get(first)?.fault?.code === 'NOT_IN_STORE');
  expect(store.puts).not.toContain(DATA_KEY);
});

it('goes where the pictures are: those of simulated cameras never to a bucket', async () => {
  const used: Store[] = [];
  const server = await serverForTest();
  const bucket = new S3Store(clientFor(server), server.bucket, noLog);
  const started = await startUploadService({
    storeFor: ({ simulated }) => {
      const store = simulated ? started.store : bucket;
      used.push(store);
      return store;
    },
  });
  const id = await started.capture('1', { simulated: true, goatData: BEFORE });
  await started.reaches(id, 'uploaded');
  await started.sessions.correct(id, { goat_data: AFTER });
  await isWritten(started, id);
  expect(await dataIn(started)).toMatchObject({ description: 'dairy', simulated: true });
  expect(server.objects().size).toBe(0);
});

it('is kept back from a bucket that is gone, and reaches it when it is back', async () => {
  const server = await serverForTest();
  const bucket = new S3Store(clientFor(server), server.bucket, noLog);
  const started = await startUploadService({ storeFor: () => bucket });
  const { sessions, spool, delivery: uploadService } = started;
  const id = await uploadedGoat(started);
  const buckets = new Map(server.buckets);
  server.buckets.clear();
  await sessions.correct(id, { goat_data: AFTER });
  await until(() => uploadService.queue.alert?.code === 'STORE_NO_BUCKET');
  expect(spool.get(id)).toMatchObject({ dataDue: true, fault: null });
  for (const [name, held] of buckets) server.buckets.set(name, held);
  await sessions.retry(id);
  await isWritten(started, id);
  const { bytes, contentType } = server.objects().get(DATA_KEY) ?? {};
  expect(contentType).toBe('application/json');
  expect(JSON.parse(String(bytes))).toMatchObject({ description: 'dairy', goat_id: '1' });

  server.hold('1/side/images.tar.gz', Buffer.from('another capture of this goat'));
  await sessions.correct(id, { goat_data: BEFORE });
  await until(() => spool.get(id)?.fault?.code === 'NOT_IN_STORE');
  expect(server.objects().get(DATA_KEY)?.bytes).toEqual(bytes);
});

it.each([
  ['capturing', []],
  ['failed', ['failed']],
  ['cancelled', ['cancelled']],
] as [SessionState, SessionState[]][])('is refused for what is %s', async (_state, way) => {
  const { spool, sessions } = await startUploadService();
  const { id } = await spool.begin(wantedSession());
  for (const state of way) await spool.update(id, { state });
  await expect(sessions.correct(id, { goat_data: AFTER })).rejects.toMatchObject({ code: 'SESSION_STATE' });
});

it('is refused for what was thrown away, what is not there, and data that /record would refuse', async () => {
  const { spool, sessions } = await startUploadService();
  const { id } = await capturedSession(spool, { goatData: BEFORE });
  for (const bad of [undefined, {}, { goat_data: null }, { goat_data: { a: [] } }, { goat_data: { '': 1 } }])
    await expect(sessions.correct(id, bad)).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
  await spool.update(id, { state: 'discarded' });
  await expect(sessions.correct(id, { goat_data: AFTER })).rejects.toMatchObject({ code: 'SESSION_STATE' });
  await expect(sessions.correct('none', { goat_data: AFTER })).rejects.toMatchObject({
    code: 'SESSION_NOT_FOUND',
  });
  expect(spool.get(id)?.goatData).toEqual(BEFORE);
});
