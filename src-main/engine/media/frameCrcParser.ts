const FRAME_CRC_LINE = /^0, *-?\d+, *(-?\d+), *\d+, *(\d+), *0x[0-9a-f]+/;

/**
 * ffmpeg's second output, `framecrc` on standard output: a line for every frame of the camera, kept or not. It proves
 * that the camera is alive, gives each frame's timestamp, and its arrival can be read off the monotonic clock.
 *
 * A header line `#tb 0: 1/1000000` gives the unit of time; a frame is `stream, dts, pts, duration, bytes, checksum`.
 */
export class FrameCrcParser {
  #unitUs: number | null = null;
  #firstPts: number | null = null;

  /**
   * Reads a line: the frame it tells of, or null for a header. `timestampUs` counts from the stream's first frame;
   * `file` is the name that the `image2` muxer gives the frame.
   */
  read(line: string): { timestampUs: number; bytes: number; file: string } | null {
    const unit = /^#tb 0: (\d+)\/([1-9]\d*)$/.exec(line);
    if (unit) this.#unitUs = (Number(unit[1]) * 1e6) / Number(unit[2]);
    const frame = FRAME_CRC_LINE.exec(line);
    if (!frame || this.#unitUs === null) return null;
    const [pts, bytes] = [Number(frame[1]), Number(frame[2])];
    this.#firstPts ??= pts;
    return {
      timestampUs: Math.round((pts - this.#firstPts) * this.#unitUs),
      bytes,
      file: `${String(pts)}.jpg`,
    };
  }
}
