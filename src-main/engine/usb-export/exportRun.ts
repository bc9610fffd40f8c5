import { appError, asAppError, type AppError, type ErrorCode } from '#contract/errors';
import type { Session, SessionState, StoredObject } from '#contract/session';
import { isoWithOffset } from '#engine/platform/clock';
import type { Logger } from '#engine/platform/log';
import { bytesOf, type CopyTools, type SessionCopier } from './copySession';
import type { ExportProgress } from './exportProgress';
import { megabytes } from './classifyUsbError';

/** What a session takes on a stick beside its archives, in bytes: folders, manifest, and what clusters round up. */
const BESIDE_BYTES = 512 * 1024;

/** Faults that are one session's affair: the others are copied all the same. */
const OF_ONE_SESSION: ReadonlySet<ErrorCode> = new Set([
  'SESSION_DAMAGED',
  'STICK_GOAT_EXISTS',
  'STICK_CORRUPT',
]);

/** Sessions in other states than these need no stick any more. */
const WAITING: ReadonlySet<SessionState> = new Set(['queued', 'exported', 'uploading']);

export interface ExportRunParts extends CopyTools {
  log: Logger;
  copier: SessionCopier;
  /** The stick's name. */
  name: string;
  progress: ExportProgress;
  signal: AbortSignal;
}

/**
 * Copies sessions to a stick, then reads all of them back, and writes down of each one that is right that it is there.
 * @param freeBytes of the stick: the oldest sessions go first, as many as have room.
 * @throws AppError STICK_FULL where none has room, or where there was less than was told; STICK_GONE, STICK_READ_ONLY,
 * STICK_FAILED; the signal's reason.
 */
export async function exportSessions(
  sessions: readonly Session[],
  freeBytes: number,
  parts: ExportRunParts,
): Promise<void> {
  const { copier: copies, progress, signal } = parts;
  const { fitting, full } = await sessionsThatFit(sessions, freeBytes, parts);
  if (full && fitting.length === 0) throw full;
  progress.begin('copying', fitting.length, sum(fitting.map(bytesOf)));
  const written: { session: Session; objects: StoredObject[] }[] = [];
  let ranFull: AppError | null = null;
  for (const session of fitting) {
    try {
      const copy = () => copies.write(session, { signal, onBytes: progress.bytes });
      const objects = await ofOneSession(session, copy, parts);
      if (objects) written.push({ session, objects });
    } catch (thrown) {
      ranFull = asAppError(thrown);
      if (ranFull.code !== 'STICK_FULL') throw thrown;
      // What is whole on it is worth being checked.
      break;
    }
  }
  // Only when all is written: a stick that claims more room than it has loses the first by the last.
  const bytes = written.flatMap(({ objects }) => objects.map((object) => object.bytes));
  progress.begin('checking', written.length, sum(bytes));
  for (const { session, objects } of written) {
    const check = async () => {
      await copies.check(session, objects, { signal, onBytes: progress.bytes });
      await noteExported(session, objects, parts);
    };
    await ofOneSession(session, check, parts);
  }
  if (ranFull) throw ranFull;
}

/** The oldest sessions, as many as have room; the others are left out. */
async function sessionsThatFit(
  sessions: readonly Session[],
  freeBytes: number,
  { copier: copies, name, progress }: ExportRunParts,
): Promise<{ fitting: Session[]; full: AppError | null }> {
  let left = freeBytes;
  const fitting: Session[] = [];
  let full: AppError | null = null;
  for (const session of sessions) {
    const bytes = (await copies.storedBytes(session)) ? 0 : bytesOf(session) + BESIDE_BYTES;
    if (bytes > left)
      full ??= appError('STICK_FULL', { stick: name, needed_mb: megabytes(bytes), free_mb: megabytes(left) });
    if (full) {
      progress.skip(session, full.fault);
    } else {
      left -= bytes;
      fitting.push(session);
    }
  }
  return { fitting, full };
}

/** Does something with a session that still waits; a fault that is its own affair leaves it out. */
async function ofOneSession<T>(
  session: Session,
  work: () => Promise<T>,
  { spool, log, progress }: ExportRunParts,
): Promise<T | undefined> {
  const stillWaits = () => WAITING.has(spool.get(session.id)?.state ?? 'discarded');
  if (!stillWaits()) return undefined;
  try {
    const result = await work();
    progress.sessionDone();
    return result;
  } catch (thrown) {
    const { code, fault, message } = asAppError(thrown);
    if (!OF_ONE_SESSION.has(code)) throw thrown;
    // Pictures may be gone because they came into the store in the meantime.
    if (!stillWaits()) return undefined;
    log.warn({ session: session.id, fault }, message);
    progress.skip(session, fault);
    return undefined;
  }
}

/** Writes down that a session is on the stick, unless it was given another number in the meantime. */
async function noteExported(
  { id, goatId }: Session,
  objects: StoredObject[],
  { spool, clock, name, log }: ExportRunParts,
): Promise<void> {
  const exported = { at: isoWithOffset(clock.now()), stick: name, objects };
  await spool.update(id, (session) => {
    if (session.goatId !== goatId) return {};
    return session.state === 'queued' ? { state: 'exported', exported } : { exported };
  });
  log.info({ session: id, stick: name }, 'copied to a stick');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
