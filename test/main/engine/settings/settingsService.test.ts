import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { settingsAnswerSchema } from '#contract/settingsApi';
import { appError } from '#contract/errors';
import { settingsSchema } from '#contract/settings';
import type { GivenSettings } from '#engine/settings/storedSettings';
import { SettingsService } from '#engine/settings/settingsService';
import { fixedSettings, loadSettings } from '#main/app/loadSettings';
import { TestClock } from '#support/clock';
import { folderForTest, noLog } from '#support/sessions';

let dataDir: string;
let clock: TestClock;
let restarts: number;
let isFree: boolean;
beforeEach(async () => {
  dataDir = await folderForTest();
  clock = new TestClock();
  restarts = 0;
  isFree = true;
});

/** Set up as a start with these settings of flags and environment has it. */
function settingsServiceWith(
  fixed: GivenSettings = {},
  running = settingsSchema.parse(fixed),
): SettingsService {
  return new SettingsService({
    ...{ dataDir, fixed, running, clock, log: noLog },
    requireFree: () => {
      if (!isFree) throw appError('CAPTURE_IN_PROGRESS', { goat_id: '17' });
    },
    restart: () => {
      restarts += 1;
    },
  });
}

const savedFile = () => path.join(dataDir, 'settings.json');
const saved = async () => JSON.parse(await readFile(savedFile(), 'utf8')) as unknown;

describe('settings', () => {
  it('are told as they hold, with what is fixed', () => {
    const answer = settingsServiceWith({ MAX_PARALLEL: '2' }).settings();
    expect(settingsAnswerSchema.parse(answer)).toEqual(answer);
    expect(answer.needs_restart).toBe(false);
    expect(answer.settings).toMatchObject({
      NUM_IMAGES: { value: '20', is_fixed: false },
      MAX_PARALLEL: { value: '2', is_fixed: true },
      CAMERA_SIDE: { value: '/dev/camera_side', is_fixed: false },
    });
  });

  it('that are saved hold from the next start on', async () => {
    const answer = await settingsServiceWith().save({ settings: { NUM_IMAGES: '5', REVIEW_SEC: '0' } });
    expect(answer).toMatchObject({
      needs_restart: true,
      settings: { NUM_IMAGES: { value: '5' }, REVIEW_SEC: { value: '0' } },
    });
    const next = loadSettings({}, {}, dataDir);
    expect(next).toMatchObject({ NUM_IMAGES: 5, REVIEW_SEC: 0, WARMUP_SEC: 1 });
    expect(settingsServiceWith({}, next).settings().needs_restart).toBe(false);
    expect((await stat(savedFile())).mode & 0o777).toBe(0o600);
  });

  it('go back to the default, and leave alone what is saved of others', async () => {
    await writeFile(savedFile(), '{"PORT": 5005, "NUM_IMAGES": 5}');
    const answer = await settingsServiceWith({}, loadSettings({}, {}, dataDir)).save({
      settings: { NUM_IMAGES: null },
    });
    expect(answer.settings.NUM_IMAGES.value).toBe('5');
    expect(await saved()).toEqual({ PORT: 5005 });
    expect(loadSettings({}, {}, dataDir).NUM_IMAGES).toBe(20);
  });

  it('of a newer version stay in the file, whatever is saved', async () => {
    await writeFile(savedFile(), '{"ZOOM": null, "NUM_IMAGES": 5, "NIGHT": {"from": "22:00"}}');
    const setUp = settingsServiceWith();
    await setUp.save({ settings: { NUM_IMAGES: null, REVIEW_SEC: '0' } });
    expect(await saved()).toEqual({ ZOOM: null, NIGHT: { from: '22:00' }, REVIEW_SEC: '0' });
  });

  it('are saved all or none', async () => {
    const setUp = settingsServiceWith(fixedSettings({ CAMERA_SIDE: 'simulated' }, { MAX_PARALLEL: '2' }));
    for (const [settings, code] of [
      [{ NUM_IMAGES: '5', WARMUP_SEC: 'a while' }, 'INVALID_SETTING'],
      // 41 s do not fit into FFMPEG_TIMEOUT_SEC.
      [{ NUM_IMAGES: '40' }, 'INVALID_SETTING'],
      [{ NUM_IMAGES: '5', MAX_PARALLEL: '3' }, 'SETTING_IS_FIXED'],
      [{ NUM_IMAGES: '5', CAMERA_SIDE: '/dev/video9' }, 'SETTING_IS_FIXED'],
      [{ NUM_IMAGES: '5', API_AUTH: 'none' }, 'INVALID_REQUEST'],
      [{ NUM_IMAGES: 5 }, 'INVALID_REQUEST'],
      ['NUM_IMAGES=5', 'INVALID_REQUEST'],
    ] as const) {
      await expect(setUp.save({ settings }), JSON.stringify(settings)).rejects.toMatchObject({ code });
    }
    await expect(saved()).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('that are saved at the same time are all kept', async () => {
    const setUp = settingsServiceWith();
    await Promise.all([
      setUp.save({ settings: { NUM_IMAGES: '5' } }),
      setUp.save({ settings: { WARMUP_SEC: '2' } }),
      setUp.save({ settings: { REVIEW_SEC: '30' } }),
    ]);
    expect(await saved()).toEqual({ NUM_IMAGES: '5', WARMUP_SEC: '2', REVIEW_SEC: '30' });
  });

  it('that nobody gave stay as the start has found them', () => {
    const running = settingsSchema.parse({ CAMERA_TOP: 'simulated' });
    const answer = settingsServiceWith({}, running).settings();
    expect(answer.settings.CAMERA_TOP.value).toBe('simulated');
    expect(answer.needs_restart).toBe(false);
  });
});

describe('a restart', () => {
  it('comes a moment after it was asked for', () => {
    settingsServiceWith().restart();
    expect(restarts).toBe(0);
    clock.advance(1000);
    expect(restarts).toBe(1);
  });

  it('is refused while a goat is photographed', () => {
    isFree = false;
    expect(() => {
      settingsServiceWith().restart();
    }).toThrow(expect.objectContaining({ code: 'CAPTURE_IN_PROGRESS' }));
    clock.advance(1000);
    expect(restarts).toBe(0);
  });
});
