import type { Fault } from '#contract/errors';
import { TEST_ID_PREFIX } from '#contract/goats';
import type { ReviewInfo } from '#contract/sessionApi';
import type { LastCapture, Overview } from '#contract/useCases';
import type { RecordRequest, StatusAnswer } from '#contract/captureApi';
import { forEachCamera } from '#contract/cameras';
import {
  emptyForm,
  goatDataOf,
  reduceForm,
  type FormEvent,
  type GoatForm,
  type WeightUnit,
} from '../ui/goatForm';

/** All that the capture screen remembers; what it shows follows from this alone. */
export interface CaptureState {
  form: GoatForm;
  overview: Overview;
  /** The goat (or the test) that was asked for and has no answer yet. */
  asked: { goatId: string } | null;
  cancelling: boolean;
  /** A decision about the capture under review is on its way. */
  deciding: boolean;
  /** Why the machine said no to the last touch. */
  rejection: Fault | null;
  /** The session whose end the person has seen; what was over before this screen opened counts as seen. */
  seenSession: string | null;
}

export type CaptureEvent =
  | { type: 'form-changed'; change: FormEvent }
  | { type: 'overview-came'; overview: Overview }
  | { type: 'capture-asked'; goatNumber: number }
  | { type: 'test-asked'; goatId: string }
  | { type: 'answered' }
  | { type: 'refused'; fault: Fault }
  | { type: 'cancel-asked' }
  | { type: 'decision-asked' }
  | { type: 'went-on' };

/** What the capture screen shows. */
export type CaptureView =
  | { kind: 'form' }
  | { kind: 'progress'; goatId: string }
  | { kind: 'review'; review: ReviewInfo }
  | { kind: 'outcome'; capture: LastCapture }
  | { kind: 'refusal'; fault: Fault };

/** The state of a screen that has just opened. */
export function openedScreen(overview: Overview, unit: WeightUnit): CaptureState {
  return {
    form: emptyForm(unit),
    overview,
    asked: null,
    cancelling: false,
    deciding: false,
    rejection: null,
    seenSession: lastSession(overview),
  };
}

/** The state after an event. */
export function reduceCapture(state: CaptureState, event: CaptureEvent): CaptureState {
  switch (event.type) {
    case 'form-changed':
      return { ...state, form: reduceForm(state.form, event.change) };
    case 'overview-came':
      return takeOverview(state, event.overview);
    case 'capture-asked':
      // From here on the number is this goat's own: while it is captured, the next free one is already another.
      return {
        ...ask(state, String(event.goatNumber)),
        form: { ...state.form, ownNumber: event.goatNumber },
      };
    case 'test-asked':
      return ask(state, event.goatId);
    case 'answered':
      return { ...state, asked: null, cancelling: false, deciding: false };
    case 'refused':
      return { ...state, asked: null, cancelling: false, deciding: false, rejection: event.fault };
    case 'cancel-asked':
      return { ...state, cancelling: true, rejection: null };
    case 'decision-asked':
      return { ...state, deciding: true, rejection: null };
    case 'went-on':
      return { ...state, rejection: null, seenSession: lastSession(state.overview) };
  }
}

/** What to show: a running capture before all else, then one under review, then a refusal, then an end that was not seen yet, then the form. */
export function viewOf({ overview, asked, rejection, seenSession }: CaptureState): CaptureView {
  if (overview.health.recording_active) {
    return { kind: 'progress', goatId: overview.status.goat_id ?? '' };
  }
  if (asked) return { kind: 'progress', goatId: asked.goatId };
  if (overview.review) return { kind: 'review', review: overview.review };
  if (rejection) return { kind: 'refusal', fault: rejection };
  const last = overview.last_capture;
  if (last && last.session_id !== seenSession) return { kind: 'outcome', capture: last };
  return { kind: 'form' };
}

/** The goat number on the form. */
export function goatNumberOf({ form, overview }: Pick<CaptureState, 'form' | 'overview'>): number {
  return form.ownNumber ?? overview.next_goat_number;
}

/** True where a goat's id is that of a test. */
export function isTestId(goatId: string): boolean {
  return goatId.startsWith(TEST_ID_PREFIX);
}

/** The cameras as they stand; all waiting at zero where a capture is only asked for yet. */
export function camerasOf(overview: Overview): StatusAnswer['cameras'] {
  if (overview.health.recording_active) return overview.status.cameras;
  return forEachCamera(() => ({ state: 'waiting', images: 0 }));
}

/** Counts the seconds in which pictures are taken, over all cameras: those that wait for each other one after the other. */
export function newestPicture(cameras: StatusAnswer['cameras']): number {
  const recording = Object.values(cameras).filter(({ state }) => state === 'recording');
  const done = Object.values(cameras).filter(({ state }) => state === 'checking' || state === 'captured');
  return recording.length === 0 ? 0 : Math.max(...recording.map(({ images }) => images)) + 100 * done.length;
}

/** Why a test can't start: missing cameras are no reason while at least one is there. */
export function testBlockingFault({ obstacle: blockingFault, health }: Overview): Fault | null {
  if (blockingFault?.code !== 'MISSING_CAMERAS') return blockingFault;
  return Object.values(health.cameras).some(Boolean) ? null : blockingFault;
}

/** The request for the goat on the form. */
export function captureRequest(state: CaptureState): RecordRequest & { goat_id: string } {
  return { goat_id: String(goatNumberOf(state)), goat_data: goatDataOf(state.form), is_test: false };
}

/** The request for a test; `nowMs` is the time since 1970 in ms. */
export function testRequest(nowMs: number): RecordRequest & { goat_id: string } {
  return { goat_id: `${TEST_ID_PREFIX}${nowMs}`, is_test: true, require_all_cameras: false };
}

function ask(state: CaptureState, goatId: string): CaptureState {
  return { ...state, asked: { goatId }, rejection: null, seenSession: lastSession(state.overview) };
}

function takeOverview(state: CaptureState, overview: Overview): CaptureState {
  // While a request is looked at, a capture seems to run that may be refused: only a session of its own has begun.
  const hasBegun =
    overview.health.recording_active && overview.status.session_id !== state.overview.status.session_id;
  const last = overview.last_capture;
  // Who has reviewed a capture has seen its end.
  const reviewed = state.overview.review ?? overview.review;
  const isNewEnd = last !== null && last.session_id !== lastSession(state.overview);
  return {
    ...state,
    overview,
    form: isNewEnd && hasUploaded(last, state.form) ? emptyForm(state.form.unit) : state.form,
    rejection: hasBegun ? null : state.rejection,
    seenSession: reviewed && reviewed.session_id === last?.session_id ? last.session_id : state.seenSession,
  };
}

/** True where the goat of the form is done: its pictures are good and were no test. */
function hasUploaded(last: LastCapture, form: GoatForm): boolean {
  return last.outcome === 'captured' && !last.is_test && last.goat_id === String(form.ownNumber);
}

function lastSession(overview: Overview): string | null {
  return overview.last_capture?.session_id ?? null;
}
