import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CAMERA_NAMES } from '#contract/cameras';
import { AppError } from '#contract/errors';
import { startEngine, type EngineOptions, type TestEngine } from '#support/engine';
import { faultOf, makeTestFrames, temporaryFolder, until } from '#support/capture';
import { frameNumber } from '#support/frames';
import { FakeFfmpeg } from '#support/fakeFfmpeg';

let root: string;
let fake: FakeFfmpeg;
let running: TestEngine | null = null;

beforeAll(async () => {
  root = await temporaryFolder('captures');
  await makeTestFrames(root);
  fake = await FakeFfmpeg.install();
});
afterEach(async () => {
  for (const camera of CAMERA_NAMES) await fake.plan(camera);
  await running?.stop();
  expect(running?.processes.runningIds).toEqual([]);
  running = null;
});
afterAll(async () => {
  await fake.remove();
  await rm(root, { recursive: true });
});

async function start(options: EngineOptions = {}): Promise<TestEngine> {
  running = await startEngine({ frameFolders: root, ...options });
  return running;
}

/** Resolves when the newest capture has ended, and gives how. */
async function ended({ engine }: TestEngine) {
  await until(() => !engine.status().active);
  const { last_result: result } = engine.status();
  if (!result) throw new Error('a capture has ended without a result');
  return result;
}

describe('a capture', () => {
  it('starts exactly once of 50 that are asked for at once', async () => {
    const { engine, spool } = await start();
    const asked = Array.from({ length: 50 }, (_, index) => engine.record({ goat_id: index + 1 }, 'api'));
    const answers = await Promise.allSettled(asked);
    const refused = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [answer.reason as unknown] : [],
    );
    expect(refused).toHaveLength(49);
    for (const error of refused) {
      expect(error).toBeInstanceOf(AppError);
      expect(error).toMatchObject({
        code: 'CAPTURE_IN_PROGRESS',
        details: { current_capture: { started_at: expect.any(String) as string } },
      });
    }
    expect(spool.list()).toHaveLength(1);
    expect((await engine.health()).recording_active).toBe(true);
    expect((await engine.cancel()).status).toBe('cancelled');
    expect((await engine.health()).recording_active).toBe(false);
  });

  it('ends with all pictures in the store, the right frames of each camera', async () => {
    const capture = await start({ settings: { NUM_IMAGES: 4 } });
    await capture.engine.record({ goat_id: 17 }, 'api');
    const result = await ended(capture);
    expect(result).toMatchObject({ success: true, total_images: 12, errors: [] });
    const [session] = capture.spool.list();
    expect(session?.state).toBe('uploaded');
    for (const camera of CAMERA_NAMES) {
      const record = session?.cameras[camera];
      expect(record).toMatchObject({ state: 'captured', worstSpacingErrorMs: 0, notes: [], fault: null });
      const folder = capture.spool.cameraFolder(session?.id ?? '', camera);
      const files = record?.pictures.map(({ file }) => file) ?? [];
      const bytes = await Promise.all(files.map((file) => readFile(path.join(folder, file))));
      expect(bytes.map(frameNumber)).toEqual([5, 9, 13, 17]);
      expect(bytes.every((one) => one.includes(`camera=${camera} `))).toBe(true);
    }
  });

  it('is cancelled within 2 s, with its processes gone, also where one of them is deaf', async () => {
    const capture = await start();
    await fake.plan('top', 'deaf');
    await capture.engine.record({ goat_id: 17 }, 'api');
    await until(() => capture.engine.status().cameras.side.images > 0);
    const startedMs = capture.clock.monotonicMs();
    await capture.engine.cancel();
    expect(capture.clock.monotonicMs() - startedMs).toBeLessThan(2000);
    expect(capture.processes.runningIds).toEqual([]);
    expect(capture.engine.status()).toMatchObject({
      active: false,
      last_error: 'Capture cancelled by user',
      cameras: { top: { state: 'cancelled' } },
    });
    expect(capture.spool.list()[0]?.state).toBe('cancelled');
    await capture.engine.record({ goat_id: 17 }, 'api');
    expect((await ended(capture)).success).toBe(true);
  });

  it('that fails says which camera, keeps what ffmpeg said, and the next one works', async () => {
    const capture = await start();
    await fake.plan('front', 'lost-in-the-middle');
    await capture.engine.record({ goat_id: 17 }, 'api');
    expect(await ended(capture)).toMatchObject({
      success: false,
      errors: [{ camera: 'front', error_code: 'CAMERA_LOST', fix: expect.stringMatching(/plug/) as string }],
      camera_status: { front: 'failed' },
    });
    const [session] = capture.spool.list();
    expect(session).toMatchObject({ state: 'failed', fault: { code: 'CAMERA_LOST' } });
    expect(session?.cameras.front.fault?.seen?.join()).toContain('Input/output error');
    expect(capture.logged.join()).toContain('Input/output error');
    await capture.engine.record({ goat_id: 17 }, 'api');
    expect((await ended(capture)).success).toBe(true);
  });
});

describe('a camera without bandwidth', () => {
  it('is recorded after the others; auto keeps that for these cameras until it is told to forget it', async () => {
    const capture = await start({ settings: { MAX_PARALLEL: 'auto' } });
    const { engine, spool } = capture;
    const plan = async () => (await engine.diagnostics()).capture_config;
    expect(await plan()).toMatchObject({ plan: [['side', 'top'], ['front']], learned: null });
    await fake.plan('top', 'no-bandwidth');
    await engine.record({ goat_id: 17 }, 'api');
    expect(await ended(capture)).toMatchObject({ success: true, total_images: 9 });
    expect(spool.list()[0]?.cameras.top.notes).toMatchObject([{ kind: 'recorded-later' }]);
    expect(await plan()).toMatchObject({
      plan: [['side'], ['top'], ['front']],
      learned: { total: 1, per_controller: 1, because: 'USB_BANDWIDTH' },
    });
    await engine.clearConcurrencyLimits();
    expect(await plan()).toMatchObject({ plan: [['side', 'top'], ['front']], learned: null });
  });

  it('fails the session where there is none even for one camera', async () => {
    const capture = await start();
    await fake.plan('side', 'no-bandwidth', 'no-bandwidth', 'no-bandwidth');
    await capture.engine.record({ goat_id: 17 }, 'api');
    expect(await ended(capture)).toMatchObject({ success: false, errors: [{ error_code: 'USB_BANDWIDTH' }] });
    expect((await capture.engine.diagnostics()).capture_config.learned).toBeNull();
  });
});

describe('a test', () => {
  it('leaves nothing behind', async () => {
    const capture = await start();
    await capture.engine.record({ is_test: true }, 'api');
    expect(await ended(capture)).toMatchObject({ success: true, test: true, total_images: 9 });
    await until(async () => (await readdir(path.join(capture.dataDir, 'sessions'))).length === 0);
    expect(capture.spool.list()).toEqual([]);
  });
});

describe('starting', () => {
  it('fails in order where the session cannot be made', async () => {
    const capture = await start();
    await rm(path.join(capture.dataDir, 'sessions'), { recursive: true });
    await writeFile(path.join(capture.dataDir, 'sessions'), 'in the way');
    expect((await faultOf(capture.engine.record({ goat_id: 17 }, 'api'))).code).toBe('INTERNAL_ERROR');
    expect((await capture.engine.health()).recording_active).toBe(false);
    await rm(path.join(capture.dataDir, 'sessions'));
    await capture.engine.record({ goat_id: 17 }, 'api');
    expect((await ended(capture)).success).toBe(true);
  });
});
