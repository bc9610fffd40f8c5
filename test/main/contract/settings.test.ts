import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ALLOWED_VALUES } from '#contract/locales/errors/allowedValues';
import { LANGUAGES } from '#contract/errors';
import { SETTING_NAMES, settingsSchema, type SettingName } from '#contract/settings';

/** The settings that must be one of a few words or numbers. */
const CHOICES = {
  MAX_PARALLEL: ['auto', 1, 2, 3],
  CAPTURE_PIPELINE: ['passthrough', 'transcode'],
  STORE: ['s3', 'folder'],
  API_AUTH: ['remote', 'password', 'none'],
} satisfies Partial<Record<SettingName, unknown[]>>;

/** The lowest and the highest number of each setting; `whole` where only whole ones count. */
const NUMBERS = {
  NUM_IMAGES: { lowest: 1, highest: 99, whole: true },
  CAPTURE_FPS: { lowest: 0.1, highest: 10, whole: false },
  CAMERA_NATIVE_FPS: { lowest: 1, highest: 120, whole: false },
  IMAGE_WIDTH: { lowest: 16, highest: 16384, whole: true },
  IMAGE_HEIGHT: { lowest: 16, highest: 16384, whole: true },
  MIN_DISK_MB: { lowest: 0, highest: 1e7, whole: true },
  MIN_IMAGE_BYTES: { lowest: 0, highest: 1e8, whole: true },
  FFMPEG_TIMEOUT_SEC: { lowest: 22, highest: 3600, whole: false },
  CAPTURE_TOTAL_TIMEOUT_SEC: { lowest: 22, highest: 3600, whole: false },
  WARMUP_SEC: { lowest: 0, highest: 10, whole: false },
  PORT: { lowest: 0, highest: 65535, whole: true },
} satisfies Partial<Record<SettingName, unknown>>;

/** What fits to the border values of all. */
const ROOMY = { CAMERA_NATIVE_FPS: 120, FFMPEG_TIMEOUT_SEC: 3600, CAPTURE_TOTAL_TIMEOUT_SEC: 3600 };

/** The names of the settings that are refused. */
function refused(given: Partial<Record<SettingName, unknown>>): string[] {
  const issues = settingsSchema.safeParse(given).error?.issues ?? [];
  return [...new Set(issues.map(({ path }) => String(path[0])))];
}

describe('the settings', () => {
  it("have the seed's names and defaults, and ours", () => {
    expect(settingsSchema.parse({})).toMatchObject({
      ...{ NUM_IMAGES: 20, CAPTURE_FPS: 1, CAMERA_NATIVE_FPS: 10, IMAGE_WIDTH: 4656, IMAGE_HEIGHT: 3496 },
      ...{ MIN_DISK_MB: 1000, MIN_IMAGE_BYTES: 50000, FFMPEG_TIMEOUT_SEC: 30, CAPTURE_TOTAL_TIMEOUT_SEC: 60 },
      ...{ S3_TRAINING_BUCKET: 'training-937249941844', MAX_PARALLEL: 'auto', WARMUP_SEC: 1 },
      ...{
        CAPTURE_PIPELINE: 'passthrough',
        STORE: 's3',
        AWS_REGION: 'us-east-2',
        HOST: '0.0.0.0',
        PORT: 5001,
      },
      ...{
        CAMERA_SIDE: '/dev/camera_side',
        CAMERA_TOP: '/dev/camera_top',
        CAMERA_FRONT: '/dev/camera_front',
      },
      API_AUTH: 'remote',
    });
    for (const name of ['S3_ENDPOINT', 'DATA_DIR', 'API_PASSWORD'] as const) {
      expect(settingsSchema.parse({})[name]).toBeUndefined();
    }
  });

  it.each(SETTING_NAMES)('%s says what it may be', (name) => {
    for (const language of LANGUAGES) expect(ALLOWED_VALUES[language]).toHaveProperty(name);
  });

  it.each(Object.entries(NUMBERS))('%s takes numbers of its range, as JSON or as text', (name, range) => {
    for (const value of [range.lowest, range.highest]) {
      expect(refused({ ...ROOMY, [name]: value })).toEqual([]);
      expect(refused({ ...ROOMY, [name]: ` ${value} ` })).toEqual([]);
    }
    const bad = [
      range.lowest - 1,
      range.highest + 1,
      ...(range.whole ? [range.lowest + 0.5] : []),
      NaN,
      Infinity,
    ];
    for (const value of [
      ...bad,
      ...bad.map(String),
      '',
      'x',
      '1e2',
      '0x10',
      '+20',
      '20 MB',
      '1,5',
      null,
      true,
      [],
      {},
    ]) {
      expect(refused({ ...ROOMY, [name]: value })).toContain(name);
    }
  });

  it.each(Object.entries(CHOICES))('%s is one of %j', (name, choices) => {
    for (const choice of choices) {
      expect(refused({ [name]: choice })).toEqual([]);
      expect(refused({ [name]: String(choice) })).toEqual([]);
    }
    for (const value of ['', 'AUTO', 'none ', 'no', 0, 4, true, null, []])
      expect(refused({ [name]: value })).toEqual([name]);
  });

  it.each([
    'S3_TRAINING_BUCKET',
    'AWS_REGION',
    'HOST',
    'DATA_DIR',
    'CAMERA_SIDE',
    'CAMERA_TOP',
    'CAMERA_FRONT',
  ])('%s is a text that is not empty', (name) => {
    expect(settingsSchema.parse({ [name]: ' x ' })).toMatchObject({ [name]: 'x' });
    for (const value of ['', '  ', 17, null, true]) expect(refused({ [name]: value })).toEqual([name]);
  });

  it('S3_ENDPOINT is an address, API_PASSWORD a text of 8 to 200', () => {
    for (const value of ['http://127.0.0.1:9000', 'https://s3.example'])
      expect(refused({ S3_ENDPOINT: value })).toEqual([]);
    for (const value of ['', 'localhost', 'ftp://x', 'file:///etc', 17])
      expect(refused({ S3_ENDPOINT: value })).toEqual(['S3_ENDPOINT']);
    for (const value of ['8letters', 'x'.repeat(200)]) expect(refused({ API_PASSWORD: value })).toEqual([]);
    for (const value of ['7letter', 'x'.repeat(201), 12345678])
      expect(refused({ API_PASSWORD: value })).toEqual(['API_PASSWORD']);
  });

  it('CORS_ORIGINS and ALLOWED_HOSTS are lists', () => {
    expect(settingsSchema.parse({})).toMatchObject({ CORS_ORIGINS: [], ALLOWED_HOSTS: [] });
    const given = { CORS_ORIGINS: 'https://goats.example , null', ALLOWED_HOSTS: 'Farm.example,goats' };
    expect(settingsSchema.parse(given)).toMatchObject({
      CORS_ORIGINS: ['https://goats.example', 'null'],
      ALLOWED_HOSTS: ['farm.example', 'goats'],
    });
    for (const value of ['', '*', 'a/b', 'http://x', 'x:1', 'a,,b', 17]) {
      expect(refused({ ALLOWED_HOSTS: value })).toEqual(['ALLOWED_HOSTS']);
    }
  });

  it('must go together', () => {
    expect(refused({ NUM_IMAGES: 28 })).toEqual([]);
    expect(refused({ NUM_IMAGES: 29 })).toEqual(['FFMPEG_TIMEOUT_SEC']);
    expect(refused({ NUM_IMAGES: 59, FFMPEG_TIMEOUT_SEC: 61 })).toEqual(['CAPTURE_TOTAL_TIMEOUT_SEC']);
    expect(refused({ WARMUP_SEC: 10 })).toEqual(['FFMPEG_TIMEOUT_SEC']);
    expect(refused({ CAPTURE_FPS: 5, CAMERA_NATIVE_FPS: 4 })).toEqual(['CAPTURE_FPS']);
    expect(refused({ CAPTURE_FPS: 3, CAMERA_NATIVE_FPS: 10 })).toEqual([]);
    expect(refused({ CAPTURE_FPS: 3, CAMERA_NATIVE_FPS: 10, CAPTURE_PIPELINE: 'transcode' })).toEqual([
      'CAPTURE_FPS',
    ]);
  });

  it('are all listed in docs/settings.md', async () => {
    const readme = await readFile('docs/settings.md', 'utf8');
    expect(SETTING_NAMES.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });
});
