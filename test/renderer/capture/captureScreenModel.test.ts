import { describe, expect, test, vi } from 'vitest';
import type { RecordAnswer } from '#contract/captureApi';
import type { SessionAnswer } from '#contract/sessionApi';
import { appError } from '#contract/errors';
import type { KioskClient, KioskState } from '../../../src-renderer/client/kioskClient';
import { createStore } from '../../../src-renderer/client/store';
import { viewOf } from '../../../src-renderer/capture/captureFlow';
import { createCaptureScreenModel } from '../../../src-renderer/capture/captureScreenModel';
import { deferred } from '#support/deferred';
import { capturingExample, overviewExample } from '#support/overviewExample';
import { sessionExample } from '#support/sessionExample';

function setUp() {
  const overview = overviewExample();
  const state = createStore<KioskState>({
    connection: 'connected',
    overview,
    receivedAtMs: 0,
    loggedIn: false,
  });
  const record = vi.fn<KioskClient['record']>();
  const cancel = vi.fn<KioskClient['cancel']>();
  const decide = vi.fn<KioskClient['sessions']['decide']>();
  const notAsked = () => Promise.reject(new Error('not asked for here'));
  const sessions = {
    decide,
    ...{
      list: notAsked,
      detail: notAsked,
      renumber: notAsked,
      correct: notAsked,
      queue: notAsked,
      retryQueue: notAsked,
    },
  };
  const client: KioskClient = {
    state,
    start: () => () => undefined,
    shown: null,
    record,
    cancel,
    benchmarkBus: notAsked,
    diagnose: notAsked,
    bundle: { address: '' },
    sessions,
    usbExport: { read: notAsked, copy: notAsked, cancel: notAsked, delivered: notAsked },
    preview: { address: (camera) => camera },
    focus: notAsked,
    settings: { read: notAsked, save: notAsked, restart: notAsked },
    cameraSettings: { read: notAsked, save: notAsked, snapshot: notAsked, restart: notAsked },
    store: null,
    wifi: null,
    pin: null,
    setupWizard: null,
    clock: { read: notAsked, timeZones: notAsked, setTime: notAsked, setBrightness: notAsked },
    machine: null,
    access: {
      wantsCurrentPassword: false,
      ...{ changePassword: notAsked, logOutEverywhere: notAsked },
      ...{ tokens: notAsked, makeToken: notAsked, revokeToken: notAsked },
    },
    remoteAccess: null,
    account: null,
  };
  const model = createCaptureScreenModel(client, overview, 'lbs', () => 1234);
  const stop = model.start();
  return { state, record, cancel, decide, model, stop };
}

const started: RecordAnswer = {
  status: 'capture_started',
  goat_id: '17',
  session_id: 'running',
  num_images: 20,
  capture_fps: 1,
  resolution: '4656x3496',
  is_test: false,
  require_all_cameras: true,
  cameras_expected: ['side', 'top', 'front'],
  cameras_available: ['side', 'top', 'front'],
  cameras_missing: [],
  warning: null,
};

describe('the capture screen', () => {
  test('starts once, however often CAPTURE is touched before the answer', async () => {
    const { record, model } = setUp();
    const answer = deferred<RecordAnswer>();
    record.mockReturnValue(answer.promise);
    const touches = [model.capture(), model.capture(), model.test()];
    expect(viewOf(model.state.get())).toEqual({ kind: 'progress', goatId: '17' });
    answer.resolve(started);
    await Promise.all(touches);
    expect(record.mock.calls).toEqual([[{ goat_id: '17', goat_data: {}, is_test: false }]]);
  });

  test('sends a test with the time as its id', async () => {
    const { record, model } = setUp();
    record.mockResolvedValue(started);
    await model.test();
    expect(record).toHaveBeenCalledWith({ goat_id: 'test_1234', is_test: true, require_all_cameras: false });
  });

  test('shows why a capture was refused', async () => {
    const { record, model } = setUp();
    record.mockRejectedValue(appError('GOAT_EXISTS', { goat_id: '17' }));
    await model.capture();
    expect(viewOf(model.state.get())).toEqual({
      kind: 'refusal',
      fault: { code: 'GOAT_EXISTS', parameters: { goat_id: '17' } },
    });
    model.goOn();
    expect(viewOf(model.state.get())).toEqual({ kind: 'form' });
  });

  test('takes a goat anew whose number is taken, where that is wanted', async () => {
    const { record, model } = setUp();
    record.mockRejectedValueOnce(appError('GOAT_EXISTS', { goat_id: '17' }));
    record.mockResolvedValue(started);
    await model.capture();
    await model.retakeGoat();
    const request = { goat_id: '17', goat_data: {}, is_test: false };
    expect(record.mock.calls).toEqual([[request], [{ ...request, overwrite: true }]]);
  });

  test('discards what is taken again, and takes the same goat with the same data', async () => {
    const { record, decide, model } = setUp();
    const discarded = deferred<SessionAnswer>();
    decide.mockReturnValue(discarded.promise);
    record.mockResolvedValue(started);
    const retaken = model.retake(sessionExample());
    expect(model.state.get().deciding).toBe(true);
    expect(record).not.toHaveBeenCalled();
    discarded.resolve(sessionExample({ state: 'discarded' }));
    await retaken;
    expect(decide).toHaveBeenCalledExactlyOnceWith(sessionExample().session_id, 'discard');
    const data = { description: 'meat' };
    expect(record).toHaveBeenCalledExactlyOnceWith({ goat_id: '17', goat_data: data, is_test: false });
    expect(model.state.get().deciding).toBe(false);
  });

  test('takes nothing again that could not be discarded', async () => {
    const { record, decide, model } = setUp();
    decide.mockRejectedValue(appError('SESSION_STATE', { goat_id: '17' }));
    await model.retake(sessionExample());
    expect(record).not.toHaveBeenCalled();
    expect(model.state.get()).toMatchObject({ deciding: false, rejection: { code: 'SESSION_STATE' } });
  });

  test('follows the client until it is stopped, and cancels', async () => {
    const { state, cancel, model, stop } = setUp();
    state.set({ ...state.get(), overview: capturingExample('9') });
    expect(viewOf(model.state.get())).toEqual({ kind: 'progress', goatId: '9' });
    cancel.mockResolvedValue();
    await model.cancel();
    expect(cancel).toHaveBeenCalledOnce();
    expect(model.state.get().cancelling).toBe(false);
    stop();
    state.set({ ...state.get(), overview: overviewExample() });
    expect(viewOf(model.state.get())).toEqual({ kind: 'progress', goatId: '9' });
  });
});
