import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CAMERA_NAMES } from '#contract/cameras';
import { makeTestFrames, temporaryFolder, until } from '#support/capture';
import { startEngine, type TestEngine } from '#support/engine';
import { FakeFfmpeg, type FfmpegFault } from '#support/fakeFfmpeg';

/** Sessions in a row: `SOAK=1000 npx vitest run test/main/engine/capture/soak.test.ts`. `SOAK_SEED` repeats a run. */
const SESSIONS = Number(process.env.SOAK ?? 20);
const SEED = Number(process.env.SOAK_SEED ?? Date.now() % 1e9);
/** The heap may grow by so many MB from the first quarter of a long run to its end. */
const HEAP_GROWTH_MB = 20;
/** Fewer sessions say nothing about memory. */
const ENOUGH_FOR_MEMORY = 200;

// Silence is waited for in vain for 6 s: those are cancelled here.
const anyFault = fc.constantFrom<FfmpegFault>(
  ...([
    'none',
    'none',
    'none',
    'none',
    'none',
    'none',
    'no-bandwidth',
    'busy',
    'lost-in-the-middle',
  ] as const),
  ...([
    'ends-early',
    'killed-at-once',
    'disk-full',
    'silent',
    'deaf',
    'unknown-words',
    'other-size',
  ] as const),
);
const anySession = fc.record({
  faults: fc.record({ side: anyFault, top: anyFault, front: anyFault }),
  isTest: fc.boolean(),
  cancelAfterMs: fc.option(fc.integer({ min: 0, max: 800 }), { freq: 3 }),
});
type SoakSession = typeof anySession extends fc.Arbitrary<infer T> ? T : never;
const GOOD_SESSION: SoakSession = {
  faults: { side: 'none', top: 'none', front: 'none' },
  isTest: false,
  cancelAfterMs: null,
};

let root: string;
let fake: FakeFfmpeg;
let capture: TestEngine;
const warnings: string[] = [];
const onWarning = (warning: Error) => warnings.push(warning.message);

beforeAll(async () => {
  root = await temporaryFolder('soak');
  await makeTestFrames(path.join(root, 'films'));
  fake = await FakeFfmpeg.install();
  capture = await startEngine({
    parent: root,
    frameFolders: path.join(root, 'films'),
    settings: { NUM_IMAGES: 2, CAPTURE_FPS: 10, CAMERA_NATIVE_FPS: 40, WARMUP_SEC: 0 },
  });
  process.on('warning', onWarning);
});
afterAll(async () => {
  process.off('warning', onWarning);
  await capture.stop();
  await fake.remove();
  await rm(root, { recursive: true });
});

async function runSession({ faults, isTest, cancelAfterMs }: SoakSession): Promise<void> {
  const { engine, clock } = capture;
  for (const camera of CAMERA_NAMES) await fake.plan(camera, faults[camera]);
  await engine.record({ is_test: isTest, overwrite: true }, 'api');
  const hangs = CAMERA_NAMES.some((camera) => ['silent', 'deaf'].includes(faults[camera]));
  if (cancelAfterMs !== null || hangs) {
    await clock.sleep(cancelAfterMs ?? 500);
    await engine.cancel();
  }
  await until(async () => !(await engine.health()).recording_active);
  expect(capture.processes.runningIds).toEqual([]);
  await until(() => !engine.status().active);
}

const openFiles = async () => (await readdir('/proc/self/fd')).length;

/** Bytes of the heap after a collection where Node offers one, else as they are. */
function heapBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

it(
  `leaves nothing behind after ${SESSIONS} sessions with random faults (seed ${SEED})`,
  { timeout: SESSIONS * 10_000 },
  async () => {
    const sessions = fc.sample(anySession, { numRuns: SESSIONS, seed: SEED });
    const outcomes = new Map<string, number>();
    // What Node opens once for good, such as its one watch of all folders, is opened by a session that comes to its end.
    await runSession(GOOD_SESSION);
    await until(() => capture.spool.inState('queued', 'uploading').length === 0);
    const filesBefore = await openFiles();
    let heapBefore = 0;
    for (const [index, session] of sessions.entries()) {
      await runSession(session);
      const outcome = capture.engine.status().last_error ?? 'good';
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (index === Math.floor(SESSIONS / 4)) heapBefore = heapBytes();
    }
    // The queue may still have a file open.
    await until(async () => (await openFiles()) <= filesBefore);
    if (SESSIONS >= ENOUGH_FOR_MEMORY) {
      expect((heapBytes() - heapBefore) / 1e6).toBeLessThan(HEAP_GROWTH_MB);
    }
    expect(outcomes.size).toBeGreaterThan(1);
    expect(warnings).toEqual([]);
    await until(() => capture.spool.inState('queued', 'uploading').length === 0);
    expect(capture.spool.inState('capturing', 'captured')).toEqual([]);
    // The last session may be a test, whose folder is just being removed.
    await until(async () => {
      const left = await readdir(capture.dataDir, { recursive: true });
      return !left.some((name) => /\.(tmp|part|removed)$/.test(name));
    });
    // After all that the next one works.
    await runSession(GOOD_SESSION);
    expect(capture.engine.status().last_error).toBeNull();
  },
);
