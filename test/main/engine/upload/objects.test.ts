import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import type { NewSession } from '#engine/sessions/spool';
import { newCameraRecord, type Session } from '#contract/session';
import { bytesToSend, ownerOf, replacedKey, sessionObjects } from '#engine/upload/objects';
import { filesOfArchive } from '#support/archives';
import { TestClock } from '#support/clock';
import { capturedSession, spoolForTest, wantedSession } from '#support/sessions';

async function objectsOf(changes: Partial<NewSession>, later: Partial<Session> = {}) {
  const spool = await spoolForTest(new TestClock('2026-02-10T18:30:00.120Z'));
  const session = { ...(await capturedSession(spool, changes)), ...later };
  const objects = sessionObjects(session, (camera) => spool.cameraFolder(session.id, camera));
  const last = objects.at(-1);
  const data = last?.key.endsWith('.json') ? await text(last.open()) : null;
  return { session, objects, data };
}

const ARCHIVES = ['17/side/images.tar.gz', '17/top/images.tar.gz', '17/front/images.tar.gz'];

it('puts side, top and front, and no data where none was given', async () => {
  for (const goatData of [{}, { grade: '', live_weight: null }]) {
    const { objects } = await objectsOf({ goatData });
    expect(objects.map(({ key }) => key)).toEqual(ARCHIVES);
    expect(objects.map(({ contentType }) => contentType)).toEqual(Array(3).fill('application/gzip'));
    const names = (await filesOfArchive(await buffer(objects[2]?.open() ?? Readable.from([])))).map(
      ({ name }) => name,
    );
    expect(names).toEqual(['17_front_01.jpg', '17_front_02.jpg']);
  }
});

it("writes goat_data.json as the seed does, the seed's keys first and as they are, ours after them", async () => {
  const goatData = { description: 'meat', live_weight: '85 lbs', grade: '', goat_id: '18', simulated: 'no' };
  const { objects, data, session } = await objectsOf({ goatData });
  expect(objects.map(({ key }) => key)).toEqual([...ARCHIVES, '17/goat_data.json']);
  const parsed: unknown = JSON.parse(data ?? '');
  const local = new Date(session.startedAt);
  const pad = (value: number) => String(value).padStart(2, '0');
  const date = `${local.getFullYear()}-${pad(local.getMonth() + 1)}-${pad(local.getDate())}`;
  const time = `${pad(local.getHours())}:${pad(local.getMinutes())}:${pad(local.getSeconds())}`;
  expect(parsed).toEqual({
    goat_id: '17',
    timestamp: `${date}T${time}.120000`,
    cameras: ['side', 'top', 'front'],
    images_per_camera: 2,
    resolution: '4656x3496',
    capture_fps: 1,
    description: 'meat',
    live_weight: '85 lbs',
    captured_at: session.startedAt,
    session_id: session.id,
    simulated: false,
  });
  expect(Object.keys(parsed ?? {}).slice(0, 6)).toEqual([
    'goat_id',
    'timestamp',
    'cameras',
    'images_per_camera',
    'resolution',
    'capture_fps',
  ]);
});

it('leaves out a camera that took no part', async () => {
  const { cameras } = wantedSession();
  const { objects } = await objectsOf({ cameras: { ...cameras, top: newCameraRecord('missing') } });
  expect(objects.map(({ key }) => key)).toEqual([ARCHIVES[0], ARCHIVES[2]]);
});

it('writes the data of a session that replaces one with data, so that the old does not speak of new pictures', async () => {
  const at = '2026-02-10T19:00:00.000Z';
  const replaced = { at, keys: [...ARCHIVES, '17/goat_data.json'] };
  const { data, session } = await objectsOf({ overwrite: true }, { replaced });
  expect(JSON.parse(data ?? '')).toMatchObject({ goat_id: '17', session_id: session.id });
  const without = await objectsOf({ overwrite: true }, { replaced: { at, keys: ARCHIVES } });
  expect(without.data).toBeNull();
});

it('counts the bytes that the store has not confirmed', async () => {
  const { session } = await objectsOf({});
  expect(bytesToSend(session)).toBe(6000);
  const stored = [{ key: '17/side/images.tar.gz', bytes: 1, crc64nvme: '' }];
  expect(bytesToSend({ ...session, stored })).toBe(4000);
});

it('knows the goat of a key, and keeps what was replaced apart from the goats', () => {
  expect(ownerOf('17/side/images.tar.gz')).toBe('17');
  expect(ownerOf('goat-A_1/')).toBe('goat-A_1');
  const aside = replacedKey('17/side/images.tar.gz', '20260210T183000000Z');
  expect(aside).toBe('_replaced/17/20260210T183000000Z/side/images.tar.gz');
  for (const key of [aside, 'a b/x', '', '.hidden/x', 'lost+found']) expect(ownerOf(key)).toBeNull();
});
