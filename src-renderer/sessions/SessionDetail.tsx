import { useState, type ReactNode } from 'react';
import { CAMERA_NAMES } from '#contract/cameras';
import type { SessionAnswer, SessionDeed } from '#contract/sessionApi';
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
import { SessionDeeds } from './SessionActions';
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
  const { words, dayAndTime, faultWords } = useTranslation();
  const { value: session, fault } = useSession(sessions, id, version);
  const [isCorrecting, setCorrecting] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Fault | null>(null);
  const [done, setDone] = useState<SessionDeed | null>(null);

  /** Does something to the session, and says how that went. */
  const act = async (deed: SessionDeed, call: Promise<SessionAnswer>) => {
    setBusy(true);
    setRefusal(null);
    setDone(null);
    try {
      await call;
      setDone(deed);
      setCorrecting(false);
    } catch (thrown) {
      setRefusal(asAppError(thrown).fault);
    }
    setBusy(false);
  };

  if (session && isCorrecting) {
    return (
      <GoatDataCorrection
        session={session}
        isBusy={isBusy || isLost}
        refusal={refusal}
        onSave={(data: GoatData) => void act('correct', sessions.correct(id, data))}
        onBack={() => {
          setCorrecting(false);
          setRefusal(null);
        }}
      />
    );
  }
  const trouble = refusal ?? fault;
  return (
    <>
      <header className="sessions-head">
        <button type="button" className="button" onClick={onBack}>
          <Icon name="left" />
          {words.sessions.backToList}
        </button>
        {session && (
          <div className="session-words">
            <h2>
              {words.goat(session.goat_id)}{' '}
              <time dateTime={session.started_at}>{dayAndTime(session.started_at)}</time>
            </h2>
            <SessionState session={session} />
          </div>
        )}
        {note}
      </header>
      <section className="panel session-detail">
        <div className="session-body">
          {trouble && <Notice tone="error" {...faultWords(trouble)} />}
          {done && !trouble && (
            <p className="session-done" role="status">
              <Icon name="check" />
              {words.sessions.deedsDone[done]}
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
          <SessionDeeds
            session={session}
            sessions={sessions}
            nextGoatNumber={nextGoatNumber}
            isBusy={isBusy || isLost}
            onCorrect={() => {
              setDone(null);
              setCorrecting(true);
            }}
            onDeed={(deed, call) => void act(deed, call)}
          />
        )}
      </section>
    </>
  );
}

/** What is wrong with a session and what to do: with it, and with each of its cameras. */
function Faults({ session }: { session: SessionAnswer }) {
  const { words, faultWords } = useTranslation();
  const { fault, state, cameras } = session;
  const ofCameras = CAMERA_NAMES.flatMap((name) => cameras[name].fault ?? []);
  const told = new Map(
    [...(fault ? [fault] : []), ...ofCameras].map((one) => [faultWords(one).message, one]),
  );
  return (
    <>
      {[...told.values()].map((one) => {
        const { message, fix } = faultWords(one);
        // The catalogue's words for a number that is taken speak of a capture that begins.
        const way = one.code === 'GOAT_EXISTS' ? words.sessions.takenFix : fix;
        return (
          <Notice
            key={message}
            tone={state === 'uploaded' ? 'warning' : 'error'}
            message={message}
            fix={way}
          />
        );
      })}
      {isInBin(state) && <p className="session-bin">{words.sessions.binText}</p>}
    </>
  );
}
