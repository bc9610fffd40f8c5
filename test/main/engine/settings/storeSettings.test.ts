import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { chooseStore } from '#main/app/createStore';
import { storeAnswerSchema } from '#contract/settingsApi';
import { createLogger } from '#engine/platform/log';
import { Secrets } from '#engine/platform/secrets';
import { findCredentials, hasOwnKeys } from '#engine/settings/storedCredentials';
import { SettingsService } from '#engine/settings/settingsService';
import { StoreSettings } from '#engine/settings/storeSettings';
import { PROBE_KEY } from '#engine/upload/checkBucket';
import { fixedSettings, loadSettings } from '#main/app/loadSettings';
import { TestClock } from '#support/clock';
import { serverForTest } from '../../../s3/client';
import type { S3Server } from '../../../s3/server';
import { folderForTest, noLog } from '#support/sessions';

let dataDir: string;
let server: S3Server;
let secrets: Secrets;
let logged: string[];
beforeEach(async () => {
  dataDir = await folderForTest();
  server = await serverForTest();
  secrets = new Secrets();
  logged = [];
});

/** The store's set-up as a start in this environment has it. */
function start(environment: Record<string, string> = {}): StoreSettings {
  const running = loadSettings({}, environment, dataDir);
  const log = createLogger({ write: (line) => void logged.push(line) }, secrets);
  const setUp = new SettingsService({
    ...{ dataDir, running, log, clock: new TestClock(), fixed: fixedSettings({}, environment) },
    ...{ requireFree: () => undefined, restart: () => undefined },
  });
  return new StoreSettings({
    ...{ dataDir, settingsService: setUp, secrets, keysAreFixed: hasOwnKeys(environment) },
    runningKeys: findCredentials(environment, dataDir),
    storeOf: (settings, keys) => chooseStore(settings, dataDir, noLog, keys)({ simulated: false }),
  });
}

const keys = () => ({
  access_key_id: server.credentials.accessKeyId,
  secret_access_key: server.credentials.secretAccessKey,
});
const request = (bucket = server.bucket) => ({
  settings: {
    STORE: 's3',
    S3_TRAINING_BUCKET: bucket,
    AWS_REGION: server.region,
    S3_ENDPOINT: server.endpoint,
  },
  keys: keys(),
});
const keysFile = () => path.join(dataDir, 'store-keys.json');

describe('a store that works', () => {
  it('is tried with one small object, saved, and there after the next start', async () => {
    const before = start();
    expect(before.describe()).toMatchObject({ keys: 'none', needs_restart: false });
    const answer = await before.save(request());
    expect(storeAnswerSchema.parse(answer)).toEqual(answer);
    expect(answer).toMatchObject({
      ...{ keys: 'saved', needs_restart: true },
      settings: { S3_ENDPOINT: { value: server.endpoint, is_fixed: false } },
    });
    expect([...server.objects().keys()]).toEqual([PROBE_KEY]);
    expect((await stat(keysFile())).mode & 0o777).toBe(0o600);
    expect(start().describe()).toEqual({ ...answer, needs_restart: false });
    const store = chooseStore(loadSettings({}, {}, dataDir), dataDir, noLog, findCredentials({}, dataDir));
    await store({ simulated: false }).check(AbortSignal.timeout(5000));
  });

  it('is saved again without its keys being typed', async () => {
    await start().save(request());
    const { settings } = request();
    expect(await start().save({ settings })).toMatchObject({ keys: 'saved', needs_restart: false });
  });

  it('may be a folder, which needs no keys', async () => {
    const answer = await start().save({ settings: { STORE: 'folder' } });
    expect(answer).toMatchObject({ keys: 'none', settings: { STORE: { value: 'folder' } } });
    expect(server.journal).toEqual([]);
  });

  it('tells its keys to nobody', async () => {
    const answer = await start().save(request());
    const settings = await readFile(path.join(dataDir, 'settings.json'), 'utf8');
    const line = secrets.without(`somebody logs ${Object.values(keys()).join(' and ')}`);
    const all = JSON.stringify([answer, start().describe(), logged, settings, line]);
    expect(logged.join()).toContain('settings are saved');
    for (const secret of Object.values(keys())) expect(all).not.toContain(secret);
  });
});

describe('a store that does not work is not saved, and said why:', () => {
  it.each([
    ['a wrong secret', 'STORE_CREDENTIALS', { keys: { secret_access_key: 'another/secret' } }],
    ['a key that nobody knows', 'STORE_CREDENTIALS', { keys: { access_key_id: 'AKIANOBODYKNOWSTHIS' } }],
    ['no such bucket', 'STORE_NO_BUCKET', { settings: { S3_TRAINING_BUCKET: 'no-such-bucket' } }],
    ['no server there', 'STORE_NOT_TRIED', { settings: { S3_ENDPOINT: 'http://127.0.0.1:9' } }],
    ['an address that is none', 'INVALID_SETTING', { settings: { S3_ENDPOINT: 'the bucket' } }],
    ['half a pair of keys', 'INVALID_REQUEST', { keys: { secret_access_key: '' } }],
    ['a setting of something else', 'INVALID_REQUEST', { settings: { API_AUTH: 'none' } }],
  ])('%s', async (_, code, change) => {
    const { settings, keys: typed } = request();
    const body = {
      settings: { ...settings, ...('settings' in change && change.settings) },
      keys: { ...typed, ...('keys' in change && change.keys) },
    };
    await expect(start().save(body)).rejects.toMatchObject({ code });
    expect(await readdir(dataDir)).toEqual([]);
  });

  it.each(['list', 'put', 'get'] as const)('a key without the right to %s', async (right) => {
    server.keys.get(server.credentials.accessKeyId)?.allowed.delete(right);
    await expect(start().save(request())).rejects.toMatchObject({ code: 'STORE_DENIED' });
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('the store before stays, with its keys', async () => {
    const before = await start().save(request());
    const typed = { ...keys(), secret_access_key: 'another/secret' };
    await expect(start().save({ ...request(), keys: typed })).rejects.toMatchObject({
      code: 'STORE_CREDENTIALS',
    });
    expect(start().describe()).toEqual({ ...before, needs_restart: false });
    expect(findCredentials({}, dataDir)).toEqual(keys());
  });
});

describe('what the environment says', () => {
  const OWN_KEYS = { AWS_ACCESS_KEY_ID: 'AKIAOFTHEENVIRONMENT', AWS_SECRET_ACCESS_KEY: 'its/own/secret' };

  it('wins over saved keys, and is shown as fixed', async () => {
    await start().save(request());
    expect(start(OWN_KEYS).describe().keys).toBe('fixed');
    expect(findCredentials(OWN_KEYS, dataDir)).toBeNull();
    await expect(start(OWN_KEYS).save(request())).rejects.toMatchObject({ code: 'SETTING_IS_FIXED' });
  });

  it('can not be changed, and what is secret in an address is not shown', async () => {
    const setUp = start({ S3_ENDPOINT: 'http://me:my-password@store.example' });
    expect(setUp.describe().settings.S3_ENDPOINT).toEqual({
      value: 'http://[hidden]@store.example',
      is_fixed: true,
    });
    await expect(setUp.save(request())).rejects.toMatchObject({ code: 'SETTING_IS_FIXED' });
  });
});

it('keys that can not be read stop the start with a line that does not quote them', async () => {
  await writeFile(keysFile(), '{"access_key_id": "AKIAHALFOFAPAIR"');
  expect(() => findCredentials({}, dataDir)).toThrow(
    expect.objectContaining({
      code: 'INVALID_SETTING',
      message: `The setting store-keys.json cannot be ${keysFile()}.`,
      cause: undefined,
    }),
  );
});
