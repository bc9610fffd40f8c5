import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CAMERA_NAMES } from '#contract/cameras';
import type { Session } from '#contract/session';
import type { CaptureCamera } from '#engine/capture/captureCamera';
import type { Spool } from '#engine/sessions/spool';
import { filesOfArchive } from '#support/archives';
import { makeTestFrames, temporaryFolder, until } from '#support/capture';
import { TestClock } from '#support/clock';
import { startEngine, type TestEngine } from '#support/engine';
import { FullDisk } from '#support/fullDisk';
import { pictureBytes, spoolForTest } from '#support/sessions';
import { TestStore } from '#support/uploads';

/** Of each picture. */
const BYTES = 1000;

let frameFolders: string;
beforeAll(async () => {
  frameFolders = await temporaryFolder('full-disk');
  await makeTestFrames(frameFolders);
});
afterAll(() => rm(frameFolders, { recursive: true }));

/** Pictures are there at once: what writes here is the engine alone. */
const captureCamera: CaptureCamera = async ({ name }, { folder, onRecorded }) => {
  const pictures = [1, 2].map((number) => ({
    ...{ file: `${number}.jpg`, timestampUs: number * 1_000_000, arrivedMs: number * 1000, bytes: BYTES },
  }));
  for (const [index, { file }] of pictures.entries())
    await writeFile(path.join(folder, file), pictureBytes('', name, index + 1, BYTES));
  onRecorded();
  return { pictures, worstSpacingErrorMs: 0, warnings: [] };
};

class TestApp {
  #open: () => void = () => undefined;

  private constructor(
    readonly running: TestEngine,
    readonly clock: TestClock,
    readonly store: TestStore,
  ) {}

  static async start(): Promise<TestApp> {
    const clock = new TestClock();
    const stores: TestStore[] = [];
    const running = await startEngine({
      ...{
        frameFolders,
        clock,
        captureCamera,
        settings: { NUM_IMAGES: 2, REVIEW_SEC: 5 },
      },
      store: (dataDir) => {
        const store = new TestStore(path.join(dataDir, 'store'));
        stores.push(store);
        return store;
      },
    });
    const [store] = stores;
    if (!store) throw new Error('the engine asked for no store');
    return new TestApp(running, clock, store);
  }

  /** Holds the store back until `open`. */
  close(): void {
    this.store.gate = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  open(): void {
    this.store.gate = Promise.resolve();
    this.#open();
  }

  /** Records a goat; returns once that has ended, or was refused, with the code of what was told to the caller. */
  async record(goat: number, source: Session['source']): Promise<string | null> {
    const { engine } = this.running;
    this.clock.advance(1);
    const code = await engine.record({ goat_id: goat }, source).then(
      () => null,
      (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
    );
    await until(async () => !(await engine.health()).recording_active);
    return code;
  }

  /** Lets time pass until a condition holds. */
  wait(condition: () => boolean): Promise<void> {
    return until(() => {
      this.clock.advance(1000);
      return condition();
    });
  }

  statesOf(goat: number): Session['state'][] {
    const sessions = this.running.spool.list().filter(({ goatId }) => goatId === String(goat));
    return sessions.map(({ state }) => state);
  }

  /** What the store holds and the disk records, past the memory of the engine. */
  async expectWhole(): Promise<void> {
    const { spool, dataDir } = this.running;
    const onDisk: Spool = await spoolForTest(this.clock, dataDir);
    expect(onDisk.list()).toEqual(spool.list());
    const folder = path.join(dataDir, 'sessions');
    expect((await readdir(folder)).filter((name) => name.endsWith('.damaged'))).toEqual([]);
    const left = await readdir(dataDir, { recursive: true });
    expect(left.filter((name) => /\.(tmp|part)$/.test(name))).toEqual([]);
    const uploaded = spool.inState('uploaded').map(({ goatId }) => goatId);
    expect((await readdir(this.store.place)).sort()).toEqual(uploaded.sort());
    for (const goatId of uploaded) {
      for (const camera of CAMERA_NAMES) {
        const archive = await readFile(path.join(this.store.place, goatId, camera, 'images.tar.gz'));
        const files = await filesOfArchive(archive);
        const expected = [1, 2].map((number) => pictureBytes('', camera, number, BYTES));
        expect(files.map(({ bytes }) => bytes)).toEqual(expected);
      }
    }
  }
}

/** Goat 1 is on its way to the store when the disk runs full at the `fullAt`th write; later there is room again. */
async function dayAtThePen(disk: FullDisk, fullAt: number, source: Session['source']): Promise<number> {
  const barn = await TestApp.start();
  try {
    const { engine } = barn.running;
    const at = `the disk was full from write ${fullAt} on`;
    barn.close();
    expect(await barn.record(1, 'api')).toBeNull();
    await until(() => barn.store.puts.length === 1);
    disk.fillAt(fullAt);
    const rejection = await barn.record(2, source);
    if (rejection !== null) expect(rejection, at).toBe('DISK_FULL');
    expect(barn.statesOf(1), at).toEqual(['uploading']);
    const isCaptured = barn.statesOf(2).some((state) => !['failed', 'capturing'].includes(state));
    if (!isCaptured && rejection === null)
      expect(engine.status().last_result, at).toMatchObject({ success: false });
    barn.open();
    const isSent = (goat: number) =>
      barn.statesOf(goat).every((state) => ['uploaded', 'failed'].includes(state));
    // Tried again and again, in vain.
    await barn.wait(() => disk.writes > fullAt + 3 || (isSent(1) && isSent(2)));
    const { writes } = disk;
    disk.free();
    await barn.wait(() => isSent(1) && isSent(2));
    expect(barn.statesOf(1), at).toEqual(['uploaded']);
    if (isCaptured) expect(barn.statesOf(2), at).toEqual(['uploaded']);
    expect(await barn.record(3, source), at).toBeNull();
    await barn.wait(() => barn.statesOf(3).includes('uploaded'));
    await engine.stop();
    await barn.expectWhole();
    return writes;
  } finally {
    await barn.running.stop();
  }
}

describe.each(['api', 'kiosk'] as const)('a capture by %s', (source) => {
  // A day for each of about twenty writes.
  const limit = { timeout: 60_000 };
  it(
    'and all before it are safe at whatever write the disk runs full, and go on without a restart',
    limit,
    async () => {
      const disk = await FullDisk.start();
      const writes = await dayAtThePen(disk, Infinity, source);
      expect(writes).toBeGreaterThan(12);
      for (let fullAt = 1; fullAt <= writes; fullAt++) await dayAtThePen(disk, fullAt, source);
    },
  );
});
