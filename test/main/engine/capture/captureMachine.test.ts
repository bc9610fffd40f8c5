import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CameraName } from '#contract/cameras';
import { appError, AppError, type ErrorCode } from '#contract/errors';
import { SESSION_TRANSITIONS } from '#contract/session';
import type { CaptureCamera } from '#engine/capture/captureCamera';
import { startEngine, type TestEngine } from '#support/engine';
import { until } from '#support/capture';

/** Cameras that do nothing until a test says what. */
class ScriptedCameras {
  /** The cameras that record, and how each of them is ended. */
  readonly recording = new Map<CameraName, (fault: AppError | null) => void>();
  /** Late calls of tries that have ended. */
  readonly late: (() => void)[] = [];

  readonly captureCamera: CaptureCamera = async ({ name }, options) => {
    if (this.recording.has(name)) throw new Error(`${name} is recorded twice at once`);
    try {
      await new Promise<void>((resolve, reject) => {
        this.recording.set(name, (fault) => {
          if (fault) reject(fault);
          else resolve();
        });
        options.signal.addEventListener('abort', () => {
          reject(options.signal.reason as Error);
        });
        options.signal.throwIfAborted();
        options.onStreaming();
        options.onPicture(1);
      });
      options.onRecorded();
      return { pictures: [], worstSpacingErrorMs: 0, warnings: [] };
    } finally {
      this.recording.delete(name);
      this.late.push(() => {
        options.onPicture(99);
      });
    }
  };
}

const cameras = new ScriptedCameras();
let capture: TestEngine;

beforeAll(async () => {
  capture = await startEngine({ captureCamera: cameras.captureCamera });
});
afterAll(() => capture.stop());

type Event = 'record' | 'test' | 'cancel' | 'late' | { camera: CameraName; fault: ErrorCode | null };

const anyEvent = fc.oneof(
  fc.constantFrom<Event>('record', 'record', 'test', 'cancel', 'late'),
  fc.record({
    camera: fc.constantFrom<CameraName>('side', 'top', 'front'),
    fault: fc.constantFrom<ErrorCode | null>(null, null, null, 'USB_BANDWIDTH', 'CAMERA_LOST', 'DISK_FULL'),
  }),
);

function faultOf(code: ErrorCode, camera: CameraName): AppError {
  if (code === 'USB_BANDWIDTH' || code === 'CAMERA_LOST') return appError(code, { camera });
  return appError('DISK_FULL', {});
}

/** Lets an event happen; refusals to start are part of the game. */
async function play(event: Event): Promise<void> {
  const { engine } = capture;
  if (event === 'record' || event === 'test') {
    const body = event === 'test' ? { is_test: true } : {};
    // Not awaited where it would be: what comes next comes in the middle of it.
    void engine.record({ ...body, overwrite: true }, 'api').catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'CAPTURE_IN_PROGRESS' });
    });
  } else if (event === 'cancel') void engine.cancel();
  else if (event === 'late')
    cameras.late.forEach((call) => {
      call();
    });
  else cameras.recording.get(event.camera)?.(event.fault && faultOf(event.fault, event.camera));
  await new Promise((resolve) => setImmediate(resolve));
  expect(capture.spool.inState('capturing').length).toBeLessThanOrEqual(1);
  expect(cameras.recording.size).toBeLessThanOrEqual(3);
}

it(
  'has a way back to idle from wherever random events lead, and never two sessions at once',
  { timeout: 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { minLength: 1, maxLength: 30 }), async (events) => {
        for (const event of events) await play(event);
        await capture.engine.cancel();
        expect((await capture.engine.health()).recording_active).toBe(false);
        expect(cameras.recording.size).toBe(0);
        expect(capture.spool.inState('capturing')).toEqual([]);
        // A session that has ended is at an end of the table, or on its way to the store.
        for (const { state } of capture.spool.list()) {
          expect(
            SESSION_TRANSITIONS[state].length === 0 ||
              ['captured', 'queued', 'uploading', 'needs-attention'].includes(state),
          ).toBe(true);
        }
        // The next one works.
        await capture.engine.record({ overwrite: true }, 'api');
        for (const camera of ['side', 'top', 'front'] as const) {
          await until(() => cameras.recording.has(camera));
          cameras.recording.get(camera)?.(null);
        }
        await until(async () => !(await capture.engine.health()).recording_active);
        expect(capture.engine.status().cameras).toMatchObject({
          side: { state: 'captured' },
          top: { state: 'captured' },
          front: { state: 'captured' },
        });
      }),
      { numRuns: 60 },
    );
  },
);
