import type { Overview } from '#contract/useCases';
import type { Clock } from '#engine/platform/clock';
import type { Logger } from '#engine/platform/log';

/** At most one overview in so many ms: progress of three cameras comes in bursts. */
const MIN_PAUSE_MS = 100;
/** What nobody announces (disk, cables) is looked at after so many ms. */
const MAX_PAUSE_MS = 2000;

/** The engine, as far as the feed asks it. */
interface OverviewSource {
  overview(): Promise<Overview>;
  /** Calls back after each change; returns how to end that. */
  onChange(listener: () => void): () => void;
}

/** Sends the overview to whoever listens, after each change and every two seconds; it rests while nobody listens. */
export class OverviewFeed {
  readonly #engine: OverviewSource;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #listeners = new Set<(overview: Overview) => void>();
  #stopFeeding: (() => void) | null = null;

  constructor(engine: OverviewSource, clock: Clock, log: Logger) {
    this.#engine = engine;
    this.#clock = clock;
    this.#log = log;
  }

  /** Calls back with an overview at once and after each change; returns how to end that. */
  subscribe(listener: (overview: Overview) => void): () => void {
    this.#listeners.add(listener);
    this.#stopFeeding?.();
    this.#stopFeeding = this.#feed();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#stopFeeding?.();
      this.#stopFeeding = null;
    };
  }

  #feed(): () => void {
    let stopped = false;
    let sending = false;
    let changed = false;
    let cancelTimer: () => void = () => undefined;
    const send = async () => {
      cancelTimer();
      sending = true;
      changed = false;
      try {
        const overview = await this.#engine.overview();
        if (!stopped) for (const listener of this.#listeners) listener(overview);
      } catch (error) {
        this.#log.error({ error }, 'the overview could not be made');
      }
      schedule(MIN_PAUSE_MS, () => {
        sending = false;
        if (changed) void send();
        else schedule(MAX_PAUSE_MS, () => void send());
      });
    };
    const schedule = (ms: number, callback: () => void) => {
      cancelTimer();
      if (!stopped) cancelTimer = this.#clock.after(ms, callback);
    };
    const stopListening = this.#engine.onChange(() => {
      changed = true;
      if (!sending) void send();
    });
    void send();
    return () => {
      stopped = true;
      cancelTimer();
      stopListening();
    };
  }
}
