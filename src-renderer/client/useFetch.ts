import { useEffect, useRef, useState } from 'react';
import { asAppError, type Fault } from '#contract/errors';

/** What was read last, and why the last reading failed. */
export interface FetchState<T> {
  value: T | null;
  fault: Fault | null;
}

const NOTHING_YET = { value: null, fault: null };

/**
 * Reads something of the machine, and again where `version` has changed; what is there meanwhile stays. Another
 * function (from `useCallback`) reads something else: nothing is shown of what was before.
 */
export function useFetch<T>(read: () => Promise<T>, version: string | number): FetchState<T> {
  const [last, setLast] = useState<(FetchState<T> & { read: () => Promise<T>; order: number }) | null>(null);
  const asked = useRef(0);
  useEffect(() => {
    asked.current += 1;
    const order = asked.current;
    // An answer that comes late shows what is older than what is there.
    const settle = (value: T | null, fault: Fault | null) => {
      setLast((before) => {
        if (before && before.order > order) return before;
        return { value: value ?? (before?.read === read ? before.value : null), fault, read, order };
      });
    };
    read().then(
      (value) => {
        settle(value, null);
      },
      (thrown: unknown) => {
        settle(null, asAppError(thrown).fault);
      },
    );
  }, [read, version]);
  return last?.read === read ? last : NOTHING_YET;
}
