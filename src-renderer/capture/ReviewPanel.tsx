import type { ReviewInfo } from '#contract/sessionApi';
import type { SessionsClient } from '../client/kioskClient';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { SessionPictures } from '../sessions/SessionPictures';
import { useTranslation } from '../ui/useTranslation';
import type { CaptureState } from './captureFlow';
import type { CaptureScreenModel } from './captureScreenModel';
import { useSecondsLeft } from '../ui/useSeconds';
import { useSession } from '../client/useSession';
import './ReviewPanel.css';

interface ReviewPanelProps {
  sessions: SessionsClient;
  model: CaptureScreenModel;
  state: CaptureState;
  review: ReviewInfo;
  /** When the overview arrived, in ms of `performance.now()`. */
  receivedAtMs: number;
}

/** After a capture: its pictures, and whether to keep them. Who does nothing keeps them. */
export function ReviewPanel({ sessions, model, state, review, receivedAtMs }: ReviewPanelProps) {
  const { messages, number, describeFault } = useTranslation();
  const { deciding, rejection, overview } = state;
  const { value: session, fault } = useSession(sessions, review.session_id, overview.sessions_version);
  const seconds = useSecondsLeft(review.ends_in_ms, receivedAtMs);
  const problem = rejection ?? fault;
  return (
    <section className="panel review">
      <div className="review-head" role="status">
        <h2>
          <Icon name="check" />
          {messages.capturedTitle(review.goat_id)}
        </h2>
        {session && (
          <p>
            {messages.capturedText(number(session.images))}{' '}
            {overview.health.simulated && messages.capturedSimulatedFix}
          </p>
        )}
      </div>
      {problem && <Notice tone="error" {...describeFault(problem)} />}
      <div className="review-pictures">{session && <SessionPictures session={session} />}</div>
      <div className="review-buttons">
        <button
          type="button"
          className="button review-bad"
          disabled={deciding}
          onClick={() => void model.decide(review.session_id, 'discard')}
        >
          <Icon name="cross" />
          {messages.discard}
        </button>
        <button
          type="button"
          className="button review-bad"
          disabled={deciding || !session}
          onClick={() => session && void model.retake(session)}
        >
          <Icon name="camera" />
          {messages.retake}
        </button>
        <button
          type="button"
          className="button button-main review-keep"
          disabled={deciding}
          onClick={() => void model.decide(review.session_id, 'keep')}
        >
          <Icon name="check" />
          {messages.keep} <span aria-hidden="true">({messages.seconds(number(seconds))})</span>
        </button>
      </div>
    </section>
  );
}
