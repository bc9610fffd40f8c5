/**
 * ffmpeg's second output, `framecrc` on standard output: a line for every frame of the camera, kept or not. It proves
 * that the camera is alive, gives each frame's timestamp, and its arrival can be read off the monotonic clock.
 *
 * A header line `#tb 0: 1/1000000` gives the unit of time; a frame is `stream, dts, pts, duration, bytes, checksum`.
 */
export class Heartbeat {
  #unitUs: number | null = null;

  /** Reads a line: the frame it tells of, or null for a header. `file` is the name that the `image2` muxer gives the frame. */
  read(line: string): { timestampUs: number; bytes: number; file: string } | null {
    const unit = /^#tb 0: (\d+)\/(\d+)$/.exec(line);
    if (unit) this.#unitUs = (Number(unit[1]) * 1e6) / Number(unit[2]);
    if (line.startsWith('#') || this.#unitUs === null) return null;
    const fields = line.split(',').map((field) => field.trim());
    const pts = Number(fields[2]);
    const bytes = Number(fields[4]);
    if (!Number.isSafeInteger(pts) || !Number.isSafeInteger(bytes)) return null;
    return { timestampUs: Math.round(pts * this.#unitUs), bytes, file: `${String(pts)}.jpg` };
  }
}
