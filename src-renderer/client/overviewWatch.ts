import { overviewSchema, type Overview } from '../../src-main/contract/kiosk';
import type { KioskState } from './kioskClient';
import type { Store } from './store';

/** With a stream open, silence of this many ms is checked by a reading: a cable that is pulled says nothing. */
const SILENCE_MS = 4000;
/** Without a stream, the overview is read this often, in ms. */
const POLL_MS = 1000;
/** A stream that broke is opened again after this many ms at the earliest, so that polling goes on meanwhile. */
const STREAM_REST_MS = 5000;
/** A reading that takes longer than this, in ms, counts as a lost connection. */
export const READ_TIMEOUT_MS = 4000;

/** Where overviews come from. */
export interface OverviewSource {
  /** Reads the overview once; rejects where none comes. */
  readonly read: () => Promise<Overview>;
  /** Opens the stream of overviews: `onOverview` takes what it brings, as it is. Returns what closes it. */
  readonly openStream: (onOverview: (given: unknown) => void, onBroken: () => void) => () => void;
}

export interface OverviewWatch {
  /** Reads the overview now; resolves when it is in the state, or the connection is known to be lost. */
  readonly refresh: () => Promise<void>;
  readonly stop: () => void;
}

/**
 * Keeps the state's overview and connection up to date: read it, listen to the stream, and after a silence read
 * again. Without a stream the same is polling; after a loss the same is reconnecting.
 */
export function watchOverview(source: OverviewSource, state: Store<KioskState>): OverviewWatch {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closeStream: (() => void) | null = null;
  let streamRestsUntilMs = 0;
  /** Grows with each reading and each overview of the stream, so that a late answer knows that it is late. */
  let news = 0;
  let stopped = false;

  const show = (overview: Overview) => {
    state.set({ ...state.get(), connection: 'connected', overview, receivedAtMs: performance.now() });
  };

  const listen = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), closeStream ? SILENCE_MS : POLL_MS);
  };

  const dropStream = () => {
    closeStream?.();
    closeStream = null;
  };

  const onBroken = () => {
    dropStream();
    streamRestsUntilMs = performance.now() + STREAM_REST_MS;
    void refresh();
  };

  const onOverview = (given: unknown) => {
    const overview = overviewSchema.safeParse(given);
    if (!overview.success) {
      onBroken();
      return;
    }
    news += 1;
    show(overview.data);
    listen();
  };

  async function refresh(): Promise<void> {
    clearTimeout(timer);
    news += 1;
    const asked = news;
    const overview = await source.read().catch(() => null);
    if (stopped) return;
    if (asked === news) {
      if (overview) {
        show(overview);
      } else {
        dropStream();
        streamRestsUntilMs = 0;
        state.set({ ...state.get(), connection: 'lost' });
      }
    }
    if (overview && !closeStream && performance.now() >= streamRestsUntilMs) {
      closeStream = source.openStream(onOverview, onBroken);
    }
    listen();
  }

  void refresh();
  return {
    refresh,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      dropStream();
    },
  };
}
