import type { ReactNode } from 'react';
import type { Overview } from '#contract/useCases';
import { useTranslation } from '../ui/useTranslation';
import { Icon } from '../ui/Icon';
import { MachineComponents } from './MachineComponents';
import type { Navigation } from './ComponentPanel';
import './StatusStrip.css';

interface StatusStripProps {
  overview: Overview;
  isLost: boolean;
  navigation: Navigation;
  /** The buttons at its end. */
  children: ReactNode;
}

/** How the machine is, at a glance: its numbers, and in words what is wrong. Old news is not shown while the connection is lost. */
export function StatusStrip({ overview, isLost, navigation, children }: StatusStripProps) {
  const { messages } = useTranslation();
  const { simulated } = overview.health;
  return (
    <header className="strip">
      <h1 className="strip-name">{messages.appName}</h1>
      {isLost ? (
        <Lost />
      ) : (
        <div className="strip-machine">
          {simulated && (
            <p className="strip-simulated">
              <b>{messages.simulated}</b>
              <span>{messages.simulatedHint}</span>
            </p>
          )}
          <Queue overview={overview} onTouch={navigation.onSessions} />
          <MachineComponents overview={overview} navigation={navigation} />
        </div>
      )}
      <div className="strip-buttons">{children}</div>
    </header>
  );
}

function Lost() {
  const { messages } = useTranslation();
  return (
    <p className="strip-lost" role="alert">
      <Icon name="unplugged" />
      <span>
        <b>{messages.connectionLost}</b> {messages.reconnecting}
      </span>
    </p>
  );
}

/** What waits for the store, and whether something waits for a person. */
function Queue({ overview, onTouch }: { overview: Overview; onTouch: () => void }) {
  const { messages, number } = useTranslation();
  const { waiting_sessions: waiting, needs_attention: attention } = overview;
  return (
    <button
      type="button"
      className={attention > 0 ? 'part part-queue part-warning' : 'part part-queue'}
      onClick={onTouch}
    >
      <Icon name={attention > 0 ? 'warning' : 'send'} />
      <span className="part-lines">
        <span>
          <span className="spoken">{messages.waiting}: </span>
          <b className="part-value">
            {waiting === 0 ? messages.nothingWaits : messages.waitingSessions(waiting, number(waiting))}
          </b>
        </span>
        {attention > 0 && (
          <span className="part-attention">
            {' '}
            {messages.sessions.needAttention(attention, number(attention))}
          </span>
        )}
      </span>
    </button>
  );
}
