import { useCallback } from 'react';
import type { SessionAnswer } from '../../src-main/contract/delivery';
import type { SessionsClient } from '../client/kioskClient';
import { useReading, type Reading } from './useReading';

/** A session in full, as soon as it is read, and again where `version` has changed; or why it can't be read. */
export function useSession(
  sessions: SessionsClient,
  id: string,
  version: string | number,
): Reading<SessionAnswer> {
  return useReading(
    useCallback(() => sessions.detail(id), [sessions, id]),
    version,
  );
}
