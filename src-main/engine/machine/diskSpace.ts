import { statfs } from 'node:fs/promises';
import { CAMERA_NAMES } from '#contract/cameras';
import type { Session, SessionState } from '#contract/session';
import type { Settings } from '#contract/settings';
import type { Clock } from '#engine/platform/clock';
import type { Spool } from '#engine/sessions/spool';

const BYTES_PER_MB = 1e6;
/** So many sessions tell how much the next one takes. */
const LAST_SESSIONS = 5;
/** Of the cameras' pictures: 1.1 MB at 4656×3496. */
const JPEG_BYTES_PER_PIXEL = 0.068;
/** Beside each picture its stand-in is kept until it is checked. */
const FILES_PER_PICTURE = 2;
/** While a capture runs the disk is looked at every so many ms. */
const POLL_INTERVAL_MS = 1000;
/** A running capture is ended when so many MB are left, or a tenth of MIN_DISK_MB where that is less: records and logs still fit. */
const FLOOR_MB = 50;

/** Free space that this process may use on the disk of a folder, in MB. */
export async function freeMb(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return Math.floor((bavail * bsize) / BYTES_PER_MB);
}

const HAS_PICTURES: ReadonlySet<SessionState> = new Set([
  'captured',
  'in-review',
  'queued',
  'exported',
  'uploading',
  'uploaded',
]);

/** The space that a capture needs, in MB: the reserve, and what a session takes by the largest of the last ones with pictures of this size. */
export function requiredMb(settings: Settings, spool: Pick<Spool, 'list'>): number {
  const bytes =
    CAMERA_NAMES.length * settings.NUM_IMAGES * FILES_PER_PICTURE * largestPicture(settings, spool);
  return settings.MIN_DISK_MB + Math.ceil(bytes / BYTES_PER_MB);
}

/**
 * Captures for which there is room, beside the reserve. Where none was made yet, pictures count as large as good cameras
 * make them.
 */
export function goatsLeft(free: number, settings: Settings, spool: Pick<Spool, 'list'>): number {
  const { IMAGE_WIDTH: width, IMAGE_HEIGHT: height, NUM_IMAGES: images, MIN_DISK_MB: reserve } = settings;
  const picture = largestPicture(settings, spool) || width * height * JPEG_BYTES_PER_PIXEL;
  const bytes = (free - reserve) * BYTES_PER_MB;
  return Math.max(0, Math.floor(bytes / (CAMERA_NAMES.length * images * picture)));
}

/** What the good pictures of sessions take, in bytes. */
export function spoolBytes(sessions: readonly Session[]): number {
  return sessions
    .filter(({ state }) => HAS_PICTURES.has(state))
    .flatMap(({ cameras }) => Object.values(cameras))
    .flatMap(({ pictures }) => pictures)
    .reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Bytes of a picture, by the largest of the last sessions with pictures of this size; 0 where there is none. */
function largestPicture(settings: Settings, spool: Pick<Spool, 'list'>): number {
  const alike = ({ state, width, height }: Session) =>
    HAS_PICTURES.has(state) && width === settings.IMAGE_WIDTH && height === settings.IMAGE_HEIGHT;
  const last = spool.list().filter(alike).slice(-LAST_SESSIONS);
  return last.reduce((most, session) => Math.max(most, bytesPerPicture(session)), 0);
}

function bytesPerPicture({ cameras }: Session): number {
  const sizes = Object.values(cameras).flatMap(({ pictures }) => pictures.map(({ bytes }) => bytes));
  return sizes.length === 0 ? 0 : sizes.reduce((sum, bytes) => sum + bytes, 0) / sizes.length;
}

/**
 * Looks at the disk of a folder until the returned function is called; calls back once when it is nearly full.
 * @param ask gives the free MB of a folder's disk.
 */
export function monitorDisk(
  folder: string,
  { MIN_DISK_MB }: Pick<Settings, 'MIN_DISK_MB'>,
  clock: Clock,
  onFull: () => void,
  ask = freeMb,
): () => void {
  const floorMb = Math.min(FLOOR_MB, MIN_DISK_MB / 10);
  let ended = false;
  let cancelTimer: () => void = () => undefined;
  const look = async () => {
    // A disk that can't be asked is told by whoever writes to it.
    const free = await ask(folder).catch(() => Infinity);
    if (ended) return;
    if (free < floorMb) onFull();
    else next();
  };
  const next = () => {
    cancelTimer = clock.after(POLL_INTERVAL_MS, () => void look());
  };
  next();
  return () => {
    ended = true;
    cancelTimer();
  };
}
