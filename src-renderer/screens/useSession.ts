import { useEffect, useState } from 'react';
import type { SessionAnswer } from '../../src-main/contract/delivery';
import { asAppError, type Fault } from '../../src-main/contract/errors';
import type { SessionsClient } from '../client/kioskClient';

/** A session in full, as soon as it is read; or why it can't be. */
export interface SessionRead {
  session: SessionAnswer | null;
  fault: Fault | null;
}

const NOTHING_YET: SessionRead = { session: null, fault: null };

/** Reads a session, and again where `version` has changed. */
export function useSession(sessions: SessionsClient, id: string, version: string): SessionRead {
  const [read, setRead] = useState<SessionRead>(NOTHING_YET);
  useEffect(() => {
    let isWanted = true;
    sessions.detail(id).then(
      (session) => {
        if (isWanted) setRead({ session, fault: null });
      },
      (thrown: unknown) => {
        if (isWanted) setRead({ session: null, fault: asAppError(thrown).fault });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [sessions, id, version]);
  return read.session && read.session.session_id !== id ? NOTHING_YET : read;
}
