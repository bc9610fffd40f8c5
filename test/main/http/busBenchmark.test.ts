import { rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { busBenchmarkSchema, diagnosticsAnswerSchema } from '#contract/captureApi';
import { CAMERA_NAMES } from '#contract/cameras';
import { held, heldError, startApi, statusWhere, type TestApi } from '#support/api';
import { makeTestFrames, temporaryFolder, until } from '#support/capture';
import type { EngineOptions } from '#support/engine';
import { FakeFfmpeg } from '#support/fakeFfmpeg';

let frameFolders: string;
let fake: FakeFfmpeg;
let api: TestApi;

beforeAll(async () => {
  frameFolders = await temporaryFolder('api-bus-test');
  await makeTestFrames(frameFolders);
  fake = await FakeFfmpeg.install();
});
afterEach(async () => {
  for (const camera of CAMERA_NAMES) await fake.plan(camera);
  await api.stop();
  expect(api.processes.runningIds).toEqual([]);
});
afterAll(async () => {
  await fake.remove();
  await rm(frameFolders, { recursive: true });
});

const start = async (options: EngineOptions = {}) => {
  const settings = { MAX_PARALLEL: 'auto', ...options.settings };
  api = await startApi({ frameFolders, busBenchmarkSec: 0.2, ...options, settings });
};
const post = (to: string, body?: unknown) => api.send(to, { method: 'POST', body });
const diagnostics = async () => held(diagnosticsAnswerSchema, await api.send('/diagnostics'));

describe('POST /diagnostics/cameras', () => {
  it('sets what auto does, and is shown in /diagnostics', async () => {
    await start();
    expect((await diagnostics()).bus_test).toBeNull();
    expect((await diagnostics()).capture_config.plan).toEqual([['side', 'top'], ['front']]);
    await fake.plan('top', 'none', 'no-bandwidth', 'no-bandwidth', 'no-bandwidth');
    const result = held(busBenchmarkSchema, await post('/diagnostics/cameras'));
    expect(result.steps).toHaveLength(7);
    expect(result.learned).toMatchObject({ total: 1, per_controller: 1, because: 'USB_BANDWIDTH' });
    const after = await diagnostics();
    expect(after.bus_test).toEqual(result);
    expect(after.capture_config).toMatchObject({
      plan: [['side'], ['top'], ['front']],
      learned: result.learned,
    });
  });

  it('takes the cameras that are ready, and needs one', async () => {
    await start({ settings: { CAMERA_TOP: '/dev/no-top' } });
    const { steps } = held(busBenchmarkSchema, await post('/diagnostics/cameras'));
    const names = steps.map(({ streams }) => streams.map(({ camera }) => camera));
    expect(names).toEqual([['side'], ['front'], ['side', 'front']]);
    await api.stop();
    const none = { CAMERA_SIDE: '/dev/no', CAMERA_TOP: '/dev/no', CAMERA_FRONT: '/dev/no' };
    await start({ settings: none });
    heldError('NO_CAMERAS', await post('/diagnostics/cameras'));
  });

  it('lets nothing else have the cameras, and ends when it is cancelled', async () => {
    await start({ busBenchmarkSec: 1000 });
    const unwatch = api.engine.preview('side', () => undefined);
    await until(async () => (await api.engine.overview()).previews.side === 'live');
    const answer = post('/diagnostics/cameras');
    await until(async () => (await api.engine.overview()).previews.side === 'paused');
    heldError('BUS_TEST_IN_PROGRESS', await post('/record', { goat_id: 17 }));
    heldError('BUS_TEST_IN_PROGRESS', await post('/diagnostics/cameras'));
    heldError('BUS_TEST_IN_PROGRESS', await post('/focus', { camera: 'side', locked: true }));
    expect((await api.engine.health()).recording_active).toBe(false);
    expect(api.spool.list()).toEqual([]);
    expect((await post('/cancel')).status).toBe(200);
    heldError('CANCELLED', await answer);
    expect((await diagnostics()).bus_test).toBeNull();
    await until(async () => (await api.engine.overview()).previews.side === 'live');
    unwatch();
    await until(() => api.processes.runningIds.length === 0);
    expect((await post('/record', { goat_id: 17 })).status).toBe(200);
    await statusWhere(api, ({ active, last_result: result }) => !active && result?.success === true);
  });

  it('waits until a capture is over', async () => {
    await start();
    expect((await post('/record', { goat_id: 17 })).status).toBe(200);
    heldError('CAPTURE_IN_PROGRESS', await post('/diagnostics/cameras'));
    await post('/cancel');
  });

  it('ends with the program', async () => {
    await start({ busBenchmarkSec: 1000 });
    const answer = post('/diagnostics/cameras');
    await until(() => api.processes.runningIds.length > 0);
    await api.engine.stop();
    heldError('CANCELLED', await answer);
  });
});
