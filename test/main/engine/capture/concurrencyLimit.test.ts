import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CAMERA_NAMES } from '#contract/cameras';
import { ConcurrencyLimits } from '#engine/capture/concurrencyLimit';
import { TestClock } from '#support/clock';
import { emptyFolder, sampleCamera, memoryLog, temporaryFolder } from '#support/capture';

const CAMERAS = CAMERA_NAMES.map((name) => sampleCamera(name, `/dev/camera_${name}`));
const ONE = { total: 1, perController: 1 };
const STORED_LIMIT = { total: 1, per_controller: 1, because: 'USB_BANDWIDTH' };

let root: string;
let dataDir: string;

beforeAll(async () => {
  root = await temporaryFolder('learned');
});
beforeEach(async () => {
  dataDir = await emptyFolder(root, 'data');
});
afterAll(() => rm(root, { recursive: true }));

function open(controller = 'usb1') {
  const { log, entries } = memoryLog();
  const parts = { dataDir, controllerOf: () => controller, clock: new TestClock(), log };
  return { limits: new ConcurrencyLimits(parts), entries };
}

describe('LearnedLimits', () => {
  it('keeps what was learned, with its reason and its time, from start to start', async () => {
    expect(await open().limits.of(CAMERAS)).toBeNull();
    await open().limits.record(CAMERAS, ONE, 'USB_BANDWIDTH');
    expect(await open().limits.of(CAMERAS)).toMatchObject({
      ...STORED_LIMIT,
      at: expect.stringContaining('2026-02-10') as string,
    });
    expect(await readdir(dataDir)).toEqual(['learned-limits.json']);
  });

  it('tries anew where a camera, its device or its controller is another one', async () => {
    await open().limits.record(CAMERAS, ONE, 'USB_BANDWIDTH');
    expect(await open('usb2').limits.of(CAMERAS)).toBeNull();
    expect(await open().limits.of(CAMERAS.slice(1))).toBeNull();
    const moved = CAMERAS.map(({ name }) => sampleCamera(name, `/dev/other_${name}`));
    expect(await open().limits.of(moved)).toBeNull();
  });

  it('keeps what it knows of several sets of cameras, and forgets all when told to', async () => {
    const { limits } = open();
    await limits.record(CAMERAS, ONE, 'USB_BANDWIDTH');
    await limits.record(CAMERAS.slice(1), ONE, 'FFMPEG_KILLED');
    expect(await limits.of(CAMERAS)).toMatchObject(STORED_LIMIT);
    expect(await limits.of(CAMERAS.slice(1))).toMatchObject({ because: 'FFMPEG_KILLED' });
    await limits.clear();
    expect(await limits.of(CAMERAS)).toBeNull();
    expect(await limits.of(CAMERAS.slice(1))).toBeNull();
  });

  it.each([
    'not json',
    '[]',
    '{"x": {"total": 0}}',
    '{"x": {"total": 1, "per_controller": 1, "because": "NO_SUCH", "at": "now"}}',
  ])('starts anew from a file that says %s, and says so in the log', async (content) => {
    await writeFile(path.join(dataDir, 'learned-limits.json'), content);
    const { limits, entries } = open();
    expect(await limits.of(CAMERAS)).toBeNull();
    expect(entries.join()).toContain('cannot be read');
    await limits.record(CAMERAS, ONE, 'USB_BANDWIDTH');
    expect(await limits.of(CAMERAS)).toMatchObject(STORED_LIMIT);
  });

  it('goes on where it cannot be kept', async () => {
    await rm(dataDir, { recursive: true });
    const { limits, entries } = open();
    await limits.record(CAMERAS, ONE, 'USB_BANDWIDTH');
    expect(await limits.of(CAMERAS)).toBeNull();
    expect(entries.join()).toContain('cannot be kept');
  });
});
