import { mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '#engine/platform/clock';
import { OverviewFeed } from '#engine/status/overviewFeed';
import type { Overview } from '#contract/useCases';
import { until } from '#support/capture';
import { startEngine, type TestEngine } from '#support/engine';

let dev: string;
let test: TestEngine;
let device: string;

beforeEach(async () => {
  dev = await mkdtemp(path.join(tmpdir(), 'dev-'));
  device = path.join(dev, 'camera_side');
  test = await startEngine({ settings: { CAMERA_SIDE: device } });
});
afterEach(async () => {
  await test.stop();
  await rm(dev, { recursive: true });
});

it('shows a camera that comes and goes in health, obstacle, activity, log and at the screens', async () => {
  const { engine, log, logged } = test;
  const shown: Overview[] = [];
  const stopShowing = new OverviewFeed(engine, systemClock, log).subscribe((overview) => {
    shown.push(overview);
  });
  const kinds = () => shown.at(-1)?.activity.map(({ level, kind }) => `${level} ${kind}`) ?? [];
  await until(() => shown.at(-1)?.obstacle?.code === 'MISSING_CAMERAS', 2000);
  expect(kinds()).toEqual(['info started']);

  await writeFile(device, '');
  await until(() => kinds().at(-1) === 'success camera-back', 2000);
  expect(shown.at(-1)).toMatchObject({ health: { cameras: { side: true } }, obstacle: null });
  expect((await engine.health()).cameras.side).toBe(true);

  await unlink(device);
  await until(() => kinds().at(-1) === 'warning camera-gone', 2000);
  expect(shown.at(-1)).toMatchObject({
    health: { status: 'degraded', cameras: { side: false, top: true, front: true } },
    obstacle: { code: 'MISSING_CAMERAS' },
  });
  expect(shown.at(-1)?.activity.at(-1)?.parameters).toEqual({ camera: 'side' });
  expect(logged.some((line) => line.includes('CAMERA_NOT_FOUND') && line.includes('"warn"'))).toBe(true);
  stopShowing();
});
