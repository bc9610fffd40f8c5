import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { busBenchmarkSchema, type BusStep, type BusBenchmark } from '#contract/captureApi';
import { CAMERA_NAMES, type CameraName, type PerCamera } from '#contract/cameras';
import { appError } from '#contract/errors';
import type { Camera } from '#engine/cameras/camera';
import { benchmarkBus, widestLimits, type BusBenchmarkOptions } from '#engine/capture/busBenchmark';
import { ConcurrencyLimits } from '#engine/capture/concurrencyLimit';
import { planSteps } from '#engine/capture/plan';
import { systemClock, type Clock } from '#engine/platform/clock';
import {
  captureTools,
  emptyFolder,
  sampleCamera,
  makeTestFrames,
  temporaryFolder,
  testSettings,
  until,
} from '#support/capture';
import { FakeFfmpeg } from '#support/fakeFfmpeg';

let root: string;
let frameFolders: PerCamera<string>;
let fake: FakeFfmpeg;
let parts: BusBenchmarkOptions;

beforeAll(async () => {
  root = await temporaryFolder('bus-test');
  frameFolders = await makeTestFrames(path.join(root, 'films'));
  fake = await FakeFfmpeg.install();
});
beforeEach(async () => {
  const dataDir = await emptyFolder(root, 'data');
  const settings = testSettings({ WARMUP_SEC: 0.1 });
  parts = { ...captureTools(), dataDir, settings, controllerOf: () => 'usb', busBenchmarkSec: 0.2 };
});
afterEach(async () => {
  for (const camera of CAMERA_NAMES) await fake.plan(camera);
  expect(parts.processes.runningIds).toEqual([]);
});
afterAll(async () => {
  await fake.remove();
  await rm(root, { recursive: true });
});

const cameras = () => CAMERA_NAMES.map((name) => sampleCamera(name, frameFolders[name]));

const test = (of: readonly Camera[] = cameras(), signal = new AbortController().signal) =>
  benchmarkBus(of, parts, signal);

/** The cameras of each step. */
const stepsOf = ({ steps }: BusBenchmark) =>
  steps.map(({ streams }) => streams.map(({ camera }) => camera).join(' '));

const faultsOf = ({ steps }: BusBenchmark) =>
  steps.map(({ streams }) => streams.map(({ fault }) => fault?.code ?? 'good').join(' '));

describe('the bus test', () => {
  it('measures each camera alone, each two and all three, keeps nothing, and widens what auto does', async () => {
    parts.busBenchmarkSec = 0.4;
    const result = await test();
    expect(busBenchmarkSchema.parse(result)).toEqual(result);
    expect(stepsOf(result)).toEqual([
      ...['side', 'top', 'front', 'side top', 'side front', 'top front', 'side top front'],
    ]);
    for (const stream of result.steps.flatMap(({ streams }) => streams)) {
      expect(stream).toMatchObject({ lost_frames: 0, fault: null });
      expect(stream.first_frame_ms).toBeGreaterThan(0);
      expect(stream.frames).toBeGreaterThanOrEqual(2);
      expect(stream.frames_per_second).toBeGreaterThan(0);
      expect(stream.bytes_per_second).toBeGreaterThan(stream.frames_per_second * 1000);
    }
    expect(result.learned).toMatchObject({ total: 3, per_controller: 3, because: null });
    expect(await new ConcurrencyLimits(parts).of(cameras())).toEqual(result.learned);
    expect(await readdir(parts.dataDir)).toEqual(['learned-limits.json']);
  });

  it('finds that three are too many', async () => {
    await fake.plan('front', 'none', 'none', 'none', 'no-bandwidth');
    const result = await test();
    expect(faultsOf(result).slice(-2)).toEqual(['good good', 'good good USB_BANDWIDTH']);
    expect(result.steps.at(-1)?.streams[2]).toMatchObject({
      first_frame_ms: null,
      frames: 0,
      lost_frames: 0,
    });
    expect(result.steps.at(-1)?.streams[2]?.fault?.seen?.join()).toContain('No space left on device');
    expect(result.learned).toMatchObject({ total: 2, per_controller: 2, because: 'USB_BANDWIDTH' });
  });

  it.each(['no-bandwidth', 'killed-at-once'] as const)('finds that two are too many by %s', async (fault) => {
    await fake.plan('side', 'none', fault);
    const result = await test(cameras().slice(0, 2));
    const code = fault === 'no-bandwidth' ? 'USB_BANDWIDTH' : 'FFMPEG_KILLED';
    expect(faultsOf(result)).toEqual(['good', 'good', `${code} good`]);
    expect(result.learned).toMatchObject({ total: 1, per_controller: 1, because: code });
  });

  it('takes a camera that sends nothing beside others for too much', async () => {
    // Waiting for a first frame in vain takes a third of the time.
    const after: Clock['after'] = (ms, callback) => systemClock.after(ms === 6000 ? 2000 : ms, callback);
    parts.clock = { ...systemClock, after };
    await fake.plan('top', 'none', 'silent');
    const result = await test(cameras().slice(0, 2));
    expect(faultsOf(result)).toEqual(['good', 'good', 'good CAMERA_STALLED']);
    expect(result.learned).toMatchObject({ total: 1, because: 'CAMERA_STALLED' });
  });

  it('goes on without a camera that fails alone, and learns nothing of the bus then', async () => {
    await fake.plan('top', 'busy');
    const result = await test();
    expect(stepsOf(result)).toEqual(['side', 'top', 'front', 'side front']);
    expect(faultsOf(result)).toEqual(['good', 'CAMERA_BUSY', 'good', 'good good']);
    expect(result.learned).toBeNull();
  });

  it('tells gaps in which a picture would be late', async () => {
    // Four frames a second where 20 are expected: four of five are missing.
    const slow = sampleCamera('side', frameFolders.side, 4);
    parts.settings = testSettings({ WARMUP_SEC: 0.1 });
    parts.busBenchmarkSec = 1.2;
    const [step] = (await test([slow])).steps;
    expect(step?.streams[0]).toMatchObject({
      fault: { code: 'FRAME_SPACING', parameters: { error_ms: 200 } },
    });
    expect(step?.streams[0]?.lost_frames).toBe(4 * ((step?.streams[0]?.frames ?? 0) - 1));
  });

  it('ends when it is cancelled, and learns nothing', async () => {
    const ending = new AbortController();
    const reason = appError('CANCELLED', {});
    parts.busBenchmarkSec = 1000;
    const testing = test(cameras(), ending.signal);
    testing.catch(() => undefined);
    await until(() => parts.processes.runningIds.length > 0);
    ending.abort(reason);
    await expect(testing).rejects.toBe(reason);
    expect(await new ConcurrencyLimits(parts).of(cameras())).toBeNull();
  });
});

describe('widestLimits', () => {
  const step = (names: readonly CameraName[], good: boolean): BusStep => ({
    streams: names.map((camera) => ({
      ...{ camera, first_frame_ms: 1, frames: 1, frames_per_second: 1, bytes_per_second: 1, lost_frames: 0 },
      fault: good ? null : appError('USB_BANDWIDTH', { camera }).fault,
    })),
  });
  const three = CAMERA_NAMES.map((name) => sampleCamera(name, name));

  it('puts cameras of different controllers together where those of one are too much for it', () => {
    const controllerOf = ({ name }: Camera) => (name === 'front' ? 'usb2' : 'usb1');
    const steps = [
      ...CAMERA_NAMES.map((name) => step([name], true)),
      ...[step(['side', 'top'], false), step(['side', 'front'], true), step(['top', 'front'], true)],
      step(CAMERA_NAMES, false),
    ];
    expect(widestLimits(three, steps, controllerOf)).toEqual({ total: 2, perController: 1 });
    expect(widestLimits(three, steps, () => 'usb')).toEqual({ total: 1, perController: 1 });
  });

  it('never plans a step that was too much', () => {
    const anyController = fc.record({ side: fc.nat(2), top: fc.nat(2), front: fc.nat(2) });
    fc.assert(
      fc.property(anyController, fc.subarray([...CAMERA_NAMES.keys(), 3]), (controllers, goodOnes) => {
        const pairs: CameraName[][] = [
          ['side', 'top'],
          ['side', 'front'],
          ['top', 'front'],
          [...CAMERA_NAMES],
        ];
        const steps = [
          ...CAMERA_NAMES.map((name) => step([name], true)),
          ...pairs.map((names, index) => step(names, goodOnes.includes(index))),
        ];
        const controllerOf = ({ name }: Camera) => `usb${controllers[name]}`;
        const planned = planSteps(three, widestLimits(three, steps, controllerOf), controllerOf);
        const bad = pairs.filter((_, index) => !goodOnes.includes(index)).map((names) => names.join(' '));
        for (const together of planned) expect(bad).not.toContain(together.map(({ name }) => name).join(' '));
      }),
    );
  });
});
