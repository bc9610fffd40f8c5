import { execFileSync } from 'node:child_process';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CAMERA_NAMES } from '#contract/cameras';
import type { Session } from '#contract/session';
import { freeMb, requiredMb, monitorDisk } from '#engine/machine/diskSpace';
import { TestClock } from '#support/clock';
import { faultOf, makeTestFrames, temporaryFolder, testSettings, until } from '#support/capture';
import { startEngine, type TestEngine } from '#support/engine';
import { FakeFfmpeg } from '#support/fakeFfmpeg';

let root: string;
let running: TestEngine | null = null;

beforeAll(async () => {
  root = await temporaryFolder('disk');
  await makeTestFrames(path.join(root, 'films'));
});
afterEach(async () => {
  await running?.stop();
  running = null;
});
afterAll(() => rm(root, { recursive: true }));

async function start(parent: string, settings: Record<string, unknown> = {}): Promise<TestEngine> {
  running = await startEngine({ parent, frameFolders: path.join(root, 'films'), settings });
  return running;
}

async function recordToEnd({ engine }: TestEngine, goat: number) {
  await engine.record({ goat_id: goat }, 'api');
  await until(() => !engine.status().active);
  return engine.status().last_result;
}

describe('requiredMb', () => {
  it('is the reserve, and what a session takes by the last ones with pictures of this size', async () => {
    const capture = await start(root, { MIN_DISK_MB: 7 });
    const { engine, spool, settings } = capture;
    expect(requiredMb(settings, spool)).toBe(7);
    await recordToEnd(capture, 17);
    const [session] = spool.list();
    const bytes = CAMERA_NAMES.flatMap((camera) => session?.cameras[camera].pictures ?? []).map(
      (one) => one.bytes,
    );
    const mean = bytes.reduce((sum, one) => sum + one, 0) / bytes.length;
    // Each of the 9 pictures has a stand-in beside it.
    expect(requiredMb(settings, spool)).toBe(7 + Math.ceil((mean * 9 * 2) / 1e6));
    const { disk } = await engine.diagnostics();
    expect(disk.required_mb).toBe(requiredMb(settings, spool));
    expect(requiredMb({ ...settings, IMAGE_WIDTH: 640 }, spool)).toBe(7);
  });

  it('takes no account of sessions that have failed', () => {
    const picture = { file: '1.jpg', timestampUs: 0, arrivedMs: 0, bytes: 5e6 };
    const record = {
      state: 'failed',
      pictures: [picture],
      notes: [],
      worstSpacingErrorMs: 0,
      fault: null,
    } as const;
    const like = (state: Session['state']) =>
      ({
        state,
        width: 320,
        height: 240,
        cameras: { side: record, top: record, front: record },
      }) as unknown as Session;
    const settings = testSettings({ MIN_DISK_MB: 1 });
    expect(requiredMb(settings, { list: () => [like('failed'), like('cancelled')] })).toBe(1);
    expect(requiredMb(settings, { list: () => [like('uploaded')] })).toBe(1 + 5 * 24);
  });
});

describe('watchDisk', () => {
  it('calls back once when the disk is nearly full, and not after it was ended', async () => {
    const clock = new TestClock();
    let calls = 0;
    const full = () => {
      calls += 1;
    };
    const end = monitorDisk(root, { MIN_DISK_MB: 500 }, clock, full, () => Promise.resolve(10));
    clock.advance(1000);
    await until(() => calls === 1);
    clock.advance(5000);
    expect(calls).toBe(1);
    end();
    const endSecond = monitorDisk(root, { MIN_DISK_MB: 500 }, clock, full, () => Promise.resolve(10));
    clock.advance(1000);
    endSecond();
    await Promise.resolve();
    expect(calls).toBe(1);
    expect(clock.timers).toEqual([]);
  });
});

describe('a disk that runs full while capturing', () => {
  it('fails the session cleanly, and what it wrote is freed', async () => {
    const fake = await FakeFfmpeg.install();
    const capture = await start(root);
    await fake.plan('top', 'disk-full');
    const result = await recordToEnd(capture, 17);
    await fake.remove();
    expect(result).toMatchObject({ success: false, errors: [{ error_code: 'DISK_FULL' }] });
    const [session] = capture.spool.list();
    expect(session).toMatchObject({ state: 'failed', fault: { code: 'DISK_FULL' } });
    const left = await readdir(path.join(capture.dataDir, 'sessions', session?.id ?? ''));
    expect(left).toEqual(['session.json']);
    expect(await recordToEnd(capture, 17)).toMatchObject({ success: true });
  });

  it.runIf(process.getuid?.() === 0)('is found out by a real one of 3 MB', async () => {
    const mount = path.join(root, 'small');
    await mkdir(mount);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'none', mount]);
    try {
      const capture = await start(mount, {
        MIN_DISK_MB: 0,
        NUM_IMAGES: 99,
        CAPTURE_FPS: 10,
        FFMPEG_TIMEOUT_SEC: 30,
      });
      const freeBefore = await freeMb(mount);
      const result = await recordToEnd(capture, 17);
      expect(result?.errors[0]).toMatchObject({ error_code: 'DISK_FULL' });
      expect(capture.processes.runningIds).toEqual([]);
      expect(capture.spool.list()[0]).toMatchObject({ state: 'failed', fault: { code: 'DISK_FULL' } });
      expect(await freeMb(mount)).toBeGreaterThanOrEqual(freeBefore - 1);
      await capture.stop();
      // With a reserve it is refused before it begins.
      const careful = await start(mount, { MIN_DISK_MB: 100 });
      expect(await faultOf(careful.engine.record({ goat_id: 18 }, 'api'))).toMatchObject({
        code: 'LOW_DISK_SPACE',
        parameters: { required_mb: 100 },
      });
      await careful.stop();
      running = null;
    } finally {
      execFileSync('umount', [mount]);
    }
  });
});
