import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { makeFramesOfAll } from '#support/frames';
import { median } from '../measure';
import { below, report, say, type Row as NamedRow } from '../report';
import { measureMemory, type Weight } from './memory';
import { measureStarts, type ElectronCommand } from './start';
import { measureTouches } from './inputLatency';

const BARS = {
  /** From the start of the process to a CAPTURE that can be pressed, divided by the same of an empty window. */
  startRatio: 1.3,
  scriptKb: 200,
  touchMs: 100,
  /** Memory after many captures, divided by that after few. */
  memoryRatio: 1.1,
} as const;

const STARTS = 7;
const FEW = 10;
const MANY = 200;
/** Pictures that are quickly made: what is measured here is not the pictures. */
const SIZE = { width: 320, height: 240 };
const SMALL = {
  ...{ IMAGE_WIDTH: String(SIZE.width), IMAGE_HEIGHT: String(SIZE.height) },
  ...{ MIN_IMAGE_BYTES: '1000', MIN_DISK_MB: '0' },
};
/** A capture of some tenths of a second. */
const SHORT = { NUM_IMAGES: '2', CAPTURE_FPS: '10', WARMUP_SEC: '0', MAX_PARALLEL: '3' };

interface Row extends NamedRow {
  medianMs?: number;
  p99Ms?: number;
  worstMs?: number;
  times?: number;
  mb?: number;
}

/**
 * Measures the kiosk's window: how soon it is there, how heavy its script is, how fast it answers fingers, whether it shows
 * each picture that is taken, and whether it grows. Small pictures; two in each of the captures that it is weighed after.
 * @param runtime says which Electron runs; the stand-in for tests is another version than the one that is shipped.
 * @returns the exit code: 1 where a bar is missed.
 */
export async function benchKiosk(pictures: string, runtime: string): Promise<number> {
  const root = await mkdtemp(path.join(tmpdir(), 'goat-bench-'));
  const environment = { ...process.env, STORE: 'folder', ...SMALL };
  const electron: ElectronCommand = {
    program: String(createRequire(import.meta.url)('electron')),
    switches: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  };
  try {
    const frameFolders = path.join(root, 'films');
    await makeFramesOfAll(frameFolders, { ...SIZE, count: 21 });
    say(`${STARTS} starts of the kiosk, of its page alone, and of an empty window`);
    const starts = await measureStarts(electron, SIZE, environment, STARTS);
    say(`Touches while the cameras are live, and while ${pictures} pictures each are taken`);
    const touches = await measureTouches(Number(pictures));
    say(`${MANY} captures, weighed after ${FEW} and ${MANY}`);
    const short = { ...environment, ...SHORT };
    const weights = await measureMemory(electron, frameFolders, path.join(root, 'home'), short, [FEW, MANY]);
    const scriptKb = await gzippedKb(path.join('out', 'renderer', 'assets'));
    const rows = [
      rowOf('start of an empty window', starts.empty),
      rowOf('start of the page alone, with made-up answers', starts.pageAlone),
      rowOf('start to a CAPTURE that can be pressed', starts.kiosk),
      rowOf('touch to reaction, three previews', touches.withPreviews),
      rowOf('touch to reaction, three cameras capture', touches.withCapture),
      ...weights.map(({ captures, mb }) => ({ name: `all processes after ${captures} captures`, mb })),
    ];
    const worstTouchMs = Math.max(...touches.withPreviews, ...touches.withCapture);
    const { expected, shown } = touches.counts;
    const what = { pictures: Number(pictures), electron: runtime, scaled: { ...SMALL, memory: SHORT } };
    return await report(what, rows, columnsOf, [
      below('start / empty window', median(starts.kiosk) / median(starts.empty), BARS.startRatio),
      below("renderer's script gzipped, kB", scriptKb, BARS.scriptKb),
      below('slowest reaction to a touch, ms', worstTouchMs, BARS.touchMs),
      below(`counts of ${expected} that no ring has shown`, expected - shown, 1),
      below(`memory after ${MANY} / after ${FEW} captures`, ratioOf(weights), BARS.memoryRatio),
    ]);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

function rowOf(name: string, timesMs: number[]): Row {
  const sorted = [...timesMs].sort((a, b) => a - b);
  const p99Ms = sorted[Math.ceil(sorted.length * 0.99) - 1] ?? NaN;
  return { name, times: sorted.length, medianMs: median(sorted), p99Ms, worstMs: Math.max(...sorted) };
}

function ratioOf(weights: readonly Weight[]): number {
  const [few, many] = weights;
  return (many?.mb ?? NaN) / (few?.mb ?? NaN);
}

/** Of all scripts of the page together. */
async function gzippedKb(folder: string): Promise<number> {
  const scripts = (await readdir(folder)).filter((name) => name.endsWith('.js'));
  if (scripts.length === 0) throw new Error(`there is no script in ${folder}`);
  const sizes = await Promise.all(
    scripts.map(async (name) => gzipSync(await readFile(path.join(folder, name))).byteLength),
  );
  return sizes.reduce((sum, bytes) => sum + bytes, 0) / 1000;
}

const columnsOf = ({ times, medianMs, p99Ms, worstMs, mb }: Row) => ({
  'number of': times,
  'median ms': medianMs,
  'p99 ms': p99Ms,
  'worst ms': worstMs,
  MB: mb,
});
