const HEADER_END = '\r\n\r\n';
/** More bytes than that are no header, nor a small picture. */
const MAX_HEADER_BYTES = 1024;
const MAX_FRAME_BYTES = 8 * 1024 * 1024;

/**
 * Cuts ffmpeg's `mpjpeg` output into its frames. Before each of them stands a header with its length:
 * `--ffmpeg`, `Content-type: image/jpeg`, `Content-length: 31337` and an empty line.
 */
export class MpjpegSplitter {
  readonly #onFrame: (jpeg: Buffer) => void;
  #rest: Buffer = Buffer.alloc(0);

  /** @param onFrame called with each frame that begins and ends as a JPEG does; others are left out. */
  constructor(onFrame: (jpeg: Buffer) => void) {
    this.#onFrame = onFrame;
  }

  /**
   * Takes the next bytes of the stream.
   * @throws RangeError where this is no such stream.
   */
  push(chunk: Buffer): void {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    for (let frame = this.#take(); frame; frame = this.#take()) {
      if (isWhole(frame)) this.#onFrame(frame);
    }
  }

  #take(): Buffer | null {
    const headerEnd = this.#rest.indexOf(HEADER_END);
    if (headerEnd === -1 || headerEnd > MAX_HEADER_BYTES) {
      if (this.#rest.length > MAX_HEADER_BYTES) throw new RangeError('this is no stream of JPEGs');
      return null;
    }
    const header = this.#rest.toString('latin1', 0, headerEnd);
    const length = Number(/content-length: (\d+)/i.exec(header)?.[1]);
    if (!(length <= MAX_FRAME_BYTES)) throw new RangeError('a frame without a fitting length');
    const start = headerEnd + HEADER_END.length;
    if (this.#rest.length < start + length) return null;
    const frame = this.#rest.subarray(start, start + length);
    this.#rest = this.#rest.subarray(start + length);
    return frame;
  }
}

/** True where the bytes begin as a JPEG and have its end mark, which cameras may follow with zeros. */
function isWhole(frame: Buffer): boolean {
  return frame.length > 4 && frame.readUInt32BE(0) >>> 8 === 0xffd8ff && frame.includes('ffd9', 0, 'hex');
}
