import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { recordAnswerSchema } from '#contract/captureApi';
import { settingsAnswerSchema } from '#contract/settingsApi';
import type { Session } from '#contract/session';
import { held } from '#support/api';
import { until } from '#support/capture';
import { readDataFolder, readStick } from '../fixtures/v0.1/reader.mjs';
import {
  copyForTest,
  copyWithGoats,
  DATA_OF_V01,
  filesBelow,
  knownOfV01,
  rawRecords,
  startOn,
  STICK_OF_V01,
} from '#support/fixtureV01';
import { makeFramesOfAll } from '#support/frames';
import { folderForTest } from '#support/sessions';

/** A capture of less than a second on simulated cameras; the store is out of reach. */
const SHORT = {
  ...{ CAPTURE_FPS: '5', CAMERA_NATIVE_FPS: '20', MIN_IMAGE_BYTES: '200', MAX_PARALLEL: '3' },
  S3_ENDPOINT: 'http://127.0.0.1:1',
};

it('0.1 finds all that this version has written: sessions, settings, secrets and the wizard', async () => {
  const dataDir = await copyForTest(DATA_OF_V01);
  const known = await knownOfV01();
  const frameFolders = await folderForTest();
  await makeFramesOfAll(frameFolders, { width: 64, height: 48, count: 10 });
  const { app, ask } = await startOn(dataDir, SHORT, [`--simulate=${frameFolders}`]);
  const { session_id: id } = held(
    recordAnswerSchema,
    await ask('/record', { method: 'POST', body: { goat_id: 38, goat_data: { grade: 'prime' } } }),
  );
  const stateOf = (): Session['state'] => app.engine.sessions.detail(id).state;
  await until(() => stateOf() === 'queued');

  const changes = { settings: { NUM_IMAGES: '5', REVIEW_SEC: null } };
  held(settingsAnswerSchema, await ask('/settings', { method: 'POST', body: changes }));
  await app.pin.unlock(known.pin);
  await app.pin.set('246813');
  await app.access.choosePassword('goats eat hay');
  const { token } = await app.access.tokens.make('scale');
  await app.access.tokens.revoke('dashboard');
  await app.setupWizard.goTo({ step: 'store' });
  await app.stop();

  const written = await rawRecords(dataDir);
  const pictures = await filesBelow(path.join(dataDir, 'sessions'));
  const read = await readDataFolder(dataDir, known.limit);
  // Every record, and every field of it.
  expect(new Map(read.found.map((session) => [session.goatId, session]))).toEqual(written);
  expect(read.sessions).toEqual(read.found);
  expect(read.unread).toEqual([]);
  expect(written.get('38')).toMatchObject({ id, state: 'queued', simulated: true });
  for (const [file, bytes] of await filesBelow(path.join(dataDir, 'sessions')))
    expect([file, pictures.get(file)?.equals(bytes)]).toEqual([file, true]);
  // The maintainer scripts of its package look for this order of keys when they remove what is over.
  const text = await readFile(path.join(dataDir, 'sessions', id, 'session.json'), 'utf8');
  expect(text).toMatch(/"isTest":false.*"height":48,"state":"queued"/);
  expect(read.goats.next).toBe(121);
  expect(read.goats.has('120')).toBe(true);

  expect(read.settings).toMatchObject({
    NUM_IMAGES: 5,
    REVIEW_SEC: 10,
    IMAGE_WIDTH: 64,
    KEEP_UPLOADED_DAYS: 3650,
  });
  expect(read.unknownSettings).toEqual([]);
  expect(read.storeKeys).toEqual(known.storeKeys);
  expect(read.damaged).toEqual([]);
  expect(await read.pin.matches('246813')).toBe(true);
  expect(await read.pin.matches(known.pin)).toBe(false);
  expect(await read.password.matches('goats eat hay')).toBe(true);
  expect(read.tokens.names).toEqual(['barn.cam-2', 'scale']);
  expect(read.tokens.isValid(token)).toBe(true);
  expect(read.tokens.isValid(known.tokens['barn.cam-2'])).toBe(true);
  expect(read.tokens.isValid(known.tokens.dashboard)).toBe(false);
  expect(read.limits).toMatchObject({ all: { per_controller: 1 }, two: { per_controller: 2 } });
  expect(read.focusLocks).toEqual({ side: 120, top: null, front: 0 });
  expect(read.firstStart).toBe('store');
});

it('0.1 finds a stick whole that this version has written, and what it says of the sessions there', async () => {
  const dataDir = await copyWithGoats('5', '32');
  const { app, sticks } = await startOn(dataDir, SHORT);
  const folder = await folderForTest();
  await sticks.plug({ folder });
  await app.engine.usbExport.start({ stick: '/dev/sda1' });
  await until(async () => (await app.engine.usbExport.describe()).export?.phase === 'done');
  await app.stop();
  expect(await readStick(folder)).toMatchObject([
    { goatId: '5', simulated: false, overwrite: false, fault: null },
    { goatId: '32', simulated: true, overwrite: false, fault: null },
  ]);
  const { found } = await readDataFolder(dataDir, (await knownOfV01()).limit);
  expect(found.map(({ state }) => state)).toEqual(['exported', 'exported']);
  expect(new Map(found.map((session) => [session.goatId, session]))).toEqual(await rawRecords(dataDir));
});

it('0.1 reads the stick that it has written', async () => {
  expect((await readStick(STICK_OF_V01)).map(({ goatId, fault }) => [goatId, fault])).toEqual([
    ['3', null],
    ['10', null],
    ['11', null],
    ['31', null],
  ]);
});

/** What a later version might write into a record, and what 0.1 does then. */
const LATER: [what: string, change: (record: string) => string, code: string, suffix: string][] = [
  ['another format', (record) => record.replace('"format":1', '"format":2'), 'SESSIONS_OF_NEWER_VERSION', ''],
  [
    'a state that it does not know',
    (record) => record.replace('"state":"queued"', '"state":"packing"'),
    'SESSIONS_UNREADABLE',
    '.damaged',
  ],
  [
    'a code that it does not know',
    (record) =>
      record.replace('"fault":null,"stored"', '"fault":{"code":"GOAT_IS_A_SHEEP","parameters":{}},"stored"'),
    'SESSIONS_UNREADABLE',
    '.damaged',
  ],
];

it.each(LATER)(
  '0.1 leaves a session with %s unharmed, and reads the others',
  async (_, change, code, suffix) => {
    const dataDir = await copyForTest(DATA_OF_V01);
    const known = await knownOfV01();
    const { id = '' } = (await rawRecords(dataDir)).get('5') ?? {};
    const folder = path.join(dataDir, 'sessions', id);
    const file = path.join(folder, 'session.json');
    const record = await readFile(file, 'utf8');
    await writeFile(file, change(record));
    expect(await readFile(file, 'utf8')).not.toBe(record);
    const before = await filesBelow(folder);
    // A second start finds the same.
    for (let start = 1; start <= 2; start++) {
      const read = await readDataFolder(dataDir, known.limit);
      expect(read.unread).toMatchObject([{ code, parameters: { count: 1 } }]);
      expect(read.sessions.map((session) => session.goatId)).toHaveLength(23);
      expect(await filesBelow(`${folder}${suffix}`)).toEqual(before);
    }
  },
);

it('0.1 keeps settings that it does not know, and says which', async () => {
  const dataDir = await copyForTest(DATA_OF_V01);
  const file = path.join(dataDir, 'settings.json');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('{', '{ "KEEP_DATASETS": { "days": 3 },'));
  const { settings, unknownSettings } = await readDataFolder(dataDir, (await knownOfV01()).limit);
  expect(settings).toMatchObject({ NUM_IMAGES: 2 });
  expect(unknownSettings).toEqual(['KEEP_DATASETS']);
});
