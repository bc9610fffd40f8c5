import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, utimes } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordingArguments } from '#engine/media/ffmpegArguments';
import { FrameCrcParser } from '#engine/media/frameCrcParser';
import { FramePicker, scheduleOf, spacingFault, worstSpacing, type Frame } from '#engine/media/schedule';
import { emptyFolder, temporaryFolder, testSettings } from '#support/capture';
import { makeFrames } from '#support/frames';

const run = promisify(execFile);

const frame = (timestampMs: number, arrivedMs = timestampMs): Frame => ({
  timestampUs: timestampMs * 1000,
  arrivedMs,
});

describe('FramePicker', () => {
  // As the seed: after 1 s the tenth frame of each ten.
  const schedule = scheduleOf(
    testSettings({ NUM_IMAGES: 3, CAPTURE_FPS: 1, CAMERA_NATIVE_FPS: 10, WARMUP_SEC: 1 }),
  );

  const picksOf = (timestampsMs: number[]) => {
    const picker = new FramePicker(schedule);
    timestampsMs.forEach((ms) => picker.see(frame(ms)));
    const ms = (one: Frame | null) => one && one.timestampUs / 1000;
    return {
      picks: picker.picks.map((pick) => [ms(pick.frame), ms(pick.successor)]),
      complete: picker.complete,
    };
  };

  it('takes the frames of the seed, and the one after each', () => {
    const everyTenth = Array.from({ length: 40 }, (_, index) => index * 100);
    expect(picksOf(everyTenth)).toEqual({
      picks: [
        [1000, 1100],
        [2000, 2100],
        [3000, 3100],
      ],
      complete: true,
    });
  });

  it('stays on its grid when a frame is lost or late', () => {
    expect(picksOf([0, 100, 1040, 1100, 2099, 2110, 2950, 3050]).picks).toEqual([
      [1040, 1100],
      [2099, 2110],
      [2950, 3050],
    ]);
  });

  it('is not complete while a picture is missing', () => {
    expect(picksOf([0, 1000, 2000]).complete).toBe(false);
  });

  it('takes a frame for one picture only, also where several are due', () => {
    expect(picksOf([0, 5000, 5100, 5200, 5300]).picks).toEqual([
      [5000, null],
      [5100, null],
      [5200, 5300],
    ]);
  });
});

describe('spacing', () => {
  const schedule = scheduleOf(
    testSettings({ NUM_IMAGES: 3, CAPTURE_FPS: 1, CAMERA_NATIVE_FPS: 10, WARMUP_SEC: 1 }),
  );

  it('reports the worst distance of two neighbours from their second, and of the two clocks', () => {
    const pictures = [frame(1000), frame(2030, 2080), frame(2990, 3040)];
    expect(worstSpacing(pictures, schedule)).toEqual({ byTimestamp: 40, byArrival: 50 });
    expect(spacingFault(pictures, schedule)).toBeNull();
  });

  it('allows 1.5 frame periods where that is more than 0.1 s', () => {
    expect(spacingFault([frame(1000), frame(2150)], schedule)).toBeNull();
    expect(spacingFault([frame(1000), frame(2151)], schedule)).toBe(151);
    const fast = { ...schedule, framePeriodSec: 1 / 30 };
    expect(spacingFault([frame(1000), frame(1900)], fast)).toBeNull();
    expect(spacingFault([frame(1000), frame(1899)], fast)).toBe(101);
  });

  it('does not believe timestamps that the arrival contradicts', () => {
    expect(spacingFault([frame(1000, 1000), frame(2000, 2900)], schedule)).toBeNull();
    expect(spacingFault([frame(1000, 1000), frame(2000, 3100)], schedule)).toBe(1100);
  });
});

/**
 * A stream of random timestamps: frames get them as the time of their file, which ffmpeg's image2 reads, and a MOV
 * keeps them in microseconds, as Video4Linux has them.
 */
describe('ffmpeg and the picker', () => {
  let folder: string;
  let frames: string[];

  beforeAll(async () => {
    folder = await temporaryFolder('schedule');
    frames = await makeFrames(path.join(folder, 'frames'), { width: 32, height: 32, count: 60 });
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function makeMovie(gapsMs: number[]): Promise<string> {
    let seconds = 1000;
    for (const [index, file] of frames.entries()) {
      await utimes(file, seconds, seconds);
      seconds += (gapsMs[index] ?? 50) / 1000;
    }
    const movie = path.join(folder, 'stream.mov');
    const stream = ['-f', 'image2', '-ts_from_file', '2', '-i', path.join(folder, 'frames', '%06d.jpg')];
    const kept = ['-c', 'copy', '-video_track_timescale', '1000000', movie];
    await run('ffmpeg', ['-loglevel', 'error', '-nostdin', '-y', ...stream, ...kept]);
    return movie;
  }

  const anyGap = fc.oneof(
    { weight: 8, arbitrary: fc.double({ min: 40, max: 60, noNaN: true }) },
    { weight: 1, arbitrary: fc.constantFrom(0.01, 100, 1000 / 3) },
    { weight: 1, arbitrary: fc.double({ min: 1, max: 700, noNaN: true }) },
  );
  const anySettings = fc.record({
    NUM_IMAGES: fc.integer({ min: 1, max: 12 }),
    CAPTURE_FPS: fc.constantFrom(1, 2, 3, 4, 5, 7, 9, 10),
    WARMUP_SEC: fc.constantFrom(0, 0.1, 0.2, 0.35, 1),
    CAPTURE_PIPELINE: fc.constant('passthrough'),
  });

  it('keep the same frames, whatever the timestamps are', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyGap, { minLength: 59, maxLength: 59 }),
        anySettings,
        async (gaps, given) => {
          const settings = testSettings(given);
          const schedule = scheduleOf(settings);
          const out = await emptyFolder(folder, 'kept');
          const input = ['-i', await makeMovie(gaps)];
          const { stdout } = await run('ffmpeg', recordingArguments(input, out, schedule, settings));
          const picker = new FramePicker<Frame & { file: string }>(schedule);
          const frameCrcParser = new FrameCrcParser();
          for (const line of stdout.split('\n')) {
            const told = frameCrcParser.read(line);
            if (told) picker.see({ ...told, arrivedMs: 0 });
          }
          const expected = picker.picks.flatMap((pick) =>
            [pick.frame.file, pick.successor?.file ?? []].flat(),
          );
          expect((await readdir(out)).sort()).toEqual(expected.sort());
        },
      ),
      { numRuns: 15 },
    );
  });

  it('pick by decoding what they pick by copying', async () => {
    const input = ['-i', await makeMovie([])];
    const kept: string[][] = [];
    for (const CAPTURE_PIPELINE of ['passthrough', 'transcode'] as const) {
      const settings = testSettings({ CAPTURE_PIPELINE });
      const out = path.join(folder, CAPTURE_PIPELINE);
      await mkdir(out);
      await run('ffmpeg', recordingArguments(input, out, scheduleOf(settings), settings));
      kept.push((await readdir(out)).map((name) => String(parseInt(name))));
    }
    const [copied = [], decoded = []] = kept;
    expect(decoded).toHaveLength(4);
    // Copying keeps the successors too.
    expect(copied).toHaveLength(8);
    expect(copied).toEqual(expect.arrayContaining(decoded));
  });
});
