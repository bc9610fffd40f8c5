import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sessionListAnswerSchema } from '#contract/sessionApi';
import { sessionSchema, type Session } from '#contract/session';
import { isoWithOffset, systemClock } from '#engine/platform/clock';
import { Spool } from '#engine/sessions/spool';
import { buildMain } from '#support/builtMain';
import { memoryLog } from '#support/capture';
import { NO_CAMERAS } from '#support/engine';
import { capturedSession } from '#support/sessions';
import { whileRunning } from './app';
import { median } from './measure';
import { below, report, say, type Row as NamedRow } from './report';

const SESSIONS = 5000;
/** As the screen asks for them. */
const PAGE_LENGTH = 20;
/** Each start is done so often; the median counts. */
const STARTS = 5;
/** Each page is asked for so often; the median counts. */
const READS = 30;
const BARS = { startMs: 2000, pageMs: 50 } as const;

interface Row extends NamedRow {
  /** From the start of the process until it answers, in ms. */
  startMs?: number;
  /** From a request until its answer is read, in ms. */
  newestMs?: number;
  oldestMs?: number;
  filteredMs?: number;
}

/**
 * Measures how the built program starts and lists its sessions with 5,000 of them, beside the same with none.
 * @returns the exit code: 1 where a bar is missed.
 */
export async function benchSessions(): Promise<number> {
  const root = await mkdtemp(path.join(tmpdir(), 'goat-bench-'));
  const main = await buildMain();
  try {
    const full = path.join(root, 'full');
    say(`Writing ${SESSIONS} sessions`);
    await writeSessions(full);
    const rows = [
      await measureAt(0, main.headless, path.join(root, 'empty')),
      await measureAt(SESSIONS, main.headless, full),
    ];
    const [, many] = rows;
    const slowest = Math.max(many?.newestMs ?? NaN, many?.oldestMs ?? NaN, many?.filteredMs ?? NaN);
    return await report({ sessions: SESSIONS }, rows, columnsOf, [
      below(`start with ${SESSIONS} sessions, ms`, many?.startMs ?? NaN, BARS.startMs),
      below(`slowest page of ${SESSIONS} sessions, ms`, slowest, BARS.pageMs),
    ]);
  } finally {
    await main.remove();
    await rm(root, { recursive: true });
  }
}

/** Writes records of sessions of 60 pictures that are in the store; the pictures themselves are not read by what is measured. */
async function writeSessions(dataDir: string): Promise<void> {
  const spool = new Spool(dataDir, systemClock, memoryLog().log);
  await spool.open();
  const example = await capturedSession(spool, { imagesPerCamera: 20 }, { bytes: 10 });
  await spool.remove(example.id);
  for (let number = 0; number < SESSIONS; number++) {
    const session: Session = sessionSchema.parse({
      ...example,
      id: `20260210T${String(number).padStart(9, '0')}Z-${number}-abcdef`,
      goatId: String(number),
      state: number % 10 === 0 ? 'failed' : 'uploaded',
      endedAt: isoWithOffset(systemClock.now()),
    });
    const folder = path.join(dataDir, 'sessions', session.id);
    await mkdir(folder);
    await writeFile(path.join(folder, 'session.json'), JSON.stringify(session));
  }
}

async function measureAt(count: number, headless: string, dataDir: string): Promise<Row> {
  const name = `${count} sessions`;
  say(name);
  const starts: number[] = [];
  const pages: Pick<Row, 'newestMs' | 'oldestMs' | 'filteredMs'> = {};
  for (let start = 0; start < STARTS; start++) {
    const startedMs = systemClock.monotonicMs();
    await whileRunning(headless, ['--data-dir', dataDir], { ...NO_CAMERAS }, async (_child, address) => {
      starts.push(systemClock.monotonicMs() - startedMs);
      if (start > 0) return;
      const page = `${address}/sessions?limit=${PAGE_LENGTH}`;
      pages.newestMs = await medianOf(page, count);
      pages.oldestMs = await medianOf(`${page}&before=20260210T000000100Z-100-abcdef`, count);
      pages.filteredMs = await medianOf(`${page}&states=failed,cancelled,discarded`, count / 10);
    });
  }
  return { name, startMs: median(starts), ...pages };
}

/** The median time of an answer with a page of so many sessions, in ms. */
async function medianOf(address: string, count: number): Promise<number> {
  const times: number[] = [];
  for (let read = 0; read < READS; read++) {
    const startMs = systemClock.monotonicMs();
    const answer: unknown = await (await fetch(address)).json();
    times.push(systemClock.monotonicMs() - startMs);
    const { total } = sessionListAnswerSchema.parse(answer);
    if (total !== count) throw new Error(`${address} tells of ${total} sessions`);
  }
  return median(times);
}

const columnsOf = ({ startMs, newestMs, oldestMs, filteredMs }: Row) => ({
  'start ms': startMs,
  'newest page ms': newestMs,
  'oldest page ms': oldestMs,
  'filtered page ms': filteredMs,
});
