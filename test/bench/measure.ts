import { readFile } from 'node:fs/promises';
import { systemClock } from '#engine/platform/clock';
import type { Processes } from '#engine/platform/processes';

/** The kernel's unit of CPU time in /proc (USER_HZ), in ms. */
const TICK_MS = 10;
/** Seldom enough that the watching is not what is measured: each look takes about 0.6 ms of CPU. */
const POLL_MS = 200;

/** What running something took. */
export interface Usage {
  wallSec: number;
  /** CPU seconds of all child processes that have ended meanwhile, and of theirs. */
  childrenCpuSec: number;
  /** CPU seconds of this process: the engine's own. */
  ownCpuSec: number;
  /** The largest sum of the resident memory of all children at one moment, in MB. */
  peakMemoryMb: number;
  /** How far this process's own resident memory rose above what it was before, in MB. */
  ownGrowthMb: number;
}

/** Runs something and measures it; nothing else may run in this process meanwhile. */
export async function measure<T>(
  processes: Processes,
  work: () => Promise<T>,
): Promise<{ usage: Usage; value: T }> {
  const startMs = systemClock.monotonicMs();
  const ownBefore = process.cpuUsage();
  const childrenBefore = (await cpuSecOf('self')).children;
  const memory = new MemoryWatch(processes);
  try {
    const value = await work();
    const own = process.cpuUsage(ownBefore);
    const usage = {
      wallSec: (systemClock.monotonicMs() - startMs) / 1000,
      childrenCpuSec: (await cpuSecOf('self')).children - childrenBefore,
      ownCpuSec: (own.user + own.system) / 1e6,
      peakMemoryMb: memory.peakMb,
      ownGrowthMb: memory.ownGrowthMb,
    };
    return { usage, value };
  } finally {
    await memory.stop();
  }
}

/** Seconds of CPU of a process, and of all its children that it has waited for: utime, stime, cutime and cstime of proc(5). */
export async function cpuSecOf(pid: number | 'self'): Promise<{ own: number; children: number }> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name and may hold spaces; the fields after it begin with the third.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const seconds = (field: number) => (Number(fields[field]) * TICK_MS) / 1000;
  return { own: seconds(11) + seconds(12), children: seconds(13) + seconds(14) };
}

class MemoryWatch {
  peakMb = 0;
  ownGrowthMb = 0;
  readonly #ownBefore = process.memoryUsage.rss();
  readonly #ending = new AbortController();
  readonly #watching: Promise<void>;

  constructor(processes: Processes) {
    this.#watching = this.#watch(processes);
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    await this.#watching;
  }

  async #watch(processes: Processes): Promise<void> {
    const { signal } = this.#ending;
    while (!signal.aborted) {
      this.ownGrowthMb = Math.max(this.ownGrowthMb, (process.memoryUsage.rss() - this.#ownBefore) / 1e6);
      const sizes = await Promise.all(processes.runningIds.map(residentMb));
      this.peakMb = Math.max(
        this.peakMb,
        sizes.reduce((sum, mb) => sum + mb, 0),
      );
      await systemClock.sleep(POLL_MS, signal).catch(() => undefined);
    }
  }
}

async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1000;
}

/** The middle one of some numbers. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
