import type { SessionAnswer } from '#contract/sessionApi';
import { asAppError } from '#contract/errors';
import type { RecordRequest } from '#contract/captureApi';
import type { Overview } from '#contract/useCases';
import type { KioskClient } from '../client/kioskClient';
import { createStore, type Store } from '../client/store';
import {
  captureRequest,
  goatNumberOf,
  openedScreen,
  reduceCapture,
  testRequest,
  viewOf,
  type CaptureEvent,
  type CaptureState,
} from './captureFlow';
import type { FormEvent, WeightUnit } from '../ui/goatForm';

/** The capture screen without its looks: what it shows, and what can be done on it. */
export interface CaptureScreenModel {
  readonly state: Pick<Store<CaptureState>, 'get' | 'subscribe'>;
  /** Begins to follow the client; the returned function ends that. */
  readonly start: () => () => void;
  readonly change: (change: FormEvent) => void;
  readonly capture: () => Promise<void>;
  /** The same for a goat whose number is taken: its pictures take the place of the earlier ones. */
  readonly retakeGoat: () => Promise<void>;
  readonly test: () => Promise<void>;
  readonly cancel: () => Promise<void>;
  readonly decide: (id: string, action: 'keep' | 'discard') => Promise<void>;
  /** Discards the capture under review and takes the same goat again. */
  readonly retake: (session: Pick<SessionAnswer, 'session_id' | 'goat_id' | 'goat_data'>) => Promise<void>;
  /** Leaves what is told of an ended or refused capture. */
  readonly goOn: () => void;
}

/** Makes the capture screen's model, from the overview that the client has by then. `nowMs` gives the milliseconds since 1970. */
export function createCaptureScreenModel(
  client: KioskClient,
  overview: Overview,
  unit: WeightUnit,
  nowMs: () => number = Date.now,
): CaptureScreenModel {
  const state = createStore(openedScreen(overview, unit));
  const dispatch = (event: CaptureEvent) => {
    state.set(reduceCapture(state.get(), event));
  };
  const look = () => {
    const { overview: newest } = client.state.get();
    if (newest && newest !== state.get().overview) dispatch({ type: 'overview-came', overview: newest });
  };
  const answer = async (call: Promise<unknown>) => {
    try {
      await call;
      dispatch({ type: 'answered' });
    } catch (thrown) {
      dispatch({ type: 'refused', fault: asAppError(thrown).fault });
    }
  };
  /** A second touch while the first has no answer yet must not start anything. */
  const begin = async (event: CaptureEvent, request: RecordRequest) => {
    if (viewOf(state.get()).kind !== 'form') return;
    dispatch(event);
    await answer(client.record(request));
  };
  const capture = (more: Pick<RecordRequest, 'overwrite'> = {}) =>
    begin(
      { type: 'capture-asked', goatNumber: goatNumberOf(state.get()) },
      { ...captureRequest(state.get()), ...more },
    );

  return {
    state,
    start() {
      look();
      return client.state.subscribe(look);
    },
    change(change) {
      dispatch({ type: 'form-changed', change });
    },
    capture: () => capture(),
    async retakeGoat() {
      dispatch({ type: 'went-on' });
      await capture({ overwrite: true });
    },
    async test() {
      const request = testRequest(nowMs());
      await begin({ type: 'test-asked', goatId: request.goat_id }, request);
    },
    async cancel() {
      dispatch({ type: 'cancel-asked' });
      await answer(client.cancel());
    },
    async decide(id, action) {
      dispatch({ type: 'decision-asked' });
      await answer(client.sessions.decide(id, action));
    },
    async retake({ session_id: id, goat_id, goat_data }) {
      dispatch({ type: 'decision-asked' });
      await answer(
        client.sessions
          .decide(id, 'discard')
          .then(() => client.record({ goat_id, goat_data, is_test: false })),
      );
    },
    goOn() {
      dispatch({ type: 'went-on' });
    },
  };
}
