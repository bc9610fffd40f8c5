import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import type { DiagnosticsDetails, Finding } from '#contract/diagnostics';
import { appError } from '#contract/errors';
import type { Session } from '#contract/session';
import type { Clock } from '#engine/platform/clock';
import { freeMb, goatsLeft, requiredMb, spoolBytes } from '#engine/machine/diskSpace';
import type { HealthParts } from './health';
import { found, faultFinding } from './finding';

const PROBE_BYTES = 8_000_000;
const BYTES_PER_MB = 1e6;
/** Three cameras on a Pi 4 make some 20 MB a second at the most, of which one frame in ten is kept. */
const SLOW_MB_PER_SEC = 5;
/** With room for fewer goats than a morning brings, somebody should act. */
const FEW_GOATS = 20;
const DAY_MS = 24 * 3600 * 1000;
/** The pace is taken over so many days. */
const PACE_DAYS = 7;

export interface DiskReportParts extends HealthParts {
  clock: Clock;
}

/**
 * Looks at the disk that the captures are kept on.
 * @param isBusy true while a capture runs: then the disk's speed is left alone.
 */
export async function reportDisk(
  parts: DiskReportParts,
  isBusy: boolean,
): Promise<{ details: DiagnosticsDetails['disk']; findings: Finding[] }> {
  const { settings, spool, dataDir, clock } = parts;
  const free = await freeMb(dataDir);
  const required = requiredMb(settings, spool);
  const speed = isBusy || free < required ? null : await writeSpeed(dataDir, clock);
  const goats = goatsLeft(free, settings, spool);
  const details = {
    spool_mb: Math.round(spoolBytes(spool.list()) / BYTES_PER_MB),
    write_mb_per_sec: speed,
    goats_left: goats,
    days_left: daysLeft(free - settings.MIN_DISK_MB, spool.list(), clock.now()),
  };
  if (free < required) {
    const { fault } = appError('LOW_DISK_SPACE', { free_mb: free, required_mb: required });
    return { details, findings: [faultFinding('disk', fault)] };
  }
  const findings: Finding[] = [];
  if (goats < FEW_GOATS) findings.push(found('disk', 'DISK_SOON_FULL', { goats }));
  if (speed !== null && speed < SLOW_MB_PER_SEC) findings.push(found('disk', 'DISK_SLOW', { speed }));
  if (findings.length === 0) findings.push(found('disk', 'DISK_FINE', { free_mb: free, goats }));
  return { details, findings };
}

/** Days until the free space is used up at the pace of the last days; null where nothing was captured in them. */
function daysLeft(free: number, sessions: readonly Session[], now: Date): number | null {
  const sinceMs = now.getTime() - PACE_DAYS * DAY_MS;
  const bytes = spoolBytes(sessions.filter(({ startedAt }) => Date.parse(startedAt) >= sinceMs));
  if (bytes === 0) return null;
  const mbPerDay = bytes / BYTES_PER_MB / PACE_DAYS;
  return Math.round((Math.max(0, free) / mbPerDay) * 10) / 10;
}

/** Writes a small file to the disk itself, past its cache; in MB a second, to the tenth. */
async function writeSpeed(folder: string, clock: Clock): Promise<number | null> {
  const file = path.join(folder, 'speed.probe');
  const bytes = Buffer.alloc(PROBE_BYTES, 'goat');
  const startMs = clock.monotonicMs();
  try {
    const handle = await open(file, 'w');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    const seconds = Math.max(1, clock.monotonicMs() - startMs) / 1000;
    return Math.round((PROBE_BYTES / BYTES_PER_MB / seconds) * 10) / 10;
  } catch {
    // A disk that can't be written to is told by whoever has to write to it.
    return null;
  } finally {
    await rm(file, { force: true });
  }
}
