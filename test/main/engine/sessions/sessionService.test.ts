import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { queueAnswerSchema, sessionAnswerSchema, sessionListAnswerSchema } from '#contract/sessionApi';
import { parseJpeg } from '#engine/media/jpeg';
import { filesOfArchive } from '#support/archives';
import { until } from '#support/capture';
import { startUploadService } from '#support/delivery';
import { makeFrames } from '#support/frames';
import { capturedSession, folderForTest, pictureBytes } from '#support/sessions';

it('follows a session in /status until it is in the store', async () => {
  const { store, eventBus, capture, reaches, told } = await startUploadService();
  let open: () => void = () => undefined;
  store.gate = new Promise((resolve) => {
    open = resolve;
  });
  const id = await capture('1');
  await reaches(id, 'uploading');
  expect(eventBus.legacyStatus.status).toMatchObject({
    active: true,
    progress: 'uploading',
    last_result: null,
  });
  open();
  await until(() => !eventBus.legacyStatus.status.active);
  const uploaded = ['side', 'top', 'front'].map((camera) => `1/${camera}/images.tar.gz`);
  expect(eventBus.legacyStatus.status.last_result).toMatchObject({ success: true, queued: false, uploaded });
  expect(told()).toEqual(['uploaded']);
});

it('ends the wait in /status where it is clear that it takes long: at the first failure, offline, after a minute', async () => {
  const {
    clock,
    store,
    eventBus,
    capture,
    reaches,
    told,
    delivery: uploadService,
  } = await startUploadService();
  store.isReachable = false;
  store.failures.push('STORE_UNREACHABLE', 'STORE_UNREACHABLE');
  await capture('1');
  await until(() => !eventBus.legacyStatus.status.active);
  expect(eventBus.legacyStatus.status).toMatchObject({
    last_error: null,
    last_result: { success: true, queued: true },
  });
  const second = await capture('2');
  expect(eventBus.legacyStatus.status).toMatchObject({
    active: false,
    goat_id: '2',
    last_result: { queued: true },
  });
  clock.advance(2000);
  await until(() => store.puts.length === 2 && uploadService.queue.nextTryInMs !== null);
  // The same alert is told once, however often it comes.
  expect(told()).toEqual(['STORE_UNREACHABLE', 'upload-waits', 'upload-waits']);
  uploadService.queue.wake();
  await reaches(second, 'uploaded');

  let open: () => void = () => undefined;
  store.gate = new Promise((resolve) => {
    open = resolve;
  });
  const third = await capture('3');
  await reaches(third, 'uploading');
  clock.advance(59_999);
  expect(eventBus.legacyStatus.status.active).toBe(true);
  clock.advance(1);
  expect(eventBus.legacyStatus.status).toMatchObject({
    active: false,
    last_result: { success: true, queued: true },
  });
  open();
  await reaches(third, 'uploaded');
});

it('tells how the queue stands', async () => {
  const { store, delivery: uploadService, capture, reaches, sessions } = await startUploadService();
  Object.assign(store, { bytesPerSecond: 1000 });
  store.failures.push('STORE_CREDENTIALS');
  const id = await capture('1');
  await until(() => uploadService.queue.nextTryInMs !== null);
  await capture('2', { source: 'kiosk' });
  const info = queueAnswerSchema.parse(uploadService.queueInfo());
  expect(info).toMatchObject({
    ...{ waiting: 1, sending: 0, in_review: 1, needs_attention: 0, bytes_waiting: 6000 },
    ...{ bytes_per_second: 0, seconds_left: null, next_try_sec: 300, alert: { code: 'STORE_CREDENTIALS' } },
  });
  let open: () => void = () => undefined;
  store.gate = new Promise((resolve) => {
    open = resolve;
  });
  await sessions.retry(id);
  await reaches(id, 'uploading');
  expect(uploadService.queueInfo()).toMatchObject({ sending: 1, bytes_per_second: 1000, seconds_left: 6 });
  open();
  await reaches(id, 'uploaded');
  expect(uploadService.queueInfo()).toMatchObject({
    waiting: 0,
    bytes_waiting: 0,
    next_try_sec: null,
    alert: null,
  });
});

it('lists the newest first, page by page, by state, and no tests', async () => {
  const { capture, reaches, sessions, spool } = await startUploadService();
  const ids: string[] = [];
  for (let goat = 1; goat <= 5; goat++) ids.unshift(await capture(String(goat)));
  await capture('6', { source: 'kiosk' });
  for (const id of ids) await reaches(id, 'uploaded');
  await capturedSession(spool, { goatId: 'test_1', isTest: true });
  const first = sessionListAnswerSchema.parse(sessions.list({ states: ['uploaded'], limit: 3 }));
  expect(first.sessions.map(({ goat_id: goat }) => goat)).toEqual(['5', '4', '3']);
  expect(first).toMatchObject({ total: 5, next: ids[2] });
  const second = sessions.list({ states: ['uploaded'], limit: 3, before: first.next });
  expect(second.sessions.map(({ goat_id: goat }) => goat)).toEqual(['2', '1']);
  expect(second.next).toBeNull();
  expect(sessions.list({}).sessions.map(({ state }) => state)).toEqual([
    'in-review',
    ...Array<string>(5).fill('uploaded'),
  ]);
  for (const bad of [{ limit: 0 }, { limit: 201 }, { states: ['lost'] }, { before: '../x' }])
    expect(() => sessions.list(bad)).toThrow(
      expect.objectContaining({
        fault: expect.objectContaining({ code: 'INVALID_REQUEST' }) as unknown,
      }) as Error,
    );
});

it('tells all of a session, and of none that is not there', async () => {
  const { capture, reaches, sessions } = await startUploadService();
  const id = await capture('1', { goatData: { grade: 'choice' } });
  await reaches(id, 'uploaded');
  const answer = sessionAnswerSchema.parse(sessions.detail(id));
  expect(answer).toMatchObject({ goat_id: '1', images: 6, bytes: 6000, goat_data: { grade: 'choice' } });
  expect(answer.stored).toHaveLength(4);
  expect(() => sessions.detail('nothing')).toThrow('There is no session nothing.');
});

it('keeps, and lets the next capture keep, what is under review', async () => {
  const { capture, reaches, sessions, delivery: uploadService } = await startUploadService();
  const first = await capture('1', { source: 'kiosk' });
  expect(sessions.detail(first).state).toBe('in-review');
  expect((await sessions.keep(first)).state).toBe('queued');
  await reaches(first, 'uploaded');
  await expect(sessions.keep(first)).rejects.toMatchObject({ code: 'SESSION_STATE' });
  const second = await capture('2', { source: 'kiosk' });
  await uploadService.review.keep();
  await reaches(second, 'uploaded');
});

it('discards what is under review: it goes nowhere, and its number is free', async () => {
  const {
    clock,
    capture,
    sessions,
    delivery: uploadService,
    eventBus,
    store,
    told,
  } = await startUploadService();
  const id = await capture('1', { source: 'kiosk' });
  expect(uploadService.numbers.next()).toBe(2);
  expect((await sessions.discard(id)).state).toBe('discarded');
  expect(uploadService.numbers.next()).toBe(1);
  expect(eventBus.legacyStatus.status).toMatchObject({
    active: false,
    last_result: { queued: false, uploaded: [] },
  });
  clock.advance(60_000);
  expect(store.puts).toEqual([]);
  expect(told()).toEqual(['discarded']);
  await expect(sessions.discard(id)).rejects.toMatchObject({ code: 'SESSION_STATE' });
});

it('gives the loser of a number another one, in its archives too', async () => {
  const { capture, reaches, sessions, archive, spool, told } = await startUploadService();
  await reaches(await capture('1'), 'uploaded');
  const loser = await capture('1', { goatData: { grade: 'choice' } }, 1001);
  await reaches(loser, 'needs-attention');
  expect(sessions.detail(loser).fault).toMatchObject({ code: 'GOAT_EXISTS' });
  await expect(sessions.renumber(loser, { goat_id: '1' })).rejects.toMatchObject({ code: 'GOAT_EXISTS' });
  await expect(sessions.renumber(loser, { goat_id: 'a/b' })).rejects.toMatchObject({
    code: 'INVALID_GOAT_ID',
  });
  expect(await sessions.renumber(loser, {})).toMatchObject({ goat_id: '2', fault: null });
  await reaches(loser, 'uploaded');
  const files = await filesOfArchive(await archive('2/side/images.tar.gz'));
  expect(files.map(({ name }) => name)).toEqual(['2_side_01.jpg', '2_side_02.jpg']);
  expect(files[0]?.bytes.equals(pictureBytes('1', 'side', 1, 1001))).toBe(true);
  expect(JSON.parse((await archive('2/goat_data.json')).toString())).toMatchObject({ goat_id: '2' });
  expect((await filesOfArchive(await archive('1/side/images.tar.gz')))[0]?.bytes).toHaveLength(1000);
  expect(told()).toEqual(['uploaded', 'GOAT_EXISTS', 'renumbered', 'uploaded']);
  await expect(sessions.renumber(loser, {})).rejects.toMatchObject({ code: 'SESSION_STATE' });
  expect(spool.get(loser)?.goatId).toBe('2');
});

it('replaces what is in the store at a word, and copies it aside before', async () => {
  const { capture, reaches, sessions, archive, delivery: uploadService, spool } = await startUploadService();
  await reaches(await capture('1', { goatData: { grade: 'prime' } }), 'uploaded');
  const second = await capture('1', {}, 1001);
  await reaches(second, 'needs-attention');
  await sessions.replace(second);
  await reaches(second, 'uploaded');
  const { replaced } = spool.get(second) ?? {};
  expect(replaced?.keys).toHaveLength(4);
  const time = '20260210T183000002Z';
  const bytesOf = async (key: string) => (await filesOfArchive(await archive(key)))[0]?.bytes.length;
  for (const camera of ['side', 'top', 'front']) {
    expect(await bytesOf(`1/${camera}/images.tar.gz`)).toBe(1001);
    expect(await bytesOf(`_replaced/1/${time}/${camera}/images.tar.gz`)).toBe(1000);
  }
  expect(JSON.parse((await archive(`_replaced/1/${time}/goat_data.json`)).toString())).toMatchObject({
    grade: 'prime',
  });
  const data: unknown = JSON.parse((await archive('1/goat_data.json')).toString());
  expect(data).toMatchObject({ session_id: second });
  expect(data).not.toHaveProperty('grade');
  await uploadService.numbers.refresh(new AbortController().signal);
  expect(uploadService.numbers.next()).toBe(2);
  await expect(sessions.replace(second)).rejects.toMatchObject({ code: 'SESSION_STATE' });
});

it('tries again what needs attention, once its pictures are there again', async () => {
  const { capture, sessions, spool, reaches } = await startUploadService();
  const id = await capture('1', { source: 'kiosk' });
  const file = path.join(spool.cameraFolder(id, 'top'), '1000000.jpg');
  const bytes = await readFile(file);
  await rm(file);
  await sessions.keep(id);
  await reaches(id, 'needs-attention');
  expect(sessions.detail(id).fault).toMatchObject({ code: 'SESSION_DAMAGED' });
  await writeFile(file, bytes);
  await sessions.retry(id);
  await reaches(id, 'uploaded');
  await expect(sessions.retry(id)).rejects.toMatchObject({ code: 'SESSION_STATE' });
});

it('gives pictures and thumbnails', async () => {
  const { capture, sessions, spool } = await startUploadService();
  const id = await capture('1', { source: 'kiosk' });
  const asked = { session_id: id, camera: 'side', number: 2 };
  const file = await sessions.picture(asked);
  expect((await readFile(file)).equals(pictureBytes('1', 'side', 2, 1000))).toBe(true);
  const [drawn] = await makeFrames(await folderForTest(), { width: 640, height: 480, count: 1 });
  await copyFile(drawn ?? '', file);
  expect(parseJpeg(await sessions.thumbnail(asked))).toMatchObject({
    ok: true,
    jpeg: { width: 80, height: 60 },
  });
  await expect(sessions.picture({ ...asked, number: 3 })).rejects.toMatchObject({
    code: 'SESSION_NOT_FOUND',
  });
  await expect(sessions.picture({ ...asked, camera: '../x' })).rejects.toMatchObject({
    code: 'INVALID_REQUEST',
  });
  await rm(file);
  await expect(sessions.picture(asked)).rejects.toMatchObject({ code: 'SESSION_DAMAGED' });
  expect(spool.get(id)?.state).toBe('in-review');
});
