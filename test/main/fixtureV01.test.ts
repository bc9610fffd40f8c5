import path from 'node:path';
import { expect, it } from 'vitest';
import { CAMERA_NAMES } from '#contract/cameras';
import {
  counterAnswerSchema,
  queueAnswerSchema,
  sessionAnswerSchema,
  sessionListAnswerSchema,
} from '#contract/sessionApi';
import { ERROR_CODES } from '#contract/errors';
import { WIZARD_STEPS, setupWizardSchema } from '#contract/setupWizard';
import { CAMERA_STATES, captureWarningSchema, SESSION_STATES } from '#contract/session';
import { SETTING_NAMES } from '#contract/settings';
import { settingsAnswerSchema } from '#contract/settingsApi';
import { FocusLocks } from '#engine/cameras/focusLocks';
import { ConcurrencyLimits } from '#engine/capture/concurrencyLimit';
import { systemClock } from '#engine/platform/clock';
import { SetupWizard } from '#engine/settings/setupWizard';
import { readStoredCredentials } from '#engine/settings/storedCredentials';
import { fileCheckpoint } from '#engine/upload/uploadCheckpoint';
import { importGoats } from '#main/app/cli/importGoats';
import { readCommandLine } from '#main/app/commandLine';
import { filesOfArchive } from '#support/archives';
import { heldError, held } from '#support/api';
import { faultOf, sampleCamera, until } from '#support/capture';
import {
  copyForTest,
  copyWithGoats,
  DATA_OF_V01,
  filesBelow,
  knownOfV01,
  rawRecords,
  startOn,
  STICK_OF_V01,
  WIZARD_OF_V01,
} from '#support/fixtureV01';
import { known } from '../fixtures/v0.1/reader.mjs';
import { serverForTest } from '../s3/client';
import { s3Key } from '../s3/keys';
import { folderForTest, noLog } from '#support/sessions';

/** Each goat's session: its state as version 0.1.0 has left it, and after a start on it whose store is out of reach. */
const STATES: Record<string, [before: string, after: string | null]> = {
  '31': ['exported', 'exported'],
  '32': ['queued', 'queued'],
  '33': ['uploaded', 'uploaded'],
  '34': ['capturing', 'failed'],
  test_barn: ['capturing', null],
  '35': ['cancelled', 'cancelled'],
  '37': ['in-review', 'queued'],
  '36': ['failed', 'failed'],
  '10': ['exported', 'exported'],
  '11': ['exported', 'exported'],
  '3': ['uploaded', 'uploaded'],
  '1': ['uploaded', 'uploaded'],
  '2': ['uploaded', 'uploaded'],
  '4': ['uploaded', 'uploaded'],
  '5': ['queued', 'queued'],
  '6': ['queued', 'queued'],
  '21': ['needs-attention', 'needs-attention'],
  '22': ['uploading', 'queued'],
  '7': ['uploading', 'queued'],
  '8': ['needs-attention', 'needs-attention'],
  '9': ['needs-attention', 'needs-attention'],
  '12': ['discarded', 'discarded'],
  '14': ['captured', 'queued'],
  '15': ['capturing', 'queued'],
  'billy-goat_2': ['capturing', 'failed'],
};
const STAY = Object.entries(STATES).flatMap(([goatId, [, after]]) =>
  after === null ? [] : [{ goatId, after }],
);
/** Reached by nobody: what waits, waits. */
const unreachable = { S3_ENDPOINT: 'http://127.0.0.1:1' };

/** Starts on a copy of the data folder; resolves when the queue has found its store out of reach. */
async function startOnCopy(goats = Object.keys(STATES)) {
  const dataDir = await copyWithGoats(...goats);
  const started = await startOn(dataDir, unreachable);
  const queue = async () => held(queueAnswerSchema, await started.ask('/queue'));
  await until(async () => {
    const { alert, sending } = await queue();
    return alert !== null && sending === 0;
  });
  return { ...started, dataDir, queue };
}

it('takes up every session of 0.1 as it stands, and as the recovery says', async () => {
  const { ask, dataDir, queue } = await startOnCopy();
  const before = await rawRecords(DATA_OF_V01);
  expect(Object.fromEntries([...before].map(([goatId, { state }]) => [goatId, state]))).toEqual(
    Object.fromEntries(Object.entries(STATES).map(([goatId, [state]]) => [goatId, state])),
  );
  const { sessions, total } = held(sessionListAnswerSchema, await ask('/sessions?limit=200'));
  expect(Object.fromEntries(sessions.map(({ goat_id: goatId, state }) => [goatId, state]))).toEqual(
    Object.fromEntries(STAY.map(({ goatId, after }) => [goatId, after])),
  );
  expect(total).toBe(STAY.length);
  const after = await rawRecords(dataDir);
  for (const { goatId, after: state } of STAY) {
    const record = before.get(goatId);
    const isBrokenOff = record?.state === 'capturing' && state === 'failed';
    const fault = isBrokenOff ? { code: 'INTERRUPTED', parameters: {} } : record?.fault;
    expect(after.get(goatId)).toEqual({ ...record, state, fault });
  }
  const allowed = async (goatId: string) =>
    held(sessionAnswerSchema, await ask(`/sessions/${before.get(goatId)?.id ?? ''}`)).allowed;
  // What has claimed its number keeps it.
  expect(await allowed('6')).toEqual(['retry', 'discard', 'correct']);
  expect(await allowed('5')).toEqual(['retry', 'discard', 'renumber', 'correct']);
  expect(await allowed('8')).toEqual(['retry', 'discard', 'replace', 'renumber', 'correct']);
  expect(await allowed('11')).toEqual(['retry', 'discard', 'delivered', 'correct']);
  expect(await queue()).toMatchObject({
    ...{ waiting: 11, sending: 0, in_review: 0, needs_attention: 3, corrections: 1 },
    alert: { code: 'STORE_UNREACHABLE' },
  });
  expect(held(counterAnswerSchema, await ask('/counter'))).toEqual({ next_goat_number: 121 });
  // It is in the bucket alone, as last listed.
  heldError('GOAT_EXISTS', await ask('/record', { method: 'POST', body: { goat_id: 120 } }));
  const { id } = before.get('7') ?? { id: '' };
  expect(await fileCheckpoint(path.join(dataDir, 'sessions', id, 'upload.json')).read()).toMatchObject({
    key: '7/top/images.tar.gz',
    parts: [{ number: 1, bytes: 8388608 }],
  });
});

it('leaves every file of 0.1 where it is, and all pictures byte for byte; a test leaves nothing', async () => {
  const { app, dataDir } = await startOnCopy();
  await app.stop();
  const before = await filesBelow(DATA_OF_V01);
  const after = await filesBelow(dataDir);
  const isOfTest = (file: string) => file.includes('-test_barn-');
  expect([...after.keys()].filter(isOfTest)).toEqual([]);
  for (const [file, bytes] of before) {
    if (isOfTest(file) || file === 'lock' || file.endsWith('session.json')) continue;
    const now = after.get(file);
    // The log goes on where it ended.
    const kept = file === 'log.jsonl' ? now?.subarray(0, bytes.length) : now;
    expect([file, kept?.equals(bytes)]).toEqual([file, true]);
  }
});

it('knows the settings, secrets, limits and the wizard of 0.1', async () => {
  const { app, ask, dataDir } = await startOnCopy();
  const secrets = await knownOfV01();
  const { settings, needs_restart: needsRestart } = held(settingsAnswerSchema, await ask('/settings'));
  expect(settings).toMatchObject({
    ...{
      NUM_IMAGES: { value: '2', is_fixed: false },
      IMAGE_WIDTH: { value: '64' },
      WARMUP_SEC: { value: '0.2' },
    },
    ...{
      REVIEW_SEC: { value: '30' },
      KEEP_UPLOADED_DAYS: { value: '3650' },
      MAX_PARALLEL: { value: 'auto' },
    },
    CAMERA_TOP: { value: expect.stringContaining('usb-0:1.2:1.0-video-index0') as unknown },
  });
  expect(needsRestart).toBe(false);
  expect(readStoredCredentials(dataDir)).toEqual(secrets.storeKeys);
  expect(app.storeSettings.describe()).toMatchObject({
    ...{ keys: 'saved', needs_restart: false },
    settings: { STORE: { value: 's3' }, S3_TRAINING_BUCKET: { value: 'training-937249941844' } },
  });

  expect(await app.pin.describe()).toEqual({ is_set: true, is_open: false });
  expect(await faultOf(app.pin.unlock('0815'))).toMatchObject({ code: 'WRONG_PIN' });
  expect(await app.pin.unlock(secrets.pin)).toEqual({ is_set: true, is_open: true });
  const elsewhere = { 'x-forwarded-for': '10.0.0.7' };
  const logIn = (password: string) =>
    ask('/login', { method: 'POST', headers: elsewhere, body: { password } });
  heldError('WRONG_PASSWORD', await logIn('sheep eat paper'));
  expect((await logIn(secrets.password)).status).toBe(200);
  for (const token of Object.values(secrets.tokens)) {
    const headers = { ...elsewhere, authorization: `Bearer ${token}` };
    expect((await ask('/status', { headers })).status).toBe(200);
  }
  expect(app.access.tokens.list().map(({ name }) => name)).toEqual(['dashboard', 'barn.cam-2']);

  const { controller } = secrets.limit;
  const limits = new ConcurrencyLimits({
    dataDir,
    controllerOf: () => controller,
    clock: systemClock,
    log: noLog,
  });
  const cameras = CAMERA_NAMES.map((name) => sampleCamera(name, secrets.limit.cameras[name]));
  expect(await limits.of(cameras)).toMatchObject({ total: 2, per_controller: 1, because: 'USB_BANDWIDTH' });
  expect(await limits.of(cameras.slice(0, 2))).toMatchObject({ total: 2, per_controller: 2, because: null });
  expect((await FocusLocks.open(dataDir)).all).toEqual({ side: 120, top: null, front: 0 });
  expect(await app.setupWizard.describe()).toEqual({ step: 'done' });
});

it.each(WIZARD_STEPS)('goes on with the wizard of 0.1 at the step %s', async (step) => {
  const dataDir = await copyForTest(path.join(WIZARD_OF_V01, step));
  expect(await new SetupWizard(dataDir, noLog).describe()).toEqual({ step });
});

it('knows every name that 0.1 may have written into a file', () => {
  expect({
    errorCodes: ERROR_CODES,
    sessionStates: SESSION_STATES,
    cameraStates: CAMERA_STATES,
    noteKinds: captureWarningSchema.shape.kind.options,
    settings: SETTING_NAMES,
    firstSteps: setupWizardSchema.shape.step.options,
  }).toEqual(
    Object.fromEntries(Object.entries(known).map(([kind, names]) => [kind, expect.arrayContaining(names)])),
  );
});

/** Their records say `claimed: true`, which 0.1 also wrote where nothing of theirs had arrived. */
const UNPROVEN = ['6', '22'];

it('sends all that waits since 0.1: what is stored stays, and a claim without proof writes over nothing', async () => {
  const { storeKeys } = await knownOfV01();
  const { access_key_id: accessKeyId, secret_access_key: secretAccessKey } = storeKeys;
  const key = s3Key({ accessKeyId, secretAccessKey });
  const server = await serverForTest({ keys: [key] });
  for (const goatId of UNPROVEN) server.hold(`${goatId}/side/images.tar.gz`, 'of another kiosk');
  server.hold('7/side/images.tar.gz', 'stored before');
  server.hold('2/side/images.tar.gz', 'of another kiosk');
  const dataDir = await copyForTest(DATA_OF_V01);
  const { ask } = await startOn(dataDir, { S3_ENDPOINT: server.endpoint });
  await until(async () => {
    const { waiting, corrections } = held(queueAnswerSchema, await ask('/queue'));
    return waiting + corrections === 0;
  });
  const records = await rawRecords(dataDir);
  for (const { goatId, after } of STAY) {
    const isSent = ['queued', 'exported', 'uploaded'].includes(after);
    const state = UNPROVEN.includes(goatId) ? 'needs-attention' : isSent ? 'uploaded' : after;
    expect([goatId, records.get(goatId)?.state]).toEqual([goatId, state]);
  }
  const objects = server.objects();
  expect(objects.get('7/side/images.tar.gz')?.bytes.toString()).toBe('stored before');
  expect(server.requests('PutObject').map(({ key }) => key)).toContain('7/top/images.tar.gz');
  for (const goatId of UNPROVEN) {
    expect(records.get(goatId)?.fault).toMatchObject({ code: 'GOAT_EXISTS' });
    expect(objects.get(`${goatId}/side/images.tar.gz`)?.bytes.toString()).toBe('of another kiosk');
  }
  for (const goatId of ['5', '10']) {
    const record = records.get(goatId);
    const files = await filesOfArchive(objects.get(`${goatId}/side/images.tar.gz`)?.bytes ?? Buffer.alloc(0));
    const folder = path.join(DATA_OF_V01, 'sessions', record?.id ?? '', 'side');
    const pictures = [...(await filesBelow(folder)).values()].map((bytes) => bytes.toString('base64'));
    expect(files.map(({ bytes }) => bytes.toString('base64')).sort()).toEqual(pictures.sort());
  }
  // The corrected data of pictures that the bucket does not hold is not written.
  expect(records.get('2')).toMatchObject({ fault: { code: 'NOT_IN_STORE' } });
});

it('finds on a stick of 0.1 what it has copied there, and brings it to a store', async () => {
  // To copy the others too takes long.
  const { app, sticks } = await startOnCopy(['10', '11', '31']);
  const folder = await copyForTest(STICK_OF_V01);
  const before = await filesBelow(STICK_OF_V01);
  await sticks.plug({ folder });
  expect(await app.engine.usbExport.describe()).toMatchObject({ exported: { sessions: 3 } });
  await app.engine.usbExport.start({ stick: '/dev/sda1', again: true });
  await until(async () => (await app.engine.usbExport.describe()).export?.phase === 'done');
  expect((await app.engine.usbExport.describe()).export).toMatchObject({ sessions_done: 3, left_out: [] });
  const after = await filesBelow(folder);
  for (const [file, bytes] of before) {
    // Its time is local, and so not the same everywhere.
    if (!file.endsWith('.json')) expect([file, after.get(file)?.equals(bytes)]).toEqual([file, true]);
  }

  const dataDir = await folderForTest();
  const said: string[] = [];
  const surroundings = { environment: { STORE: 'folder' }, installed: false, version: '', pageFolder: '' };
  const command = readCommandLine(['import', STICK_OF_V01, '--data-dir', dataDir]);
  expect(await importGoats(command, surroundings, (line) => said.push(line))).toBe(true);
  expect(said.at(-1)).toBe('4 of 4 are in the store.');
  const stored = await filesBelow(path.join(dataDir, 'store'));
  const wanted = [...before].filter(([file]) => path.basename(file) !== 'manifest.json');
  expect(stored).toEqual(new Map(wanted.map(([file, bytes]) => [file.replace(/^_simulated\//, ''), bytes])));
});
