import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CAMERA_NAMES } from '#contract/cameras';
import { systemClock } from '#engine/platform/clock';
import { SAMPLE_FRAME_COUNT, type DrawProgress } from '#engine/cameras/simulator/frameGenerator';
import {
  prepareSampleFrames,
  simulatedInput,
  type SampleFramesOptions,
} from '#engine/cameras/simulator/sampleFrames';
import { parseJpeg } from '#engine/media/jpeg';
import { checkPicture } from '#engine/capture/pictureCheck';
import { Processes } from '#engine/platform/processes';
import { frameNumber, makeFramesOfAll } from '#support/frames';

const run = promisify(execFile);
const processes = new Processes(systemClock);
const SIZE = { width: 320, height: 240 };

let dataDir: string;

beforeEach(async () => {
  // A percent sign is what ffmpeg reads patterns by.
  dataDir = await mkdtemp(path.join(tmpdir(), 'film-100%d-'));
});
afterEach(async () => {
  expect(processes.runningIds).toEqual([]);
  await rm(dataDir, { recursive: true });
});

async function prepare(
  options: Partial<SampleFramesOptions> = {},
): Promise<Record<'side' | 'top' | 'front', string>> {
  const frameFolders = await prepareSampleFrames({
    dataDir,
    ...SIZE,
    cameras: CAMERA_NAMES,
    processes,
    ...options,
  });
  return {
    side: frameFolders.get('side') ?? '',
    top: frameFolders.get('top') ?? '',
    front: frameFolders.get('front') ?? '',
  };
}

async function framesOf(frameFolder: string): Promise<Buffer[]> {
  const names = (await readdir(frameFolder)).sort();
  return Promise.all(names.map((name) => readFile(path.join(frameFolder, name))));
}

/** The frame that follows when every tenth one of a looped film is taken. */
const tenFramesOn = (frame: number) => ((frame - 1 + 10) % SAMPLE_FRAME_COUNT) + 1;

describe('a drawn film', { timeout: 20_000 }, () => {
  it('has good, numbered frames that differ from one another and from camera to camera', async () => {
    const frameFolders = await prepare();
    const all = new Set<string>();
    for (const camera of CAMERA_NAMES) {
      const names = (await readdir(frameFolders[camera])).sort();
      expect(names).toHaveLength(SAMPLE_FRAME_COUNT);
      for (const [index, name] of names.entries()) {
        const file = path.join(frameFolders[camera], name);
        const bytes = await readFile(file);
        expect(name).toBe(`${String(index + 1).padStart(6, '0')}.jpg`);
        expect(parseJpeg(bytes)).toMatchObject({
          jpeg: { comments: [`camera=${camera} frame=${index + 1}`] },
        });
        expect(frameNumber(bytes)).toBe(index + 1);
        // Without its comment, which of course differs.
        all.add(bytes.toString('latin1').replace(/camera=\w+ frame=\d+/, ''));
      }
      const last = path.join(frameFolders[camera], '000021.jpg');
      expect(await checkPicture(last, { ...SIZE, minBytes: 5000 }, { processes })).toMatchObject({
        ok: true,
      });
    }
    expect(all.size).toBe(CAMERA_NAMES.length * SAMPLE_FRAME_COUNT);
  });

  it('gives 20 different frames where every tenth one is taken', () => {
    const taken = new Set<number>();
    for (let frame = 11; taken.size < 20 && !taken.has(frame); frame = tenFramesOn(frame)) taken.add(frame);
    expect(taken.size).toBe(20);
  });

  it('has frames of 0.6 to 1.2 MB at the size of the cameras', { timeout: 60_000 }, async () => {
    const { side } = await prepare({ width: 4656, height: 3496, cameras: ['side'] });
    for (const bytes of await framesOf(side)) {
      expect(bytes.length).toBeGreaterThan(600_000);
      expect(bytes.length).toBeLessThan(1_200_000);
    }
    const file = path.join(side, '000001.jpg');
    const expectations = { width: 4656, height: 3496, minBytes: 600_000 };
    expect(await checkPicture(file, expectations, { processes })).toMatchObject({ ok: true });
  });

  it.each([
    [16, 16],
    [333, 251],
    [100, 700],
  ])('can be drawn at %i×%i px', async (width, height) => {
    const { top } = await prepare({ width, height, cameras: ['top'] });
    const file = path.join(top, '000001.jpg');
    expect(await checkPicture(file, { width, height, minBytes: 1 }, { processes })).toMatchObject({
      ok: true,
    });
  });

  it('tells how far it is', async () => {
    const progress: DrawProgress[] = [];
    await prepare({ cameras: ['front'], onProgress: (step) => progress.push(step) });
    expect(progress.at(-1)).toEqual({ camera: 'front', done: SAMPLE_FRAME_COUNT, total: SAMPLE_FRAME_COUNT });
  });

  it('is drawn once, and kept while a folder is played', async () => {
    const { side } = await prepare({ cameras: ['side'] });
    const drawn = await stat(path.join(side, '000001.jpg'));
    await makeFramesOfAll(path.join(dataDir, 'pictures'), { ...SIZE, count: 2 });
    await prepare({ folder: path.join(dataDir, 'pictures') });
    await prepare({ cameras: ['side'], onProgress: () => expect.fail('was drawn again') });
    expect(await stat(path.join(side, '000001.jpg'))).toEqual(drawn);
  });

  it('makes room: films of other sizes go away', async () => {
    await prepare({ cameras: ['side'], width: 160, height: 120 });
    await prepare({ cameras: ['side'] });
    expect(await readdir(path.join(dataDir, 'simulated'))).toEqual(['320x240-v1']);
  });

  it('is mended where a run was killed in the middle, or a frame has gone', async () => {
    const folder = path.join(dataDir, 'simulated', '320x240-v1');
    await mkdir(path.join(folder, 'side.tmp'), { recursive: true });
    await writeFile(path.join(folder, 'side.tmp', '000001.jpg'), 'half a frame');
    const { side } = await prepare({ cameras: ['side'] });
    expect(await readdir(folder)).toEqual(['side']);
    expect((await framesOf(side)).map(frameNumber)).toEqual(
      Array.from({ length: SAMPLE_FRAME_COUNT }, (_, n) => n + 1),
    );
    await unlink(path.join(side, '000007.jpg'));
    await prepare({ cameras: ['side'] });
    expect(frameNumber(await readFile(path.join(side, '000007.jpg')))).toBe(7);
  });

  it('can be broken off, and leaves nothing half done', async () => {
    const cancel = new AbortController();
    const reason = new Error('quit');
    const drawing = prepare({
      width: 2000,
      height: 1500,
      signal: cancel.signal,
      onProgress: () => {
        cancel.abort(reason);
      },
    });
    await expect(drawing).rejects.toBe(reason);
    expect(await readdir(path.join(dataDir, 'simulated', '2000x1500-v1'))).toEqual([]);
  });

  it('says what ffmpeg said when it fails', async () => {
    await expect(prepare({ width: 1, height: 40_000 })).rejects.toMatchObject({
      code: 'FFMPEG_FAILED',
      fault: {
        parameters: { camera: 'side' },
        seen: expect.arrayContaining([expect.any(String)]) as string[],
      },
    });
  });
});

describe('a film from a folder', { timeout: 20_000 }, () => {
  it('links the pictures in the order of their names, anew at each start', async () => {
    const folder = path.join(dataDir, 'pictures');
    for (const camera of CAMERA_NAMES) await mkdir(path.join(folder, camera), { recursive: true });
    for (const name of ['10.jpg', '9.JPG', 'b.jpeg', 'notes.txt'])
      await writeFile(path.join(folder, 'side', name), name);
    for (const camera of ['top', 'front']) await writeFile(path.join(folder, camera, 'a.jpg'), 'a');
    const { side } = await prepare({ folder });
    const links = async () =>
      Promise.all((await readdir(side)).sort().map((name) => readlink(path.join(side, name))));
    expect((await links()).map((link) => path.basename(link))).toEqual(['9.JPG', '10.jpg', 'b.jpeg']);
    await unlink(path.join(folder, 'side', '9.JPG'));
    await prepare({ folder });
    expect((await links()).map((link) => path.basename(link))).toEqual(['10.jpg', 'b.jpeg']);
  });

  it('refuses a folder that is missing or lacks the pictures of a camera', async () => {
    const folder = path.join(dataDir, 'pictures');
    await expect(prepare({ folder })).rejects.toMatchObject({
      code: 'INVALID_FOLDER',
      message: expect.stringContaining('no such file or directory') as string,
      fault: { parameters: { path: path.join(folder, 'side') } },
    });
    await makeFramesOfAll(folder, { ...SIZE, count: 1 });
    await unlink(path.join(folder, 'top', '000001.jpg'));
    await expect(prepare({ folder })).rejects.toMatchObject({
      code: 'INVALID_FOLDER',
      fault: { parameters: { path: path.join(folder, 'top'), detail: 'there is no *.jpg in it' } },
    });
  });
});

describe('simulatedInput', { timeout: 20_000 }, () => {
  /** Plays a film through ffmpeg without decoding; gives the frames and the seconds that it took. */
  async function play(
    frameFolder: string,
    fps: number,
    count: number,
  ): Promise<{ frames: Buffer[]; seconds: number }> {
    const played = path.join(dataDir, 'played');
    await mkdir(played);
    const output = ['-frames:v', String(count), '-c:v', 'copy', '-f', 'image2'];
    const pattern = `${played.replaceAll('%', '%%')}/%06d.jpg`;
    const began = performance.now();
    await run('ffmpeg', [
      '-nostdin',
      '-loglevel',
      'error',
      ...simulatedInput(frameFolder, fps),
      ...output,
      pattern,
    ]);
    return { frames: await framesOf(played), seconds: (performance.now() - began) / 1000 };
  }

  it('plays a film over and over, byte for byte, in real time', async () => {
    const { side } = await prepare({ cameras: ['side'] });
    const { frames, seconds } = await play(side, 30, 45);
    const original = await framesOf(side);
    expect(frames.map(frameNumber)).toEqual(
      Array.from({ length: 45 }, (_, index) => (index % SAMPLE_FRAME_COUNT) + 1),
    );
    frames.forEach((frame, index) => {
      expect(original[index % SAMPLE_FRAME_COUNT]?.equals(frame)).toBe(true);
    });
    // 44 periods of 1/30 s, less the half second that ffmpeg 7 reads at once.
    expect(seconds).toBeGreaterThan(0.95);
  });

  it('goes on after broken frames of any kind', async () => {
    const folder = path.join(dataDir, 'pictures');
    const broken = { 1: 'truncated', 2: 'empty', 3: 'not-a-jpeg', 4: 'no-tables', 5: 'wrong-size' } as const;
    await makeFramesOfAll(folder, { ...SIZE, count: 7 }, { side: broken });
    const { side } = await prepare({ folder });
    const { frames } = await play(side, 100, 14);
    expect(frames.map(frameNumber)).toEqual([1, null, null, 4, 5, 6, 7, 1, null, null, 4, 5, 6, 7]);
  });
});
