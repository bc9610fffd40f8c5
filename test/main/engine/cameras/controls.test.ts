import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settingsSchema, type SettingName } from '#contract/settings';
import { CameraControls, setFocusLock } from '#engine/cameras/controls';
import { FocusLocks } from '#engine/cameras/focusLocks';
import { systemClock } from '#engine/platform/clock';
import { Processes } from '#engine/platform/processes';
import { memoryLog } from '#support/capture';
import { fakeV4l2Ctl, type FakeControl, type FakeV4l2Ctl } from '#support/v4l2Ctl';

const processes = new Processes(systemClock);

let folder: string;
let device: string;
let focusLocks: FocusLocks;
let fake: FakeV4l2Ctl | null;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'controls-'));
  device = path.join(folder, 'camera_side');
  await writeFile(device, '');
  focusLocks = await FocusLocks.open(folder);
  fake = null;
});
afterEach(async () => {
  fake?.restore();
  expect(processes.runningIds).toEqual([]);
  await rm(folder, { recursive: true });
});

async function cameraWith(given: Record<string, FakeControl>): Promise<FakeV4l2Ctl> {
  fake = await fakeV4l2Ctl(path.join(folder, 'bin'), given);
  return fake;
}

const controls = (settings: Partial<Record<SettingName, string>> = {}) =>
  new CameraControls('side', device, settingsSchema.parse(settings), { processes, focusLocks });

describe('the controls of a camera', () => {
  it('are set as configured before a session: the rate is kept in dim light where nothing is said', async () => {
    const camera = await cameraWith({ exposure_dynamic_framerate: { value: 1 }, gain: { value: 3 } });
    expect(await controls().apply()).toEqual([{ name: 'exposure_dynamic_framerate', wanted: 0, actual: 0 }]);
    expect(await camera.values()).toEqual({ exposure_dynamic_framerate: 0, gain: 3 });
  });

  it('are asked for once and left alone where they are right already', async () => {
    const camera = await cameraWith({ exposure_dynamic_framerate: { value: 0 } });
    await controls().apply();
    expect(await camera.calls()).toEqual(['--list-ctrls']);
  });

  it('of one camera win over those of all, and automatics are switched before values', async () => {
    const camera = await cameraWith({
      ...{ focus_absolute: { value: 0 }, focus_automatic_continuous: { value: 1 } },
      ...{ power_line_frequency: { value: 0 }, white_balance_automatic: { value: 1 } },
    });
    const set = controls({
      CAMERA_CONTROLS: 'power_line_frequency=1,focus_absolute=5',
      CAMERA_SIDE_CONTROLS: 'focus_absolute=312,focus_automatic_continuous=0,white_balance_automatic=0',
      CAMERA_TOP_CONTROLS: 'focus_absolute=999',
    });
    const applied = await set.apply();
    expect(applied.every(({ wanted, actual }) => wanted === actual)).toBe(true);
    expect(await camera.values()).toEqual({
      ...{ focus_absolute: 312, focus_automatic_continuous: 0 },
      ...{ power_line_frequency: 1, white_balance_automatic: 0 },
    });
    const calls = (await camera.calls()).filter((call) => call.startsWith('--set-ctrl'));
    expect(calls.slice(0, 2).sort()).toEqual([
      '--set-ctrl focus_automatic_continuous=0',
      '--set-ctrl white_balance_automatic=0',
    ]);
  });

  it('that are missing, refused or ignored are told, and the others are set', async () => {
    const camera = await cameraWith({
      exposure_dynamic_framerate: { value: 1, when: 'ignores' },
      gain: { value: 3, when: 'refuses' },
      brightness: { value: 0 },
    });
    const wanted = 'exposure_dynamic_framerate=0,focus_absolute=7,gain=4,brightness=-10';
    expect(await controls({ CAMERA_CONTROLS: wanted }).apply()).toEqual([
      { name: 'exposure_dynamic_framerate', wanted: 0, actual: 1 },
      { name: 'focus_absolute', wanted: 7, actual: null },
      {
        ...{ name: 'gain', wanted: 4, actual: 3 },
        seen: 'VIDIOC_S_EXT_CTRLS: failed: Input/output error',
      },
      { name: 'brightness', wanted: -10, actual: -10 },
    ]);
    expect((await camera.values()).brightness).toBe(-10);
    const { log, entries } = memoryLog();
    const warnings = await controls({ CAMERA_CONTROLS: wanted }).prepare(log, new AbortController().signal);
    expect(warnings.map(({ kind, picture, detail }) => [kind, picture, detail])).toEqual([
      ['control-differs', null, 'exposure_dynamic_framerate is 1 instead of 0'],
      ['control-differs', null, 'focus_absolute is not there instead of 7'],
      [
        ...['control-differs', null],
        'gain is 3 instead of 4: VIDIOC_S_EXT_CTRLS: failed: Input/output error',
      ],
    ]);
    expect(entries).toHaveLength(1);
    expect(entries[0]).toContain('focus_absolute');
  });

  it('are told as unknown where the camera or v4l2-ctl is not there', async () => {
    await cameraWith({ exposure_dynamic_framerate: { value: 1 } });
    await rm(device);
    expect(await controls().apply()).toEqual([
      {
        ...{ name: 'exposure_dynamic_framerate', wanted: 0, actual: null },
        seen: `The side camera is not there (${device}).`,
      },
    ]);
    const pathBefore = process.env.PATH;
    process.env.PATH = path.join(folder, 'nothing-here');
    const found = await controls().apply();
    process.env.PATH = pathBefore;
    expect(found).toMatchObject([
      { actual: null, seen: expect.stringContaining('is not installed') as string },
    ]);
  });

  it('are given up where the capture is ended', async () => {
    await cameraWith({ exposure_dynamic_framerate: { value: 1 } });
    const reason = new Error('cancelled');
    await expect(controls().apply(AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe('the lock of the focus', () => {
  const lens = () => ({ focus_absolute: { value: 312 }, focus_automatic_continuous: { value: 1 } });

  it('keeps the focus where it is: for this session, the next one and the next start', async () => {
    const camera = await cameraWith(lens());
    await setFocusLock({ name: 'side', controls: controls() }, true);
    expect(await camera.values()).toEqual({ focus_absolute: 312, focus_automatic_continuous: 0 });
    expect(focusLocks.all).toEqual({ side: 312, top: null, front: null });
    // Unplugged and plugged in again, a camera is as it was made.
    const again = await cameraWith({
      focus_absolute: { value: 0 },
      focus_automatic_continuous: { value: 1 },
    });
    focusLocks = await FocusLocks.open(folder);
    await controls({ CAMERA_SIDE_CONTROLS: 'focus_absolute=5' }).apply();
    expect(await again.values()).toEqual({ focus_absolute: 312, focus_automatic_continuous: 0 });
  });

  it('can be taken off: the camera focuses by itself, or as the settings say', async () => {
    const camera = await cameraWith(lens());
    await controls().lockFocus();
    await setFocusLock({ name: 'side', controls: controls() }, false);
    expect(await camera.values()).toEqual({ focus_absolute: 312, focus_automatic_continuous: 1 });
    expect((await FocusLocks.open(folder)).all.side).toBeNull();
    const settings = { CAMERA_CONTROLS: 'focus_automatic_continuous=0,focus_absolute=44' };
    await controls(settings).unlockFocus();
    expect(await camera.values()).toEqual({ focus_absolute: 44, focus_automatic_continuous: 0 });
  });

  it('is refused where there is no focus to lock, and then nothing is kept', async () => {
    await cameraWith({ brightness: { value: 1 } });
    const missing = {
      code: 'CAMERA_CONTROL_MISSING',
      fault: { parameters: { camera: 'side', control: 'focus_absolute' } },
    };
    await expect(controls().lockFocus()).rejects.toMatchObject(missing);
    await expect(setFocusLock({ name: 'side', controls: null }, true)).rejects.toMatchObject(missing);
    await rm(device);
    await expect(controls().lockFocus()).rejects.toMatchObject({ code: 'CAMERA_NOT_FOUND' });
    expect(focusLocks.all.side).toBeNull();
  });

  it('of several cameras at once are all kept', async () => {
    await Promise.all([focusLocks.set('side', 1), focusLocks.set('top', 2), focusLocks.set('front', 3)]);
    expect((await FocusLocks.open(folder)).all).toEqual({ side: 1, top: 2, front: 3 });
  });

  it('in a damaged file count as none', async () => {
    for (const damaged of ['{"side":', '{"side":"near"}', '[]']) {
      await writeFile(path.join(folder, 'focus-locks.json'), damaged);
      expect((await FocusLocks.open(folder)).all).toEqual({ side: null, top: null, front: null });
    }
    expect(await readFile(path.join(folder, 'focus-locks.json'), 'utf8')).toBe('[]');
  });
});
