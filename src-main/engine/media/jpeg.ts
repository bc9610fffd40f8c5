import { STANDARD_HUFFMAN_TABLES } from './huffmanTables';

/**
 * How a JPEG ends: at its end mark (`marked`), in zero bytes after it (`padded`, as some cameras do), in other bytes
 * after it (`followed`), or without one (`missing`). `broken`: the end mark is there, but bytes before it that are
 * neither data nor markers.
 */
type JpegEnding = 'marked' | 'padded' | 'followed' | 'missing' | 'broken';

/** What the markers of a JPEG say, without decoding it. */
interface Jpeg {
  /** Pixels. */
  width: number;
  /** Pixels. */
  height: number;
  ending: JpegEnding;
  /** False for the frames of cameras that leave the standard tables out, as Motion JPEG allows. */
  hasHuffmanTables: boolean;
  /** The texts of the comment segments, in order. */
  comments: string[];
}

export type ParsedJpeg =
  | { ok: true; jpeg: Jpeg }
  /** Not a JPEG at all, or one cut off before its size is told. */
  | { ok: false; reason: 'not-jpeg' | 'truncated' };

/** The second bytes of markers (ITU-T T.81, table B.1); the first is always 0xff. */
const MARKER = { SOI: 0xd8, EOI: 0xd9, SOS: 0xda, DHT: 0xc4, APP0: 0xe0, COM: 0xfe } as const;

const MAX_SEGMENT_BYTES = 0xffff - 2;

/** Reads the markers of a JPEG; never throws, whatever the bytes are. */
export function parseJpeg(bytes: Uint8Array): ParsedJpeg {
  if (!beginsAsJpeg(bytes)) return { ok: false, reason: 'not-jpeg' };
  const comments: string[] = [];
  let size: { width: number; height: number } | undefined;
  let hasHuffmanTables = false;
  let ending: JpegEnding | undefined;
  let position = 2;
  for (;;) {
    const marker = markerAt(bytes, position);
    if (marker === undefined) break;
    position = marker.end;
    if (marker.code === MARKER.EOI) {
      ending = endingAfter(bytes, position);
      break;
    }
    const body = segmentBody(bytes, position);
    if (body === undefined) break;
    position += 2 + body.length;
    if (isFrameHeader(marker.code)) size ??= frameSize(body);
    else if (marker.code === MARKER.DHT) hasHuffmanTables = true;
    else if (marker.code === MARKER.COM) comments.push(new TextDecoder().decode(body));
    else if (marker.code === MARKER.SOS) position = endOfScan(bytes, position);
  }
  ending ??= hasEndMark(bytes) ? 'broken' : 'missing';
  if (size) return { ok: true, jpeg: { ...size, ending, hasHuffmanTables, comments } };
  return { ok: false, reason: ending === 'missing' ? 'truncated' : 'not-jpeg' };
}

/**
 * The same JPEG with a comment at its beginning.
 * @throws RangeError where the bytes are not a JPEG or the comment has more than 65,533 bytes.
 */
export function withComment(bytes: Uint8Array, text: string): Uint8Array {
  return withSegment(bytes, MARKER.COM, new TextEncoder().encode(text));
}

/**
 * The same JPEG with the standard Huffman tables, which Motion JPEG leaves to the reader; its data stays as it is.
 * @throws RangeError where the bytes are not a JPEG.
 */
export function withStandardTables(bytes: Uint8Array): Uint8Array {
  return withSegment(bytes, MARKER.DHT, STANDARD_HUFFMAN_TABLES);
}

/** Puts a segment at the beginning: after the APP0 segment where there is one, since JFIF wants that first. */
function withSegment(bytes: Uint8Array, marker: number, body: Uint8Array): Uint8Array {
  if (!beginsAsJpeg(bytes)) throw new RangeError('a segment can only be put into a JPEG');
  if (body.length > MAX_SEGMENT_BYTES)
    throw new RangeError(`a JPEG segment has at most ${MAX_SEGMENT_BYTES} bytes`);
  const first = markerAt(bytes, 2);
  const app0 = first?.code === MARKER.APP0 ? segmentBody(bytes, first.end) : undefined;
  const at = first && app0 ? first.end + 2 + app0.length : 2;
  const length = body.length + 2;
  const head = [0xff, marker, length >> 8, length & 0xff];
  return Buffer.concat([bytes.subarray(0, at), Uint8Array.from(head), body, bytes.subarray(at)]);
}

function beginsAsJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === MARKER.SOI && bytes[2] === 0xff;
}

/** The marker at a position and where it ends; undefined where there is none. Any number of 0xff may fill up before it. */
function markerAt(bytes: Uint8Array, position: number): { code: number; end: number } | undefined {
  if (bytes[position] !== 0xff) return undefined;
  let end = position + 1;
  while (bytes[end] === 0xff) end++;
  const code = bytes[end];
  return code === undefined || code === 0 ? undefined : { code, end: end + 1 };
}

/** The body of the segment whose two bytes of length stand at a position; undefined where it is cut off. */
function segmentBody(bytes: Uint8Array, position: number): Uint8Array | undefined {
  const length = uint16(bytes, position);
  if (length === undefined || length < 2 || position + length > bytes.length) return undefined;
  return bytes.subarray(position + 2, position + length);
}

/** SOF0 to SOF15 without the three codes in between that mean something else (DHT, JPG, DAC). */
function isFrameHeader(code: number): boolean {
  return code >= 0xc0 && code <= 0xcf && code !== MARKER.DHT && code !== 0xc8 && code !== 0xcc;
}

function frameSize(body: Uint8Array): { width: number; height: number } | undefined {
  const height = uint16(body, 1);
  const width = uint16(body, 3);
  return width && height ? { width, height } : undefined;
}

/** Where the next marker after a scan's entropy-coded data stands: 0xff that is neither stuffed with 0 nor a restart mark. */
function endOfScan(bytes: Uint8Array, start: number): number {
  let position = bytes.indexOf(0xff, start);
  while (position !== -1) {
    const next = bytes[position + 1];
    const isData = next === 0 || (next !== undefined && next >= 0xd0 && next <= 0xd7);
    if (!isData) return position;
    position = bytes.indexOf(0xff, position + 2);
  }
  return bytes.length;
}

function endingAfter(bytes: Uint8Array, position: number): JpegEnding {
  if (position === bytes.length) return 'marked';
  return bytes.subarray(position).every((byte) => byte === 0) ? 'padded' : 'followed';
}

/** True where the last bytes, but for zeros, are the end mark. */
function hasEndMark(bytes: Uint8Array): boolean {
  const last = bytes.findLastIndex((byte) => byte !== 0);
  return bytes[last] === MARKER.EOI && bytes[last - 1] === 0xff;
}

function uint16(bytes: Uint8Array, position: number): number | undefined {
  const high = bytes[position];
  const low = bytes[position + 1];
  return high === undefined || low === undefined ? undefined : (high << 8) | low;
}
