import { useState, type ReactNode } from 'react';
import { CAMERA_NAMES } from '#contract/cameras';
import type { SessionAnswer, AllowedAction } from '#contract/sessionApi';
import type { GoatData } from '#contract/goats';
import { asAppError, type Fault } from '#contract/errors';
import type { SessionsClient } from '../client/kioskClient';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { SessionPictures } from './SessionPictures';
import { useTranslation } from '../ui/useTranslation';
import { useSession } from '../client/useSession';
import { GoatDataCorrection } from './GoatDataCorrection';
import { GoatDataList } from './GoatDataList';
import { SessionActions } from './SessionActions';
import { SessionState } from './SessionState';
import { isInBin } from '#contract/session';

interface SessionDetailProps {
  sessions: SessionsClient;
  id: string;
  /** Another one where the sessions have changed. */
  version: string;
  nextGoatNumber: number;
  isLost: boolean;
  /** What else there is to know, beside its title. */
  note: ReactNode;
  onBack: () => void;
}

/** All of one session: its pictures, what is known of the goat, what is wrong, and what can be done. */
export function SessionDetail({
  sessions,
  id,
  version,
  nextGoatNumber,
  isLost,
  note,
  onBack,
}: SessionDetailProps) {
  const { messages, dayAndTime, describeFault } = useTranslation();
  const { value: session, fault } = useSession(sessions, id, version);
  const [isCorrecting, setCorrecting] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [rejection, setRejection] = useState<Fault | null>(null);
  const [done, setDone] = useState<AllowedAction | null>(null);

  /** Does something to the session, and says how that went. */
  const act = async (action: AllowedAction, call: Promise<SessionAnswer>) => {
    setBusy(true);
    setRejection(null);
    setDone(null);
    try {
      await call;
      setDone(action);
      setCorrecting(false);
    } catch (thrown) {
      setRejection(asAppError(thrown).fault);
    }
    setBusy(false);
  };

  if (session && isCorrecting) {
    return (
      <GoatDataCorrection
        session={session}
        isBusy={isBusy || isLost}
        rejection={rejection}
        onSave={(data: GoatData) => void act('correct', sessions.correct(id, data))}
        onBack={() => {
          setCorrecting(false);
          setRejection(null);
        }}
      />
    );
  }
  const problem = rejection ?? fault;
  return (
    <>
      <header className="sessions-head">
        <button type="button" className="button" onClick={onBack}>
          <Icon name="left" />
          {messages.sessions.backToList}
        </button>
        {session && (
          <div className="session-words">
            <h2>
              {messages.goat(session.goat_id)}{' '}
              <time dateTime={session.started_at}>{dayAndTime(session.started_at)}</time>
            </h2>
            <SessionState session={session} />
          </div>
        )}
        {note}
      </header>
      <section className="panel session-detail">
        <div className="session-body">
          {problem && <Notice tone="error" {...describeFault(problem)} />}
          {done && !problem && (
            <p className="session-done" role="status">
              <Icon name="check" />
              {messages.sessions.actionsDone[done]}
            </p>
          )}
          {session && (
            <>
              <Faults session={session} />
              <GoatDataList data={session.goat_data} />
              {session.images > 0 && <SessionPictures session={session} />}
            </>
          )}
        </div>
        {session && session.allowed.length > 0 && (
          <SessionActions
            session={session}
            sessions={sessions}
            nextGoatNumber={nextGoatNumber}
            isBusy={isBusy || isLost}
            onCorrect={() => {
              setDone(null);
              setCorrecting(true);
            }}
            onAction={(action, call) => void act(action, call)}
          />
        )}
      </section>
    </>
  );
}

/** What is wrong with a session and what to do: with it, and with each of its cameras. */
function Faults({ session }: { session: SessionAnswer }) {
  const { messages, describeFault } = useTranslation();
  const { fault, state, cameras } = session;
  const ofCameras = CAMERA_NAMES.flatMap((name) => cameras[name].fault ?? []);
  const told = new Map(
    [...(fault ? [fault] : []), ...ofCameras].map((one) => [describeFault(one).message, one]),
  );
  return (
    <>
      {[...told.values()].map((one) => {
        const { message, fix } = describeFault(one);
        // The catalogue's words for a number that is taken speak of a capture that begins.
        const way = one.code === 'GOAT_EXISTS' ? messages.sessions.takenFix : fix;
        return (
          <Notice
            key={message}
            tone={state === 'uploaded' ? 'warning' : 'error'}
            message={message}
            fix={way}
          />
        );
      })}
      {isInBin(state) && <p className="session-bin">{messages.sessions.binText}</p>}
    </>
  );
}
