import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { healthAnswerSchema, recordAnswerSchema } from '#contract/captureApi';
import { CAMERA_NAMES } from '#contract/cameras';
import { sessionAnswerSchema } from '#contract/sessionApi';
import { drawSampleFrames } from '#engine/cameras/simulator/frameGenerator';
import { systemClock } from '#engine/platform/clock';
import { buildMain } from '#support/builtMain';
import { captureTools } from '#support/capture';
import { whileRunning } from './app';
import { below, report, say, type Row as NamedRow } from './report';

const SIZE = { width: 4656, height: 3496 };
const CLIENTS = 50;
/** The original's page asks so often, in ms. */
const POLL_MS = 500;
/** From one picture to the next, as CAPTURE_FPS has it by default. */
const PICTURE_MS = 1000;
const BARS = { p99Ms: 50, spacingMs: 50 } as const;

interface Row extends NamedRow {
  /** Of `/status`, from the request until its answer is read, in ms. */
  p50Ms?: number;
  p99Ms?: number;
  requests?: number;
  /** The largest distance of a picture from its second, of all cameras, in ms: by the cameras' own timestamps. */
  worstSpacingMs?: number;
  /** The same by the times at which the program was told of the pictures: simulated cameras have perfect clocks. */
  worstArrivalMs?: number;
  /** Pictures at full size that were loaded meanwhile. */
  loaded?: number;
}

/**
 * Measures how the built program answers while three cameras record at full size: alone with one client, and with 50 that
 * poll `/status` and one that loads pictures.
 * @returns the exit code: 1 where a bar is missed.
 */
export async function benchApi(pictures: string): Promise<number> {
  const root = await mkdtemp(path.join(tmpdir(), 'goat-bench-'));
  const frameFolders = path.join(root, 'films');
  const main = await buildMain();
  try {
    say('Drawing frames');
    await mkdir(path.join(root, 'film'));
    await mkdir(frameFolders);
    await drawSampleFrames('side', path.join(root, 'film'), { ...SIZE, ...captureTools() });
    for (const camera of CAMERA_NAMES)
      await symlink(path.join(root, 'film'), path.join(frameFolders, camera));
    const args = [`--simulate=${frameFolders}`, '--data-dir', path.join(root, 'data')];
    const settings = { NUM_IMAGES: pictures, MAX_PARALLEL: '3', MIN_DISK_MB: '0' };
    return await whileRunning(main.headless, args, settings, async (_child, address) => {
      const quiet = await measureCapture('one client', address, 1, null);
      const busy = await measureCapture(`${CLIENTS} clients`, address, CLIENTS, quiet.session);
      const rows = [quiet.row, busy.row];
      return report({ pictures: Number(pictures) }, rows, columnsOf, [
        below(`p99 of /status with ${CLIENTS} clients, ms`, busy.row.p99Ms ?? NaN, BARS.p99Ms),
        below(`worst spacing with ${CLIENTS} clients, ms`, busy.row.worstSpacingMs ?? NaN, BARS.spacingMs),
      ]);
    });
  } finally {
    await main.remove();
    await rm(root, { recursive: true });
  }
}

/** @param loadedSession whose pictures one client loads meanwhile, over and over; null for none. */
async function measureCapture(
  name: string,
  address: string,
  clients: number,
  loadedSession: string | null,
): Promise<{ row: Row; session: string }> {
  say(name);
  const body = JSON.stringify({ goat_id: String(clients) });
  const started = await fetch(`${address}/record`, { method: 'POST', body });
  const { session_id: session } = recordAnswerSchema.parse(await started.json());
  const tookMs: number[] = [];
  let loaded = 0;
  let isRecording = true;
  const poll = async (offsetMs: number) => {
    await delay(offsetMs);
    while (isRecording) {
      const startMs = systemClock.monotonicMs();
      await (await fetch(`${address}/status`)).arrayBuffer();
      const ms = systemClock.monotonicMs() - startMs;
      tookMs.push(ms);
      await delay(Math.max(0, POLL_MS - ms));
    }
  };
  const load = async () => {
    while (isRecording && loadedSession !== null) {
      await (await fetch(`${address}/sessions/${loadedSession}/pictures/side/1`)).arrayBuffer();
      loaded += 1;
    }
  };
  const watch = async () => {
    while (isRecording) {
      await delay(POLL_MS);
      const health = healthAnswerSchema.parse(await (await fetch(`${address}/health`)).json());
      isRecording = health.recording_active;
    }
  };
  const polls = Array.from({ length: clients }, (_, index) => poll((index * POLL_MS) / clients));
  await Promise.all([...polls, load(), watch()]);
  const answer = await fetch(`${address}/sessions/${session}`);
  const { cameras, fault } = sessionAnswerSchema.parse(await answer.json());
  if (fault) throw new Error(`the capture failed: ${fault.code}`);
  const spacings = CAMERA_NAMES.map((camera) => cameras[camera].worst_spacing_ms ?? NaN);
  const sorted = tookMs.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
  const row = {
    ...{ name, requests: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), loaded },
    worstSpacingMs: Math.max(...spacings),
    worstArrivalMs: Math.max(...CAMERA_NAMES.flatMap((camera) => arrivalErrors(cameras[camera].pictures))),
  };
  return { row, session };
}

function arrivalErrors(pictures: readonly { arrivedMs: number }[]): number[] {
  const [first] = pictures;
  return pictures.map(({ arrivedMs }, index) =>
    Math.abs(arrivedMs - (first?.arrivedMs ?? 0) - index * PICTURE_MS),
  );
}

const columnsOf = ({ requests, p50Ms, p99Ms, worstSpacingMs, worstArrivalMs, loaded }: Row) => ({
  'requests of /status': requests,
  'p50 ms': p50Ms,
  'p99 ms': p99Ms,
  'worst spacing ms': worstSpacingMs,
  'worst arrival ms': worstArrivalMs,
  'pictures loaded': loaded,
});
