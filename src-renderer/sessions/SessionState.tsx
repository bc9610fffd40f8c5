import type { SessionSummary } from '#contract/sessionApi';
import { Icon } from '../ui/Icon';
import { useTranslation } from '../ui/useTranslation';
import { STATE_LOOKS } from './sessionFilters';

/** How a session stands, in words, and what is worth knowing of it. */
export function SessionState({ session }: { session: SessionSummary }) {
  const { messages } = useTranslation();
  const { icon, tone } = STATE_LOOKS[session.state];
  return (
    <span className="session-state">
      <span className={`session-tone session-${tone}`}>
        <Icon name={icon} />
        {messages.sessions.states[session.state]}
      </span>
      {session.simulated && <span className="session-mark">{messages.simulated}</span>}
      {session.flagged && (
        <span className="session-mark">
          <Icon name="warning" />
          {messages.sessions.flagged}
        </span>
      )}
      {session.data_due && (
        <span className="session-mark">
          <Icon name="pencil" />
          {messages.sessions.dataDue}
        </span>
      )}
    </span>
  );
}
