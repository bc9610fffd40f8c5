import { describe, expect, test } from 'vitest';
import type { Fault } from '#contract/errors';
import type { Overview } from '#contract/useCases';
import {
  camerasOf,
  captureRequest,
  goatNumberOf,
  newestPicture,
  openedScreen,
  reduceCapture,
  testBlockingFault,
  testRequest,
  viewOf,
  type CaptureEvent,
  type CaptureState,
} from '../../../src-renderer/capture/captureFlow';
import { capturingExample, endExample, overviewExample } from '#support/overviewExample';

const after = (state: CaptureState, ...events: CaptureEvent[]) => events.reduce(reduceCapture, state);
const opened = (overview = overviewExample()) => openedScreen(overview, 'lbs');
const came = (overview: Overview): CaptureEvent => ({ type: 'overview-came', overview });
const chosen = (goatNumber: number): CaptureEvent => ({
  type: 'form-changed',
  change: { type: 'number-chosen', goatNumber },
});
const touched: CaptureEvent = {
  type: 'form-changed',
  change: { type: 'description-touched', description: 'meat' },
};
const asked: CaptureEvent = { type: 'capture-asked', goatNumber: 17 };
const taken: Fault = { code: 'GOAT_EXISTS', parameters: { goat_id: '17' } };

describe('the goat number', () => {
  test('follows the next free one while none was chosen', () => {
    const state = after(opened(), came(overviewExample({ next_goat_number: 21 })));
    expect(goatNumberOf(state)).toBe(21);
  });

  test('stays where a person has chosen one, until the next free one is wanted', () => {
    const state = after(opened(), chosen(5), came(overviewExample({ next_goat_number: 21 })));
    expect(goatNumberOf(state)).toBe(5);
    const back = after(state, { type: 'form-changed', change: { type: 'next-free-chosen' } });
    expect(goatNumberOf(back)).toBe(21);
  });

  test('stays with the goat while it is captured, and after it failed', () => {
    const running = after(opened(), asked, came(capturingExample('17', { next_goat_number: 18 })));
    expect(goatNumberOf(running)).toBe(17);
    const fault: Fault = { code: 'CAMERA_LOST', parameters: { camera: 'top' } };
    const end = endExample({ outcome: 'failed', fault });
    const failed = after(
      running,
      touched,
      came(overviewExample({ next_goat_number: 18, last_capture: end })),
    );
    expect(goatNumberOf(failed)).toBe(17);
    expect(failed.form.description).toBe('meat');
  });

  test('goes on to the next free one after a success, with an empty form that keeps its unit', () => {
    const state = after(
      opened(),
      { type: 'form-changed', change: { type: 'unit-chosen', unit: 'kg' } },
      touched,
      asked,
      { type: 'answered' },
      came(capturingExample('17')),
      came(overviewExample({ next_goat_number: 18, last_capture: endExample() })),
    );
    expect(goatNumberOf(state)).toBe(18);
    expect(state.form).toMatchObject({ description: null, weight: '', unit: 'kg' });
  });

  test("keeps the form through a test and through another person's goat", () => {
    const test_ = endExample({ goat_id: 'test_1', is_test: true });
    expect(
      after(opened(), touched, chosen(17), came(overviewExample({ last_capture: test_ }))).form.description,
    ).toBe('meat');
    const other = endExample({ goat_id: '16' });
    expect(
      after(opened(), touched, chosen(17), came(overviewExample({ last_capture: other }))).form.description,
    ).toBe('meat');
  });
});

describe('what the screen shows', () => {
  test('the form at first, even where a capture has ended before the screen opened', () => {
    expect(viewOf(opened())).toEqual({ kind: 'form' });
    expect(viewOf(opened(overviewExample({ last_capture: endExample() })))).toEqual({ kind: 'form' });
  });

  test('progress from the touch on, before the machine has answered', () => {
    expect(viewOf(after(opened(), asked))).toEqual({ kind: 'progress', goatId: '17' });
    expect(camerasOf(overviewExample()).front).toEqual({ state: 'waiting', images: 0 });
  });

  test('a capture that somebody else has started', () => {
    const overview = capturingExample('31');
    const state = after(opened(), came(overview));
    expect(viewOf(state)).toEqual({ kind: 'progress', goatId: '31' });
    expect(camerasOf(overview).side).toEqual({ state: 'recording', images: 7 });
  });

  test('the end once, until the person goes on', () => {
    const state = after(
      opened(),
      came(capturingExample('17')),
      came(overviewExample({ last_capture: endExample() })),
    );
    expect(viewOf(state)).toEqual({ kind: 'outcome', capture: endExample() });
    const on = after(state, { type: 'went-on' });
    expect(viewOf(on)).toEqual({ kind: 'form' });
    expect(
      viewOf(after(on, came(overviewExample({ last_capture: endExample(), waiting_sessions: 1 })))),
    ).toEqual({
      kind: 'form',
    });
  });

  test('the pictures under review, and at once the empty form when they are kept', () => {
    const review = { session_id: 'first', goat_id: '17', ends_in_ms: 9000 };
    const state = after(
      opened(),
      touched,
      asked,
      { type: 'answered' },
      came(capturingExample('17')),
      came(overviewExample({ last_capture: endExample(), review, next_goat_number: 18 })),
    );
    expect(viewOf(state)).toEqual({ kind: 'review', review });
    const kept = after(state, came(overviewExample({ last_capture: endExample(), next_goat_number: 18 })));
    expect(viewOf(kept)).toEqual({ kind: 'form' });
    expect(kept.form.description).toBeNull();
    expect(goatNumberOf(kept)).toBe(18);
  });

  test('the end already while its upload still goes on', () => {
    const { status } = capturingExample('17');
    const uploading = overviewExample({
      status: { ...status, progress: 'uploading' },
      last_capture: endExample(),
    });
    expect(viewOf(after(opened(), came(uploading))).kind).toBe('outcome');
  });

  test('why the machine said no, and the form after it', () => {
    const state = after(opened(), asked, { type: 'refused', fault: taken });
    expect(viewOf(state)).toEqual({ kind: 'refusal', fault: taken });
    expect(viewOf(after(state, { type: 'went-on' }))).toEqual({ kind: 'form' });
  });

  test('stays when the request itself seemed to be a capture while it was looked at', () => {
    const { health } = overviewExample();
    const admitting = overviewExample({ health: { ...health, recording_active: true } });
    const state = after(
      opened(),
      asked,
      { type: 'refused', fault: taken },
      came(admitting),
      came(overviewExample()),
    );
    expect(viewOf(state)).toEqual({ kind: 'refusal', fault: taken });
  });

  test('no old refusal after a capture that began meanwhile', () => {
    const state = after(
      opened(),
      asked,
      { type: 'refused', fault: taken },
      came(capturingExample('17')),
      came(overviewExample()),
    );
    expect(viewOf(state)).toEqual({ kind: 'form' });
  });

  test('a cancel that failed is told beside the progress', () => {
    const running = after(opened(), came(capturingExample('17')), { type: 'cancel-asked' });
    expect(running.cancelling).toBe(true);
    const failed = after(running, { type: 'refused', fault: { code: 'CONNECTION_LOST', parameters: {} } });
    expect(failed).toMatchObject({ cancelling: false, rejection: { code: 'CONNECTION_LOST' } });
    expect(viewOf(failed).kind).toBe('progress');
  });
});

describe('the seconds of a capture', () => {
  const waiting = { state: 'waiting', images: 0 } as const;
  const at = (side: number, top: number) =>
    newestPicture({
      side: { state: 'recording', images: side },
      top: { state: 'recording', images: top },
      front: waiting,
    });

  test('change once where cameras are recorded at the same time', () => {
    expect(at(3, 4)).toBe(at(4, 4));
    expect(at(4, 5)).not.toBe(at(4, 4));
  });

  test('go on with the camera that waited for the others', () => {
    const done = { state: 'captured', images: 20 } as const;
    const last = (images: number) =>
      newestPicture({ side: done, top: done, front: { state: 'recording', images } });
    expect(last(1)).not.toBe(last(2));
    expect(last(4)).not.toBe(at(4, 4));
  });

  test('are none where no camera is recorded', () => {
    expect(newestPicture({ side: waiting, top: waiting, front: waiting })).toBe(0);
  });
});

describe('what is sent', () => {
  test('CAPTURE sends the number, the data and that it is no test', () => {
    expect(captureRequest(after(opened(), chosen(42), touched))).toEqual({
      goat_id: '42',
      goat_data: { description: 'meat' },
      is_test: false,
    });
  });

  test('TEST sends an id of its own and takes what cameras there are', () => {
    expect(testRequest(1_770_765_000_000)).toEqual({
      goat_id: 'test_1770765000000',
      is_test: true,
      require_all_cameras: false,
    });
  });

  test('missing cameras hinder a test only where none is left', () => {
    const blockingFault: Fault = { code: 'MISSING_CAMERAS', parameters: { cameras: 'top' } };
    const { health } = overviewExample();
    const withCameras = (side: boolean) =>
      overviewExample({
        obstacle: blockingFault,
        health: { ...health, cameras: { side, top: false, front: false } },
      });
    expect(testBlockingFault(withCameras(true))).toBeNull();
    expect(testBlockingFault(withCameras(false))).toBe(blockingFault);
    const full: Fault = { code: 'LOW_DISK_SPACE', parameters: { free_mb: 1, required_mb: 1000 } };
    expect(testBlockingFault(overviewExample({ obstacle: full }))).toBe(full);
  });
});
