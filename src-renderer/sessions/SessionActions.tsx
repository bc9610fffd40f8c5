import { useState } from 'react';
import type { SessionAnswer, AllowedAction } from '#contract/sessionApi';
import type { SessionsClient } from '../client/kioskClient';
import { Dialog } from '../ui/Dialog';
import { Icon, type IconName } from '../ui/Icon';
import { GOAT_NUMBER_SHAPE } from '../ui/keypad';
import { NumberPad } from '../ui/NumberPad';
import { useTranslation } from '../ui/useTranslation';

const ICONS: Record<AllowedAction, IconName> = {
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

interface SessionActionsProps {
  session: SessionAnswer;
  sessions: SessionsClient;
  nextGoatNumber: number;
  isBusy: boolean;
  onCorrect: () => void;
  onAction: (action: AllowedAction, call: Promise<SessionAnswer>) => void;
}

/** What can be done to a session as it stands; what can't be undone is asked about first. */
export function SessionActions({
  session,
  sessions,
  nextGoatNumber,
  isBusy,
  onCorrect,
  onAction,
}: SessionActionsProps) {
  const { messages } = useTranslation();
  const [open, setOpen] = useState<Asked | 'renumber' | null>(null);
  const { session_id: id, goat_id: goatId, allowed } = session;
  const close = () => {
    setOpen(null);
  };
  const begin = (action: AllowedAction) => {
    if (action === 'correct') onCorrect();
    else if (action === 'keep' || action === 'retry') onAction(action, sessions.decide(id, action));
    else setOpen(action);
  };
  const confirm = (action: Asked) => {
    close();
    onAction(action, sessions.decide(id, action));
  };
  const renumber = (number: string) => {
    close();
    onAction('renumber', sessions.renumber(id, number));
  };
  const nextFree = String(nextGoatNumber);
  return (
    <div className="session-deeds">
      {allowed.map((action) => (
        <button
          key={action}
          type="button"
          className={action === 'discard' || action === 'replace' ? 'button session-grave' : 'button'}
          disabled={isBusy}
          onClick={() => {
            begin(action);
          }}
        >
          <Icon name={ICONS[action]} />
          {messages.sessions.actions[action]}
        </button>
      ))}
      {open !== null && open !== 'renumber' && (
        <Dialog title={messages.sessions.ask[open](goatId)} onClose={close}>
          <div className="session-question">
            <p>{messages.sessions.askText[open]}</p>
            <div className="session-answers">
              <button type="button" className="button" onClick={close}>
                {messages.back}
              </button>
              <button
                type="button"
                className="button session-grave"
                onClick={() => {
                  confirm(open);
                }}
              >
                <Icon name={ICONS[open]} />
                {messages.sessions.actions[open]}
              </button>
            </div>
          </div>
        </Dialog>
      )}
      {open === 'renumber' && (
        <NumberPad
          title={messages.sessions.newNumber}
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
            {messages.useNextFree(nextFree)}
          </button>
        </NumberPad>
      )}
    </div>
  );
}
