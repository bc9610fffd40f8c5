import { useCallback, useState } from 'react';
import type { QueueAnswer } from '#contract/sessionApi';
import { asAppError, type Fault } from '#contract/errors';
import type { SessionsClient } from '../client/kioskClient';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { useTranslation } from '../ui/useTranslation';
import { useFetch } from '../client/useFetch';
import { UploadRateChart } from './UploadRateChart';
import './QueuePanel.css';

interface QueuePanelProps {
  sessions: SessionsClient;
  /** Another one where it should be read again. */
  version: string;
  isLost: boolean;
  /** Shows the sessions that need a decision. */
  onAttention: () => void;
  /** Shows what can be copied to a USB stick. */
  onUsbExport: () => void;
}

/** What is on the way to the store, how fast, and what holds it up. */
export function QueuePanel({ sessions, version, isLost, onAttention, onUsbExport }: QueuePanelProps) {
  const { messages, describeFault, number } = useTranslation();
  const [tries, setTries] = useState(0);
  const [isTrying, setTrying] = useState(false);
  const [rejection, setRejection] = useState<Fault | null>(null);
  const { value: queue, fault } = useFetch(
    useCallback(() => sessions.queue(), [sessions]),
    `${version} ${tries}`,
  );
  const tryNow = async () => {
    setTrying(true);
    setRejection(null);
    try {
      await sessions.retryQueue();
      setTries(tries + 1);
    } catch (thrown) {
      setRejection(asAppError(thrown).fault);
    }
    setTrying(false);
  };
  const problem = rejection ?? fault;
  const isIdle = queue !== null && queue.waiting === 0 && queue.corrections === 0;
  // What goes by itself needs no push.
  const isResting = queue !== null && !isIdle && (queue.next_try_sec !== null || queue.alert !== null);
  return (
    <section className="panel queue" aria-label={messages.sessions.queue}>
      <h2 className="queue-title">{messages.sessions.queue}</h2>
      {problem && <Notice tone="error" {...describeFault(problem)} />}
      {queue && (
        <>
          <p className={isIdle ? 'queue-state queue-idle' : 'queue-state'} role="status">
            <Icon name={isIdle ? 'check' : 'send'} />
            {isIdle ? messages.sessions.allSent : stateMessage(queue)}
          </p>
          {queue.alert && <Notice tone="warning" {...describeFault(queue.alert)} />}
          {isResting && (
            <button
              type="button"
              className="button"
              disabled={isTrying || isLost}
              onClick={() => void tryNow()}
            >
              {isTrying ? messages.sessions.trying : messages.sessions.tryNow}
            </button>
          )}
          {queue.waiting > 0 && (
            <button type="button" className="button" onClick={onUsbExport}>
              {messages.usbExport.next}
            </button>
          )}
          {queue.needs_attention > 0 && (
            <button type="button" className="button queue-attention" onClick={onAttention}>
              <Icon name="warning" />
              {messages.sessions.needAttention(queue.needs_attention, number(queue.needs_attention))}
            </button>
          )}
          <Facts queue={queue} />
          {queue.rate_history.length > 1 && <UploadRateChart {...queue} />}
        </>
      )}
    </section>
  );

  function stateMessage({ waiting, sending, corrections }: QueueAnswer): string {
    if (waiting === 0) return messages.sessions.correctionsWait(corrections, number(corrections));
    const goats = messages.waitingSessions(waiting, number(waiting));
    return sending > 0 ? messages.sessions.sending(goats) : messages.sessions.waits(goats);
  }
}

function Facts({ queue }: { queue: QueueAnswer }) {
  const { messages, diskSpace, rate, duration } = useTranslation();
  const {
    waiting,
    bytes_waiting: bytes,
    bytes_per_second: speed,
    seconds_left: left,
    next_try_sec: next,
  } = queue;
  const facts = [
    waiting > 0 && { label: messages.sessions.bytesWaiting, value: diskSpace(bytes / 1e6) },
    speed > 0 && { label: messages.sessions.speed, value: rate(speed) },
    left !== null && waiting > 0 && { label: messages.sessions.timeLeft, value: duration(left) },
    next !== null && { label: messages.sessions.nextTry, value: duration(next) },
  ].filter((fact) => fact !== false);
  return (
    <dl className="queue-facts">
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
