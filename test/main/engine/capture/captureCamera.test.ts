import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PerCamera } from '#contract/cameras';
import { appError } from '#contract/errors';
import type { Picture } from '#contract/session';
import type { Settings } from '#contract/settings';
import type { Camera } from '#engine/cameras/camera';
import { systemClock } from '#engine/platform/clock';
import { withStandardTables } from '#engine/media/jpeg';
import { captureCamera, unusualSizes, type CameraCapture } from '#engine/capture/captureCamera';
import { checkPicture } from '#engine/capture/pictureCheck';
import type { SmallPicture } from '#engine/media/bitmap';
import { Crc64Nvme } from '#engine/platform/crc64nvme';
import {
  captureTools,
  EXPECTED_FRAMES,
  faultOf,
  sampleCamera,
  makeTestFrames,
  temporaryFolder,
  TEST_FRAME_COUNT,
  TEST_SIZE,
  testSettings,
} from '#support/capture';
import { frameNumber, makeFrames } from '#support/frames';

let root: string;
let frameFolders: PerCamera<string> & { gap: string };

beforeAll(async () => {
  root = await temporaryFolder('photograph');
  const gap = path.join(root, 'gap');
  await makeFrames(gap, { ...TEST_SIZE, count: TEST_FRAME_COUNT, damage: { 13: 'truncated', 14: 'hole' } });
  const made = await makeTestFrames(root, {
    // Picture 1 is cut off, 2 has a hole, 3 lacks its tables; each has a good frame after it.
    top: { 5: 'truncated', 9: 'hole', 13: 'no-tables' },
    front: { 13: 'zeros', 14: 'wrong-size' },
  });
  frameFolders = { ...made, gap };
});
afterAll(() => rm(root, { recursive: true }));

interface Taking {
  settings?: Settings;
  signal?: AbortSignal;
  onPicture?: (images: number) => void;
  /** A file that is in the folder already. */
  leftOver?: string;
}

/** Photographs with processes of its own, so that tests can run side by side; none of them may be left. */
async function take(camera: Camera, { settings, signal, onPicture, leftOver }: Taking = {}) {
  const tools = captureTools();
  const folder = await mkdtemp(path.join(root, 'pictures-'));
  if (leftOver !== undefined) await writeFile(path.join(folder, leftOver), 'left over');
  const options = {
    folder,
    settings: settings ?? testSettings(),
    signal: signal ?? new AbortController().signal,
    onStreaming: () => undefined,
    onPicture: onPicture ?? (() => undefined),
    onChecked: () => undefined,
    onRecorded: () => undefined,
  };
  const taken = captureCamera(camera, options, tools).finally(() => {
    expect(tools.processes.runningIds).toEqual([]);
  });
  return { folder, taken, tools };
}

const pathOf = (frameFolder: string, frame: number) =>
  path.join(frameFolder, `${String(frame).padStart(6, '0')}.jpg`);

async function framesTaken(folder: string, { pictures }: CameraCapture): Promise<(number | null)[]> {
  expect((await readdir(folder)).sort()).toEqual(pictures.map(({ file }) => file).sort());
  const bytes = await Promise.all(pictures.map(({ file }) => readFile(path.join(folder, file))));
  expect(pictures.map(({ crc64nvme }) => crc64nvme)).toEqual(
    bytes.map((content) => new Crc64Nvme().update(content).digest()),
  );
  return bytes.map(frameNumber);
}

// They wait for real seconds of film: side by side.
describe.concurrent('photograph', () => {
  it('keeps the right frames, byte for byte, and nothing else', async () => {
    const counts: number[] = [];
    const { folder, taken } = await take(sampleCamera('side', frameFolders.side), {
      onPicture: (images) => counts.push(images),
    });
    const captures = await taken;
    expect(await framesTaken(folder, captures)).toEqual(EXPECTED_FRAMES);
    for (const [index, { file, bytes }] of captures.pictures.entries()) {
      const original = await readFile(pathOf(frameFolders.side, EXPECTED_FRAMES[index] ?? 0));
      expect((await readFile(path.join(folder, file))).equals(original)).toBe(true);
      expect(bytes).toBe(original.length);
    }
    expect(captures.pictures.map(({ timestampUs }) => timestampUs)).toEqual([
      200_000, 400_000, 600_000, 800_000,
    ]);
    expect(captures).toMatchObject({ worstSpacingErrorMs: 0, warnings: [] });
    expect(counts).toEqual([1, 2, 3, 4]);
  });

  it('takes the same frames by transcoding', async () => {
    const settings = testSettings({ CAPTURE_PIPELINE: 'transcode' });
    const { folder, taken } = await take(sampleCamera('side', frameFolders.side), { settings });
    const { pictures, worstSpacingErrorMs } = await taken;
    expect(worstSpacingErrorMs).toBe(0);
    const originals = await Promise.all(
      Array.from({ length: TEST_FRAME_COUNT }, (_, index) => smallOf(pathOf(frameFolders.side, index + 1))),
    );
    const nearest: number[] = [];
    for (const { file } of pictures) {
      const small = await smallOf(path.join(folder, file));
      const distances = originals.map((original) => distance(small, original));
      nearest.push(distances.indexOf(Math.min(...distances)) + 1);
    }
    expect(nearest).toEqual(EXPECTED_FRAMES);
    expect((await readdir(folder)).length).toBe(4);
  });

  it('never passes a damaged frame off as good by transcoding it', async () => {
    const settings = testSettings({ CAPTURE_PIPELINE: 'transcode' });
    const { taken } = await take(sampleCamera('top', frameFolders.top), { settings });
    const { pictures, warnings } = await taken;
    // Frames 6 and 10 take the places of 5 and 9; a decoder needs no tables in frame 13.
    expect(pictures.map(({ timestampUs }) => timestampUs)).toEqual([250_000, 450_000, 600_000, 800_000]);
    expect(warnings.map(({ kind, picture }) => [kind, picture])).toEqual([
      ['picture-replaced', 1],
      ['picture-replaced', 2],
    ]);
  });

  it('fails by transcoding where two frames in a row cannot be decoded', async () => {
    const settings = testSettings({ CAPTURE_PIPELINE: 'transcode' });
    const { taken } = await take(sampleCamera('front', frameFolders.gap), { settings });
    const fault = await faultOf(taken);
    expect(fault).toMatchObject({ code: 'BAD_FRAMES', parameters: { camera: 'front', picture: 3 } });
    expect(fault.seen?.join()).toMatch(/mjpeg/);
  });

  it('replaces damaged pictures by the frame after them, completes those without tables, and notes it', async () => {
    const { folder, taken } = await take(sampleCamera('top', frameFolders.top));
    const captures = await taken;
    expect(await framesTaken(folder, captures)).toEqual([6, 10, 13, 17]);
    expect(captures.warnings.map(({ kind, picture }) => [kind, picture])).toEqual(
      expect.arrayContaining([
        ['picture-replaced', 1],
        ['picture-replaced', 2],
        ['tables-added', null],
      ]),
    );
    const [, , completed, untouched] = captures.pictures;
    const read = ({ file = '' }: Partial<Picture> = {}) => readFile(path.join(folder, file));
    const expected = withStandardTables(await readFile(pathOf(frameFolders.top, 13)));
    expect((await read(completed)).equals(expected)).toBe(true);
    expect((await read(untouched)).equals(await readFile(pathOf(frameFolders.top, 17)))).toBe(true);
  });

  it('fails where a picture and the frame after it are both bad, and says which', async () => {
    const { taken } = await take(sampleCamera('front', frameFolders.front));
    const fault = await faultOf(taken);
    expect(fault).toMatchObject({
      code: 'BAD_FRAMES',
      parameters: { camera: 'front', picture: 3, reason: 'data-lost' },
    });
    expect(fault.seen?.join()).toMatch(/corrupt jpeg data/i);
  });

  it('fails when the camera freezes for 3 s', async () => {
    const { taken } = await takeFrozen(10_000);
    expect(await faultOf(taken)).toMatchObject({
      code: 'CAMERA_STALLED',
      parameters: { camera: 'side', seconds: 3 },
    });
  });

  it('fails when the camera freezes for less, though its timestamps say that nothing happened', async () => {
    const { taken } = await takeFrozen(1500);
    expect(await faultOf(taken)).toMatchObject({ code: 'FRAME_SPACING', parameters: { camera: 'side' } });
  });

  it('fails when the camera delivers less than half its rate', async () => {
    const settings = testSettings({ CAPTURE_FPS: 1, NUM_IMAGES: 6 });
    const { taken } = await take(sampleCamera('side', frameFolders.side, 8), { settings });
    const { code, parameters } = await faultOf(taken);
    // ffmpeg 7 plays the first half second of a film at once: 9.3 frames a second over the first 3 s.
    expect({ code, parameters }).toEqual({
      code: 'CAMERA_SLOW',
      parameters: { camera: 'side', measured: expect.stringMatching(/^[789]\.\d$/) as string, expected: 20 },
    });
  });

  it('fails at the first gap, without waiting for the rest', async () => {
    // At 3 frames a second there is no frame near each fifth of a second.
    let images = 0;
    const { taken } = await take(sampleCamera('side', frameFolders.side, 3), {
      settings: testSettings({ NUM_IMAGES: 50 }),
      onPicture: (count) => {
        images = count;
      },
    });
    expect(await faultOf(taken)).toMatchObject({ code: 'FRAME_SPACING' });
    expect(images).toBeLessThanOrEqual(2);
  });

  it('ends within 2 s when it is told to, and rejects with the reason', async () => {
    const ending = new AbortController();
    const reason = appError('CANCELLED', {});
    let endedMs = Infinity;
    const { taken, tools } = await take(sampleCamera('side', frameFolders.side), {
      signal: ending.signal,
      onPicture: () => {
        endedMs = systemClock.monotonicMs();
        ending.abort(reason);
      },
    });
    expect(await taken.catch((error: unknown) => error)).toBe(reason);
    expect(systemClock.monotonicMs() - endedMs).toBeLessThan(2000);
    expect(tools.processes.runningIds).toEqual([]);
  });

  it('begins with an empty folder, whatever an earlier try has left', async () => {
    const { folder, taken } = await take(sampleCamera('side', frameFolders.side), { leftOver: '77.jpg' });
    expect(await framesTaken(folder, await taken)).toEqual(EXPECTED_FRAMES);
  });
});

describe('unusualSizes', () => {
  const picture = (bytes: number): Picture => ({ file: '1.jpg', timestampUs: 0, arrivedMs: 0, bytes });

  it('notes pictures of less than half or more than double the bytes of the middle one', () => {
    const pictures = [1000, 1100, 400, 900, 2300, 1000].map(picture);
    expect(unusualSizes(pictures).map((note) => note.picture)).toEqual([3, 5]);
    expect(unusualSizes([1000, 1100, 551, 1999].map(picture))).toEqual([]);
    expect(unusualSizes([])).toEqual([]);
  });
});

/** Stops ffmpeg itself after the second picture for so many ms: what a camera that hangs looks like from outside. */
async function takeFrozen(ms: number) {
  let freeze: () => void = () => undefined;
  const started = await take(sampleCamera('side', frameFolders.side), {
    settings: testSettings({ NUM_IMAGES: 10 }),
    onPicture: (images) => {
      if (images === 2) freeze();
    },
  });
  freeze = () => {
    const { processes, clock } = started.tools;
    const [pid = 0] = processes.runningIds;
    process.kill(-pid, 'SIGSTOP');
    clock.after(ms, () => {
      if (processes.runningIds.includes(pid)) process.kill(-pid, 'SIGCONT');
    });
  };
  return started;
}

async function smallOf(file: string): Promise<SmallPicture> {
  const verdict = await checkPicture(file, { ...TEST_SIZE, minBytes: 0 }, captureTools());
  if (!verdict.ok) throw new Error(`${file}: ${verdict.reason}`);
  return verdict.small;
}

function distance(a: SmallPicture, b: SmallPicture): number {
  return a.pixels.reduce((sum, value, index) => sum + Math.abs(value - (b.pixels[index] ?? 0)), 0);
}
