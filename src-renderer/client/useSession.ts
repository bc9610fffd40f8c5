import { useCallback } from 'react';
import type { SessionAnswer } from '#contract/sessionApi';
import type { SessionsClient } from './kioskClient';
import { useFetch, type FetchState } from './useFetch';

/** A session in full, as soon as it is read, and again where `version` has changed; or why it can't be read. */
export function useSession(
  sessions: SessionsClient,
  id: string,
  version: string | number,
): FetchState<SessionAnswer> {
  return useFetch(
    useCallback(() => sessions.detail(id), [sessions, id]),
    version,
  );
}
