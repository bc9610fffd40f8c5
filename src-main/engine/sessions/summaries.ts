import { CAMERA_NAMES, forEachCamera } from '#contract/cameras';
import {
  ALLOWED_ACTIONS,
  type SessionAnswer,
  type AllowedAction,
  type SessionSummary,
} from '#contract/sessionApi';
import type { Session, SessionState } from '#contract/session';
import { goodImages } from '#engine/status/captureResults';

const RENUMBERED: ReadonlySet<SessionState> = new Set(['in-review', 'queued', 'needs-attention']);
const DISCARDED: ReadonlySet<SessionState> = new Set([...RENUMBERED, 'captured', 'exported']);
const CORRECTED: ReadonlySet<SessionState> = new Set([...DISCARDED, 'uploading', 'uploaded']);

/** What each deed needs a session to be. */
const NEEDS: Record<AllowedAction, (session: Session) => boolean> = {
  retry: ({ state, dataDue }) => isWaiting(state) || state === 'needs-attention' || dataDue === true,
  keep: ({ state }) => state === 'in-review',
  discard: ({ state }) => DISCARDED.has(state),
  delivered: ({ state }) => state === 'exported',
  replace: ({ state, fault }) => state === 'needs-attention' && fault?.code === 'GOAT_EXISTS',
  // What is in the store under the old number would stay there.
  renumber: ({ state, stored, claimed }) => RENUMBERED.has(state) && stored.length === 0 && !claimed,
  correct: ({ state, isTest }) => CORRECTED.has(state) && !isTest,
};

/** True where this may be done to a session as it stands. */
export function isActionAllowed(action: AllowedAction, session: Session): boolean {
  return NEEDS[action](session);
}

/** A session in one line. */
export function summaryOf(session: Session): SessionSummary {
  const pictures = Object.values(session.cameras).flatMap((camera) => camera.pictures);
  return {
    session_id: session.id,
    goat_id: session.goatId,
    state: session.state,
    simulated: session.simulated,
    source: session.source,
    started_at: session.startedAt,
    images: goodImages(session),
    bytes: pictures.reduce((sum, { bytes }) => sum + bytes, 0),
    uploaded: session.stored.map(({ key }) => key),
    cover: CAMERA_NAMES.find((name) => session.cameras[name].pictures.length > 0) ?? null,
    flagged: Object.values(session.cameras).some(({ notes }) =>
      notes.some(({ picture }) => picture !== null),
    ),
    data_due: session.dataDue ?? false,
    fault: session.fault,
  };
}

/** All about a session. */
export function answerOf(session: Session): SessionAnswer {
  return {
    ...summaryOf(session),
    goat_data: session.goatData,
    overwrite: session.overwrite,
    allowed: ALLOWED_ACTIONS.filter((action) => isActionAllowed(action, session)),
    finished_at: session.finishedAt,
    duration_sec: session.durationSec,
    cameras: forEachCamera((name) => {
      const { state, worstSpacingErrorMs, fault, notes, pictures } = session.cameras[name];
      return {
        state,
        worst_spacing_ms: worstSpacingErrorMs,
        fault,
        notes,
        pictures: pictures.map(({ timestampUs, arrivedMs, bytes }) => ({ timestampUs, arrivedMs, bytes })),
      };
    }),
    stored: session.stored,
    ...exportedOf(session),
  };
}

function exportedOf({ exported }: Session): Pick<SessionAnswer, 'exported'> {
  if (!exported) return {};
  const { at, stick, deliveredAt } = exported;
  return { exported: { at, stick, ...(deliveredAt !== undefined && { deliveredAt }) } };
}

function isWaiting(state: SessionState): boolean {
  return state === 'queued' || state === 'uploading' || state === 'exported';
}
