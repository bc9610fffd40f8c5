import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAMERA_NAMES, type CameraName } from '#contract/cameras';
import { appError } from '#contract/errors';
import { cameraMayBecome, CAMERA_TRANSITIONS, type CameraState } from '#contract/session';
import { CaptureProgress } from '#engine/capture/captureProgress';
import { CaptureRun } from '#engine/capture/captureRun';
import type { CaptureCamera, CaptureCameraOptions, CameraCapture } from '#engine/capture/captureCamera';
import { captureTools, sampleCamera, testSettings } from '#support/capture';

const CAMERAS = CAMERA_NAMES.map((name) => sampleCamera(name, name));
const GOOD: CameraCapture = { pictures: [], worstSpacingErrorMs: 0, warnings: [] };

/** How a scripted camera can fail in one try. */
const FAULTS = {
  bandwidthLimited: (camera: CameraName) => appError('USB_BANDWIDTH', { camera }),
  killed: (camera: CameraName) => appError('FFMPEG_KILLED', { camera, signal: 'SIGKILL' }),
  silent: (camera: CameraName) => appError('CAMERA_STALLED', { camera, seconds: 6 }),
  lost: (camera: CameraName) => appError('CAMERA_LOST', { camera }),
  'disk-full': () => appError('DISK_FULL', {}),
};
type Failure = keyof typeof FAULTS;
type Act = Failure | 'good';

/** A run whose cameras act as scripted, try by try (then well), and every call in the order in which it came. */
function scriptedRun(
  acts: Partial<Record<CameraName, Act[]>>,
  { allOrNothing = true, total = 3, onStart = (): void => undefined, cameras = CAMERAS } = {},
) {
  const calls: CameraName[][] = [];
  const states: CameraState[][] = [];
  const lessons: [number, string][] = [];
  const left = structuredClone(acts);
  let atOnce: CameraName[] = [];
  const take: CaptureCamera = async ({ name }, options: CaptureCameraOptions) => {
    if (atOnce.length === 0) calls.push(atOnce);
    atOnce.push(name);
    onStart();
    const act = left[name]?.shift() ?? 'good';
    try {
      // All cameras of a step have started by then; those that are good or get lost have streamed.
      await Promise.resolve();
      options.signal.throwIfAborted();
      if (act !== 'silent') options.onStreaming();
      options.onPicture(1);
      await new Promise((resolve) => setImmediate(resolve));
      options.signal.throwIfAborted();
      if (act !== 'good') throw FAULTS[act](name);
      options.onRecorded();
      return GOOD;
    } finally {
      atOnce = [];
    }
  };
  const run: CaptureRun = new CaptureRun(
    {
      cameras,
      folderOf: (camera) => camera,
      settings: testSettings(),
      limits: { total, perController: 3 },
      controllerOf: () => 'usb',
      allOrNothing,
      onChecked: () => undefined,
      onChange: () => states.push(CAMERA_NAMES.map((name) => run.progress[name].state)),
      onReducedConcurrency: (fewer, because) => lessons.push([fewer, because]),
    },
    captureTools(),
    take,
  );
  const ended = () => CAMERA_NAMES.map((name) => run.progress[name].state);
  return { run, calls, states, lessons, ended };
}

describe('CaptureRun', () => {
  it('records step by step', async () => {
    const { run, calls, lessons, ended } = scriptedRun({}, { total: 2 });
    expect(await run.run()).toEqual({ state: 'captured', fault: null });
    expect(calls).toEqual([['side', 'top'], ['front']]);
    expect(ended()).toEqual(['captured', 'captured', 'captured']);
    expect(lessons).toEqual([]);
  });

  it.each<Failure>(['bandwidthLimited', 'killed', 'silent'])(
    'goes on with fewer at once where one is %s, and keeps what is good',
    async (act) => {
      const { run, calls, lessons } = scriptedRun({ top: [act] });
      expect((await run.run()).state).toBe('captured');
      expect(calls).toEqual([['side', 'top', 'front'], ['top']]);
      expect(lessons).toEqual([[2, FAULTS[act]('top').code]]);
      expect(run.progress.top.notes).toMatchObject([{ kind: 'recorded-later', picture: null }]);
      expect(run.progress.side.notes).toEqual([]);
    },
  );

  it('goes down to one at a time', async () => {
    const { run, calls, lessons } = scriptedRun({
      side: ['bandwidthLimited', 'bandwidthLimited'],
      top: ['bandwidthLimited'],
    });
    expect((await run.run()).state).toBe('captured');
    expect(calls).toEqual([['side', 'top', 'front'], ['side', 'top'], ['side']]);
    expect(lessons.map(([total]) => total)).toEqual([2, 1]);
  });

  it.each<Failure>(['bandwidthLimited', 'killed', 'silent'])(
    'fails where a camera is %s all alone',
    async (act) => {
      const { run, ended } = scriptedRun({ side: [act] }, { total: 1 });
      expect(await run.run()).toMatchObject({ state: 'failed', fault: { code: FAULTS[act]('side').code } });
      expect(ended()).toEqual(['failed', 'cancelled', 'cancelled']);
    },
  );

  it('does not take silence for want of bandwidth where no other camera streams', async () => {
    const { run } = scriptedRun({ side: ['silent'], top: ['silent'], front: ['silent'] });
    expect(await run.run()).toMatchObject({ state: 'failed', fault: { code: 'CAMERA_STALLED' } });
  });

  it('does not take silence for want of bandwidth where the device is gone', async () => {
    const gone = () => Promise.resolve(appError('CAMERA_NOT_FOUND', { camera: 'top', path: '/dev/top' }));
    const cameras = CAMERAS.map((camera) => (camera.name === 'top' ? { ...camera, fault: gone } : camera));
    const { run, calls } = scriptedRun({ top: ['silent'] }, { cameras });
    expect(await run.run()).toMatchObject({
      state: 'failed',
      fault: { code: 'CAMERA_LOST', parameters: { camera: 'top' } },
    });
    expect(calls).toEqual([['side', 'top', 'front']]);
  });

  it('ends all cameras with the first that fails, where all are needed', async () => {
    const { run, calls, ended } = scriptedRun({ side: ['lost'] }, { total: 2 });
    expect(await run.run()).toMatchObject({
      state: 'failed',
      fault: { code: 'CAMERA_LOST', parameters: { camera: 'side' } },
    });
    expect(calls).toEqual([['side', 'top']]);
    expect(ended()[2]).toBe('cancelled');
  });

  it('goes on without a camera that fails, where not all are needed', async () => {
    const { run, ended } = scriptedRun({ side: ['lost'] }, { allOrNothing: false, total: 1 });
    expect(await run.run()).toMatchObject({ state: 'failed', fault: { code: 'CAMERA_LOST' } });
    expect(ended()).toEqual(['failed', 'captured', 'captured']);
  });

  it('ends at a full disk in any case', async () => {
    const { run, ended } = scriptedRun({ side: ['disk-full'] }, { allOrNothing: false, total: 1 });
    expect(await run.run()).toMatchObject({ state: 'failed', fault: { code: 'DISK_FULL' } });
    expect(ended()).toEqual(['failed', 'cancelled', 'cancelled']);
  });

  it('does nothing where it was stopped before', async () => {
    const { run, calls, ended } = scriptedRun({});
    run.stop(appError('CANCELLED', {}));
    expect(await run.run()).toMatchObject({ state: 'cancelled', fault: { code: 'CANCELLED' } });
    expect(calls).toEqual([]);
    expect(ended()).toEqual(['cancelled', 'cancelled', 'cancelled']);
  });

  it('comes to an end whatever happens, along the table of transitions', async () => {
    const anyAct = fc.constantFrom<Act>(
      'good',
      'good',
      'bandwidthLimited',
      'killed',
      'silent',
      'lost',
      'disk-full',
    );
    const anyActs = fc.array(anyAct, { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.record({ side: anyActs, top: anyActs, front: anyActs }),
        fc.boolean(),
        fc.integer({ min: 1, max: 3 }),
        fc.option(fc.nat(5)),
        async (acts, allOrNothing, total, stopAt) => {
          let starts = 0;
          const scripted = scriptedRun(acts, {
            allOrNothing,
            total,
            onStart: () => {
              if (starts === stopAt) scripted.run.stop(appError('CANCELLED', {}));
              starts += 1;
            },
          });
          const outcome = await scripted.run.run();
          const ends = scripted.ended();
          expect(ends.every((state) => CAMERA_TRANSITIONS[state].length === 0)).toBe(true);
          expect(outcome.state === 'captured').toBe(ends.every((state) => state === 'captured'));
          expect(outcome.fault === null).toBe(outcome.state === 'captured');
          let before: CameraState[] = ['waiting', 'waiting', 'waiting'];
          for (const after of scripted.states) {
            after.forEach((state, index) => {
              const from = before[index] ?? state;
              expect(state === from || cameraMayBecome(from, state)).toBe(true);
            });
            before = after;
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('CaptureProgress', () => {
  it('does not hear a late event of an earlier try', () => {
    const progress = new CaptureProgress(['side'], () => undefined);
    const first = progress.begin('side');
    first.later({ kind: 'recorded-later', picture: null, detail: '' });
    const second = progress.begin('side');
    second.images(3);
    first.images(17);
    first.failed(appError('CAMERA_LOST', { camera: 'side' }).fault);
    expect(progress.cameras.side).toMatchObject({ state: 'recording', images: 3, fault: null });
    second.recorded();
    second.captured(GOOD);
    expect(progress.cameras.side.state).toBe('captured');
  });

  it('refuses what the table does not allow', () => {
    const progress = new CaptureProgress(['side'], () => undefined);
    expect(() => progress.begin('top')).toThrow("camera top is missing and can't become recording");
    const current = progress.begin('side');
    expect(() => {
      current.captured(GOOD);
    }).toThrow("camera side is recording and can't become captured");
    expect(() => progress.begin('side')).toThrow("camera side is recording and can't become recording");
  });
});
