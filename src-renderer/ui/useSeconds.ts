import { useEffect, useState, useSyncExternalStore } from 'react';

/** Often enough that no second is skipped to the eye, in ms. */
const TICK_MS = 200;

const subscribeToTime = (onTick: () => void) => {
  const timer = setInterval(onTick, TICK_MS);
  return () => {
    clearInterval(timer);
  };
};

/**
 * Whole seconds until something happens: `leftMs` when the snapshot was made, counted down since it was received (ms of
 * `performance.now()`), so that the clocks of the two machines need not agree.
 */
export function useSecondsLeft(leftMs: number, receivedAtMs: number): number {
  return useSyncExternalStore(subscribeToTime, () =>
    Math.max(0, Math.ceil((leftMs - performance.now() + receivedAtMs) / 1000)),
  );
}

/** The time of a clock that is `aheadMs` ahead of this page's, in ms since 1970, to the second. */
export function useClockOf(aheadMs: number): number {
  return useSyncExternalStore(subscribeToTime, () => Math.floor((Date.now() + aheadMs) / 1000) * 1000);
}

/** How many times `ms` milliseconds have passed since this was first drawn. */
export function useTicks(ms: number): number {
  const [ticks, setTicks] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => {
      setTicks((before) => before + 1);
    }, ms);
    return () => {
      clearInterval(timer);
    };
  }, [ms]);
  return ticks;
}
