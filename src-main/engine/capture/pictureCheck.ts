import { readFile } from 'node:fs/promises';
import type { PictureFault } from '#contract/errors';
import type { Processes } from '#engine/platform/processes';
import { Crc64Nvme } from '#engine/platform/crc64nvme';
import type { SmallPicture } from '#engine/media/bitmap';
import { parseJpeg } from '#engine/media/jpeg';

export interface PictureExpectations {
  /** Pixels. */
  width: number;
  /** Pixels. */
  height: number;
  minBytes: number;
}

interface BadPicture {
  ok: false;
  reason: PictureFault;
  /** More for the log: sizes, or what the decoder said. */
  seen: string[];
}

export type PictureVerdict =
  /** `crc64nvme` is the checksum of its bytes as they were checked, base64. */
  { ok: true; bytes: number; crc64nvme: string; small: SmallPicture } | BadPicture;

export interface PictureCheckTools {
  processes: Processes;
  signal?: AbortSignal;
}

/** Decoding takes some 20 ms; this ends one that hangs. */
const DECODE_TIMEOUT_MS = 10_000;

/**
 * Checks a picture from its start mark to its end mark, in size, and by decoding it: djpeg decodes all of its
 * data even where it reduces it to an eighth, and warns where some is missing in the middle. The loss of a few bytes
 * may go unseen, as Huffman codes fall into step again; that of 512 bytes, a bulk packet of USB 2, was always seen.
 * @throws AppError FFMPEG_MISSING where djpeg is not installed; the signal's reason where it was aborted; the file
 * system's error where the picture cannot be read; Error where djpeg did not end by itself.
 */
export async function checkPicture(
  path: string,
  expectations: PictureExpectations,
  { processes, signal }: PictureCheckTools,
): Promise<PictureVerdict> {
  const bytes = await readFile(path);
  const fault = findFault(bytes, expectations);
  if (fault) return fault;
  const small = await decode(path, processes, signal);
  if ('reason' in small) return small;
  return { ok: true, bytes: bytes.length, crc64nvme: new Crc64Nvme().update(bytes).digest(), small };
}

/** What the markers and the size alone tell; null where nothing is wrong. */
function findFault(bytes: Uint8Array, expected: PictureExpectations): BadPicture | null {
  if (bytes.length === 0) return bad('empty');
  const parsed = parseJpeg(bytes);
  if (!parsed.ok) return bad(parsed.reason);
  const { width, height, ending, hasHuffmanTables } = parsed.jpeg;
  if (width !== expected.width || height !== expected.height) {
    return bad('wrong-size', `${width}×${height} px instead of ${expected.width}×${expected.height} px`);
  }
  if (ending === 'missing') return bad('truncated');
  if (ending === 'broken') return bad('data-lost');
  if (ending === 'followed') return bad('extra-data');
  // djpeg would fill in the standard tables by itself; not every reader of the training data does.
  if (!hasHuffmanTables) return bad('no-tables');
  if (bytes.length < expected.minBytes) {
    return bad('too-small', `${bytes.length} bytes instead of at least ${expected.minBytes}`);
  }
  return null;
}

async function decode(
  path: string,
  processes: Processes,
  signal: AbortSignal | undefined,
): Promise<SmallPicture | BadPicture> {
  // djpeg opens the file itself: to hand it a megabyte through a pipe takes more CPU here than all the rest of a check.
  const djpeg = await processes.run('djpeg', ['-scale', '1/8', '-rgb', path], {
    timeoutMs: DECODE_TIMEOUT_MS,
    ...(signal && { signal }),
  });
  if (djpeg.code === null) throw new Error(`djpeg was ended by ${String(djpeg.signal)}`);
  const warnings = djpeg.stderr.split('\n').filter((line) => line.trim() !== '');
  const small = parsePpm(djpeg.stdout);
  if (djpeg.code !== 0 || warnings.length > 0 || !small) return bad('data-lost', ...warnings);
  return small;
}

/** The binary PPM that djpeg writes: `P6`, width, height and 255 in lines of text, then the pixels. */
function parsePpm(ppm: Buffer): SmallPicture | null {
  const header = /^P6\n(\d+) (\d+)\n255\n/.exec(ppm.toString('latin1', 0, 32));
  if (!header) return null;
  const width = Number(header[1]);
  const height = Number(header[2]);
  const pixels = ppm.subarray(header[0].length);
  return pixels.length === width * height * 3 ? { width, height, pixels } : null;
}

function bad(reason: PictureFault, ...seen: string[]): BadPicture {
  return { ok: false, reason, seen };
}
