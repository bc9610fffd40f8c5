import type { Fault } from '#contract/errors';
import type { Session } from '#contract/session';
import type { Export, ExportPhase, Release, Stick } from '#contract/usbExport';
import type { Clock } from '#engine/platform/clock';

/** How a copying stands, for the screens. Its phases only go on, and an end is one. */
export class ExportProgress {
  #phase: ExportPhase = 'preparing';
  #sessions = 0;
  #sessionsDone = 0;
  #bytes = 0;
  #bytesDone = 0;
  #startedMs = 0;
  #release: Release | null = null;
  #fault: Fault | null = null;
  readonly #skipped: Export['left_out'] = [];
  readonly #stick: Pick<Stick, 'id' | 'name'>;
  readonly #clock: Clock;

  constructor({ id, name }: Stick, clock: Clock) {
    this.#stick = { id, name };
    this.#clock = clock;
  }

  get isOver(): boolean {
    return this.#phase === 'done' || this.#phase === 'failed' || this.#phase === 'cancelled';
  }

  /** How it stands now. */
  get answer(): Export {
    return {
      stick: this.#stick,
      phase: this.#phase,
      ...{ sessions: this.#sessions, sessions_done: this.#sessionsDone },
      ...{ bytes: this.#bytes, bytes_done: Math.min(this.#bytes, this.#bytesDone) },
      seconds_left: this.#secondsLeft(),
      left_out: [...this.#skipped],
      fault: this.#fault,
      safe_to_pull: this.#release,
    };
  }

  /** Begins a phase that goes through some sessions. */
  begin(phase: 'copying' | 'checking', sessions: number, bytes: number): void {
    if (phase === 'copying') this.#startedMs = this.#clock.monotonicMs();
    this.#phase = phase;
    this.#sessions = sessions;
    this.#sessionsDone = 0;
    this.#bytes = bytes;
    this.#bytesDone = 0;
  }

  /** So many bytes more. */
  readonly bytes = (bytes: number): void => {
    this.#bytesDone += bytes;
  };

  /** This phase is done with a session. */
  sessionDone(): void {
    this.#sessionsDone += 1;
  }

  /** A session will not be on the stick. */
  skip({ id, goatId }: Session, fault: Fault): void {
    this.#skipped.push({ session_id: id, goat_id: goatId, fault });
  }

  /** All is done but for what makes the stick safe: only what was read back counts from here on. */
  finishing(): void {
    if (this.#phase !== 'checking') this.#sessionsDone = 0;
    this.#phase = 'finishing';
  }

  /** It is over: `release` says why the stick may be pulled out. */
  end(phase: 'done' | 'failed' | 'cancelled', release: Release | null, fault: Fault | null): void {
    this.#phase = phase;
    this.#release = release;
    this.#fault = fault;
  }

  /** All that is written is read again: so there is twice the work, at the rate so far. */
  #secondsLeft(): number | null {
    if (this.#phase !== 'copying' && this.#phase !== 'checking') return null;
    const isChecking = this.#phase === 'checking';
    const done = this.#bytesDone + (isChecking ? this.#bytes : 0);
    const elapsedMs = this.#clock.monotonicMs() - this.#startedMs;
    if (done === 0 || elapsedMs < 1000) return null;
    return Math.max(0, Math.ceil(((2 * this.#bytes - done) * elapsedMs) / done / 1000));
  }
}
