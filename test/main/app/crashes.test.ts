import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '#engine/platform/clock';
import { buildMain } from '#support/builtMain';
import { CrashingApp } from '#support/crashes';
import { SHORT_CAPTURE } from '#support/engine';
import { shareFrameFolders } from '#support/frames';
import { serverForTest } from '../../s3/client';
import { capturedSession, folderForTest, spoolForTest } from '#support/sessions';

/** How often the program is killed; many times by CRASHES=1000. */
const CRASHES = Number(process.env.CRASHES ?? 15);
/** A start takes about a second, a capture one and a half; so the kills fall into all that it does. */
const MAX_RUN_MS = 2800;
/** More than one part of an upload, 8 MiB, in each archive. */
const LARGE = { imagesPerCamera: 20, bytes: 450_000 };
const TIMEOUT_MS = 60_000 + CRASHES * 10_000;

let root: string;
let frameFolders: string;
let built: Awaited<ReturnType<typeof buildMain>>;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'goat-crashes-'));
  frameFolders = path.join(root, 'films');
  const { IMAGE_WIDTH: width, IMAGE_HEIGHT: height } = SHORT_CAPTURE;
  await shareFrameFolders(frameFolders, { width, height, count: 10 });
  built = await buildMain();
});
afterAll(async () => {
  await built.remove();
  await rm(root, { recursive: true, force: true });
});

const settings = Object.fromEntries(
  Object.entries(SHORT_CAPTURE).map(([name, value]) => [name, String(value)]),
);

/** Kills the program again and again at random moments. */
async function crash(app: CrashingApp, times: number): Promise<void> {
  for (let run = 1; run <= times; run++) {
    const ms = Math.random() * MAX_RUN_MS;
    await app.runAndKill(ms).catch((cause: unknown) => {
      throw new Error(`in run ${run}, killed after ${Math.round(ms)} ms`, { cause });
    });
  }
}

it(
  'brings all that was captured to the bucket, whole and once, however often it is killed',
  async () => {
    const server = await serverForTest();
    for (const right of ['abort', 'listMultipartUploads'] as const) server.allowed.add(right);
    const dataDir = await folderForTest();
    const spool = await spoolForTest(systemClock, dataDir);
    const { imagesPerCamera, bytes } = LARGE;
    for (const goatId of ['1', '2']) {
      const session = await capturedSession(spool, { goatId, simulated: true, imagesPerCamera }, { bytes });
      await spool.update(session.id, { state: 'queued' });
    }
    const environment = { ...settings, ...server.environment, STORE: 's3' };
    const app = new CrashingApp(built.headless, frameFolders, dataDir, environment);
    await app.look();
    // So slow that the large ones take several runs.
    const slow = server.faults.add({
      ...{ kind: 'slow', bytesPerSecond: 8_000_000, operation: 'UploadPart', times: Infinity },
    });
    await crash(app, Math.ceil((CRASHES * 2) / 3));
    slow.end();
    await app.finish();
    const objects = new Map([...server.objects()].map(([key, object]) => [key, object.bytes]));
    expect(await app.expectAllDelivered(objects)).toBeGreaterThanOrEqual(2);
    expect(server.uploads()).toEqual([]);
  },
  TIMEOUT_MS,
);

it(
  'brings all that was captured to the folder, whole and once, however often it is killed',
  async () => {
    const dataDir = await folderForTest();
    const app = new CrashingApp(built.headless, frameFolders, dataDir, settings);
    await crash(app, Math.floor(CRASHES / 3));
    await app.finish();
    const store = path.join(dataDir, 'store');
    const entries = await readdir(store, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = entries.filter((entry) => entry.isFile()).map((one) => path.join(one.parentPath, one.name));
    const objects = new Map<string, Uint8Array>();
    for (const file of files) objects.set(path.relative(store, file), await readFile(file));
    await app.expectAllDelivered(objects);
  },
  TIMEOUT_MS,
);
