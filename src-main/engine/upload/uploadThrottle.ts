import { RATE_STEP_SEC, RATE_STEPS } from '#contract/sessionApi';
import type { Clock } from '#engine/platform/clock';

/** The rate is taken over so many ms. */
const WINDOW_MS = 20_000;
/** One request's bytes go out in pieces of at most so many, so that a limited line is used evenly. */
const PIECE_BYTES = 64 * 1024;
const BITS_PER_BYTE = 8;

/** What goes out to the store: measures it, and holds it back where a limit is set. */
export class UploadThrottle {
  readonly #clock: Clock;
  readonly #bytesPerMs: number;
  readonly #pieceBytes: number;
  /** By the monotonic clock. */
  #freeAtMs = 0;
  #sent: { atMs: number; bytes: number }[] = [];
  /** Bytes by the number of their step since the monotonic clock began. */
  readonly #steps = new Map<number, number>();

  /** @param maxKbps kilobits a second; undefined where there is no limit. */
  constructor(clock: Clock, maxKbps?: number) {
    this.#clock = clock;
    this.#bytesPerMs = (maxKbps ?? Infinity) / BITS_PER_BYTE;
    // At most what may go out in a second: a connection on which nothing moves for longer seems dead.
    this.#pieceBytes = Math.min(PIECE_BYTES, Math.ceil(this.#bytesPerMs * 1000));
  }

  /** Bytes a second of the last twenty seconds; 0 where nothing was sent. */
  get bytesPerSecond(): number {
    const nowMs = this.#clock.monotonicMs();
    this.#forget(nowMs);
    const [first] = this.#sent;
    if (!first) return 0;
    const bytes = this.#sent.reduce((sum, piece) => sum + piece.bytes, 0);
    return Math.round((bytes * 1000) / Math.max(1000, nowMs - first.atMs));
  }

  /** Bytes a second in each of the last steps that are over, oldest first. */
  get history(): number[] {
    const now = stepAt(this.#clock.monotonicMs());
    return Array.from({ length: RATE_STEPS }, (_, index) =>
      Math.round((this.#steps.get(now - RATE_STEPS + index) ?? 0) / RATE_STEP_SEC),
    );
  }

  /** Gives bytes out in pieces, each when the limit lets it go. */
  async *pace(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
    for (let at = 0; at < bytes.length; at += this.#pieceBytes) {
      const piece = bytes.subarray(at, at + this.#pieceBytes);
      await this.#wait(piece.length);
      yield piece;
    }
  }

  async #wait(bytes: number): Promise<void> {
    const nowMs = this.#clock.monotonicMs();
    const startMs = Math.max(nowMs, this.#freeAtMs);
    this.#freeAtMs = startMs + bytes / this.#bytesPerMs;
    if (startMs > nowMs) await this.#clock.sleep(startMs - nowMs);
    this.#forget(startMs);
    this.#sent.push({ atMs: startMs, bytes });
    const step = stepAt(startMs);
    this.#steps.set(step, (this.#steps.get(step) ?? 0) + bytes);
    for (const old of this.#steps.keys()) if (old < step - RATE_STEPS) this.#steps.delete(old);
  }

  #forget(nowMs: number): void {
    this.#sent = this.#sent.filter(({ atMs }) => nowMs - atMs < WINDOW_MS);
  }
}

function stepAt(monotonicMs: number): number {
  return Math.floor(monotonicMs / (RATE_STEP_SEC * 1000));
}
