import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { settingsSchema, type Settings } from '#contract/settings';
import { drawSampleFrames } from '#engine/cameras/simulator/frameGenerator';
import { captureTools } from '#support/capture';
import { recordByApp } from './app';
import { checkOnly, ourSession, legacySession, recordOnly, type Measured, type Place } from './cases';
import { atLeast, below, report, say, type Bar, type Row as NamedRow } from './report';

/** Ours is measured against the whole run, on whatever machine that is. */
const BARS = {
  /** CPU of ffmpeg, transcode's divided by passthrough's. */
  cpuRatio: 25,
  /** Memory per camera, transcode's divided by passthrough's. */
  memoryRatio: 3,
  /** CPU of a whole session, the original's divided by ours. */
  sessionRatio: 6,
  /** Share of one core that engine and API take while three cameras record, without the pictures' checks. */
  engineShare: 0.05,
  lastFrameToCapturedMs: 1000,
  worstSpacingMs: 50,
} as const;

type Row = Partial<Measured> & NamedRow;

/**
 * Measures captures at full size, prints the table and the bars, and writes them to a file.
 * @returns the exit code: 1 where a bar is missed.
 */
export async function bench(pictures: string): Promise<number> {
  const settings = settingsSchema.parse({
    ...{ NUM_IMAGES: pictures, FFMPEG_TIMEOUT_SEC: 300, CAPTURE_TOTAL_TIMEOUT_SEC: 600 },
    ...{ MAX_PARALLEL: 3, MIN_DISK_MB: 0 },
  });
  const root = await mkdtemp(path.join(tmpdir(), 'goat-bench-'));
  try {
    const place = { frameFolder: path.join(root, 'film'), folder: path.join(root, 'pictures') };
    say(`Drawing ${settings.IMAGE_WIDTH}x${settings.IMAGE_HEIGHT} frames`);
    await mkdir(place.frameFolder);
    const size = { width: settings.IMAGE_WIDTH, height: settings.IMAGE_HEIGHT };
    await drawSampleFrames('side', place.frameFolder, { ...size, ...captureTools() });
    const { rows, bars } = await runAll(place, settings);
    return await report({ pictures: settings.NUM_IMAGES }, rows, columnsOf, bars);
  } finally {
    await rm(root, { recursive: true });
  }
}

async function runAll(place: Place, settings: Settings): Promise<{ rows: Row[]; bars: Bar[] }> {
  const rows: Row[] = [];
  const byPipeline = { passthrough: [] as Row[], transcode: [] as Row[] };
  for (const pipeline of ['passthrough', 'transcode'] as const) {
    for (const count of [1, 2, 3]) {
      const row = await attempt(`${pipeline}, ${count} at once`, () =>
        recordOnly(place, { ...settings, CAPTURE_PIPELINE: pipeline }, count),
      );
      byPipeline[pipeline].push(row);
      rows.push(row);
    }
  }
  const ours = await attempt('our session: record, check, pack', () => ourSession(place, settings));
  const original = await attempt("the original's session: 2+1, ffprobe, gzip -6", () =>
    legacySession(place, settings),
  );
  const app = await attempt('the program, 3 at once, with two pages that watch', () =>
    recordByApp(place.frameFolder, place.folder, {
      NUM_IMAGES: String(settings.NUM_IMAGES),
      MAX_PARALLEL: '3',
      MIN_DISK_MB: '0',
    }),
  );
  const checks = await attempt('the checks of its pictures alone', () =>
    checkOnly(place.frameFolder, settings),
  );
  rows.push(ours, original, app, checks);
  const { passthrough, transcode } = byPipeline;
  return {
    rows,
    bars: [
      atLeast(
        'transcode / passthrough, CPU, 1 camera',
        ratio(transcode[0], passthrough[0], 'childrenCpuSec'),
        BARS.cpuRatio,
      ),
      atLeast(
        'transcode / passthrough, memory, 1 camera',
        ratio(transcode[0], passthrough[0], 'peakMemoryMb'),
        BARS.memoryRatio,
      ),
      atLeast('original / our session, CPU', cpuOf(original) / cpuOf(ours), BARS.sessionRatio),
      below(
        'engine and API without checks, share of a core, 3 cameras',
        ((app.ownCpuSec ?? NaN) - (checks.ownCpuSec ?? NaN)) / (app.wallSec ?? NaN),
        BARS.engineShare,
      ),
      below('last frame to captured, ms', ours.lastFrameToCapturedMs ?? NaN, BARS.lastFrameToCapturedMs),
      below(
        'worst spacing, ms',
        Math.max(...passthrough.map(({ worstSpacingMs = NaN }) => worstSpacingMs)),
        BARS.worstSpacingMs,
      ),
    ],
  };
}

/** A row of the table; a case that fails, such as transcoding three cameras on too small a machine, says so in it. */
async function attempt<T extends Partial<Measured>>(
  name: string,
  work: () => Promise<T>,
): Promise<Partial<T> & Row> {
  say(name);
  try {
    return { name, ...(await work()) };
  } catch (error) {
    return { name, failed: error instanceof Error ? error.message : String(error) } as Partial<T> & Row;
  }
}

const cpuOf = ({ childrenCpuSec = NaN, ownCpuSec = NaN }: Row) => childrenCpuSec + ownCpuSec;

function ratio(a: Row | undefined, b: Row | undefined, what: 'childrenCpuSec' | 'peakMemoryMb'): number {
  return (a?.[what] ?? NaN) / (b?.[what] ?? NaN);
}

const columnsOf = (row: Row) => ({
  'wall s': row.wallSec,
  'ffmpeg etc. CPU s': row.childrenCpuSec,
  'engine CPU s': row.ownCpuSec,
  'peak MB': row.peakMemoryMb,
  'spacing ms': row.worstSpacingMs,
  'arrival ms': row.worstArrivalMs,
});
