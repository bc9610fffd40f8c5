import type { WebContents } from 'electron';
import { PING_CHANNEL, PONG_CHANNEL } from '#contract/ipc';
import type { Clock } from '#engine/platform/clock';

/** The page is asked for a sign of life this often, in ms; */
const PING_MS = 500;
/** so many questions without an answer, and it hangs. Counted, not timed: where this process was stopped, the page was too. */
const MAX_UNANSWERED = 5;
/** A page that takes longer to load, in ms, hangs too. */
const MAX_LOAD_MS = 30_000;
/** Electron's own word for a load that a newer one has replaced. */
const ERR_ABORTED = -3;
/** A page that can't be kept is loaded again after so many ms, twice as long each time; */
const FIRST_PAUSE_MS = 250;
const MAX_PAUSE_MS = 16_000;
/** one that was well for so many ms starts at the shortest pause again. */
const WELL_MS = 60_000;

/** Who is told what was wrong with the page. */
export interface PageLog {
  error(details: Record<string, unknown>, message: string): void;
}

/** What the guard needs of a window's contents. */
export type GuardedPage = Pick<
  WebContents,
  'loadURL' | 'forcefullyCrashRenderer' | 'isDestroyed' | 'send'
> & {
  on(event: 'render-process-gone', listener: (event: unknown, details: { reason: string }) => void): unknown;
  on(event: 'did-finish-load', listener: () => void): unknown;
  on(
    event: 'did-fail-load',
    listener: (event: unknown, code: number, message: string, url: string, isMainFrame: boolean) => void,
  ): unknown;
  ipc: { on(channel: string, listener: () => void): unknown };
};

/**
 * Loads the kiosk's page and keeps it on the screen: where it crashes, hangs or can't be loaded, it comes back by itself.
 * Chromium tells of a page that hangs only half a minute after somebody has touched it, so that it is asked here.
 * @returns how to end it.
 */
export function guardNavigation(page: GuardedPage, url: string, clock: Clock, log: PageLog): () => void {
  let unanswered = 0;
  let failures = 0;
  let ended = false;
  let cancelTimer: () => void = () => undefined;
  const schedule = (ms: number, callback: () => void) => {
    cancelTimer();
    if (!ended) cancelTimer = clock.after(ms, callback);
  };
  const giveUp = () => {
    log.error({}, 'the page hangs: it is loaded again');
    page.forcefullyCrashRenderer();
  };
  const load = () => {
    if (page.isDestroyed()) return;
    schedule(MAX_LOAD_MS, giveUp);
    // What goes wrong on the way is told by its own event.
    page.loadURL(url).catch(() => undefined);
  };
  const loadAgain = () => {
    schedule(Math.min(FIRST_PAUSE_MS * 2 ** failures, MAX_PAUSE_MS), load);
    failures += 1;
  };
  const ask = (timesLeftToBeWell: number) => {
    schedule(PING_MS, () => {
      if (page.isDestroyed()) return;
      if (timesLeftToBeWell === 0) failures = 0;
      if (unanswered >= MAX_UNANSWERED) {
        giveUp();
        return;
      }
      unanswered += 1;
      page.send(PING_CHANNEL);
      ask(timesLeftToBeWell - 1);
    });
  };
  page.ipc.on(PONG_CHANNEL, () => {
    unanswered = 0;
  });
  page.on('did-finish-load', () => {
    unanswered = 0;
    ask(WELL_MS / PING_MS);
  });
  page.on('did-fail-load', (_event, code, message, failed, isMainFrame) => {
    if (!isMainFrame || code === ERR_ABORTED) return;
    log.error({ code, message, url: failed }, 'the page could not be loaded');
    loadAgain();
  });
  page.on('render-process-gone', (_event, { reason }) => {
    if (ended || page.isDestroyed()) return;
    log.error({ reason }, 'the page has crashed: it is loaded again');
    loadAgain();
  });
  load();
  return () => {
    ended = true;
    cancelTimer();
  };
}
