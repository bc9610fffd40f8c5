import { useState } from 'react';
import type { SessionAnswer, SessionDeed } from '#contract/sessionApi';
import type { SessionsClient } from '../client/kioskClient';
import { Dialog } from '../ui/Dialog';
import { Icon, type IconName } from '../ui/Icon';
import { GOAT_NUMBER_SHAPE } from '../ui/keypad';
import { NumberPad } from '../ui/NumberPad';
import { useTranslation } from '../ui/useTranslation';

const ICONS: Record<SessionDeed, IconName> = {
  retry: 'send',
  keep: 'check',
  discard: 'cross',
  replace: 'box',
  delivered: 'box',
  renumber: 'pencil',
  correct: 'pencil',
};

/** What can't be undone. */
type Asked = 'discard' | 'replace' | 'delivered';

interface SessionDeedsProps {
  session: SessionAnswer;
  sessions: SessionsClient;
  nextGoatNumber: number;
  isBusy: boolean;
  onCorrect: () => void;
  onDeed: (deed: SessionDeed, call: Promise<SessionAnswer>) => void;
}

/** What can be done to a session as it stands; what can't be undone is asked about first. */
export function SessionDeeds({
  session,
  sessions,
  nextGoatNumber,
  isBusy,
  onCorrect,
  onDeed,
}: SessionDeedsProps) {
  const { words } = useTranslation();
  const [open, setOpen] = useState<Asked | 'renumber' | null>(null);
  const { session_id: id, goat_id: goatId, allowed } = session;
  const close = () => {
    setOpen(null);
  };
  const begin = (deed: SessionDeed) => {
    if (deed === 'correct') onCorrect();
    else if (deed === 'keep' || deed === 'retry') onDeed(deed, sessions.decide(id, deed));
    else setOpen(deed);
  };
  const confirm = (deed: Asked) => {
    close();
    onDeed(deed, sessions.decide(id, deed));
  };
  const renumber = (number: string) => {
    close();
    onDeed('renumber', sessions.renumber(id, number));
  };
  const nextFree = String(nextGoatNumber);
  return (
    <div className="session-deeds">
      {allowed.map((deed) => (
        <button
          key={deed}
          type="button"
          className={deed === 'discard' || deed === 'replace' ? 'button session-grave' : 'button'}
          disabled={isBusy}
          onClick={() => {
            begin(deed);
          }}
        >
          <Icon name={ICONS[deed]} />
          {words.sessions.deeds[deed]}
        </button>
      ))}
      {open !== null && open !== 'renumber' && (
        <Dialog title={words.sessions.ask[open](goatId)} onClose={close}>
          <div className="session-question">
            <p>{words.sessions.askText[open]}</p>
            <div className="session-answers">
              <button type="button" className="button" onClick={close}>
                {words.back}
              </button>
              <button
                type="button"
                className="button session-grave"
                onClick={() => {
                  confirm(open);
                }}
              >
                <Icon name={ICONS[open]} />
                {words.sessions.deeds[open]}
              </button>
            </div>
          </div>
        </Dialog>
      )}
      {open === 'renumber' && (
        <NumberPad
          title={words.sessions.newNumber}
          shape={GOAT_NUMBER_SHAPE}
          initial={nextFree}
          mayBeEmpty={false}
          onDone={renumber}
          onClose={close}
        >
          <button
            type="button"
            className="button"
            onClick={() => {
              renumber(nextFree);
            }}
          >
            {words.useNextFree(nextFree)}
          </button>
        </NumberPad>
      )}
    </div>
  );
}
