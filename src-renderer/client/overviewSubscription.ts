import { overviewSchema, type Overview } from '#contract/useCases';
import type { KioskState } from './kioskClient';
import type { Store } from './store';

/**
 * With a stream open, silence of this many ms is checked by a reading: a cable that is pulled says nothing. Main sends
 * an overview every 2.1 s; a reading too many does no harm.
 */
const SILENCE_MS = 2500;
/** A stream counts as lost after so many ms without a word from main, though a reading may still bring one. */
const LOSS_MS = 4000;
/** A page that slept has missed much: a reading has so many ms at least. */
const MIN_PATIENCE_MS = LOSS_MS - SILENCE_MS;
/** Where the browser says that it has no network, only what answers within so many ms (the same machine) is still there. */
const OFFLINE_PATIENCE_MS = 200;
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
  /**
   * Calls back when the browser has lost all its networks, or has one again; returns what ends that. Null where the
   * overviews come by no network.
   */
  readonly onNetwork: ((listener: (isOnline: boolean) => void) => () => void) | null;
}

export interface OverviewSubscription {
  /** Reads the overview now; resolves when it is in the state, or the connection is known to be lost. */
  readonly refresh: () => Promise<void>;
  readonly stop: () => void;
}

/**
 * Keeps the state's overview and connection up to date: read it, listen to the stream, and after a silence read
 * again. Without a stream the same is polling; after a loss the same is reconnecting.
 */
export function subscribeToOverview(source: OverviewSource, state: Store<KioskState>): OverviewSubscription {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closeStream: (() => void) | null = null;
  let streamRestsUntilMs = 0;
  /** Grows with each reading and each overview of the stream, so that a late answer knows that it is late. */
  let changes = 0;
  let stopped = false;

  const show = (overview: Overview) => {
    state.set({ ...state.get(), connection: 'connected', overview, receivedAtMs: performance.now() });
  };

  const showLoss = () => {
    state.set({ ...state.get(), connection: 'lost' });
  };

  /** How many ms a reading may take until the connection is shown as lost. */
  const patienceMs = () =>
    closeStream
      ? Math.max(MIN_PATIENCE_MS, state.get().receivedAtMs + LOSS_MS - performance.now())
      : READ_TIMEOUT_MS;

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
    changes += 1;
    show(overview.data);
    listen();
  };

  async function refresh(patience = patienceMs()): Promise<void> {
    clearTimeout(timer);
    timer = setTimeout(showLoss, patience);
    changes += 1;
    const asked = changes;
    const overview = await source.read().catch(() => null);
    // Whatever came or was asked since goes on by itself.
    if (stopped || asked !== changes) return;
    if (overview) {
      show(overview);
    } else {
      dropStream();
      streamRestsUntilMs = 0;
      showLoss();
    }
    if (overview && !closeStream && performance.now() >= streamRestsUntilMs) {
      closeStream = source.openStream(onOverview, onBroken);
    }
    listen();
  }

  const ignoreNetwork = source.onNetwork?.((isOnline) => {
    void refresh(isOnline ? undefined : OFFLINE_PATIENCE_MS);
  });
  void refresh();
  return {
    refresh: () => refresh(),
    stop: () => {
      stopped = true;
      ignoreNetwork?.();
      clearTimeout(timer);
      dropStream();
    },
  };
}
