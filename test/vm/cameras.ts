import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { busBenchmarkSchema, cameraCheckSchema, diagnosticsAnswerSchema } from '#contract/captureApi';
import { CAMERA_NAMES, perCamera } from '#contract/cameras';
import { errorAnswerSchema } from '#contract/errors';
import type { Session } from '#contract/session';
import { until } from '#support/capture';
import { controlOf, countOf, framesOf, plays, readAs, signalPlayer, switchFrames } from './devices';
import { curl, DATA_DIR, ended, GuestApp, hasImages, previewFrames, record, refused, USER } from './guestApp';
import { assertWhole, md5 } from './pictures';

/** A person waits no longer for bad news; opening a device takes an emulated machine some seconds. */
const FAIL_LIMIT_SEC = 15;

/** Proves that a session has failed soon, with a code for the camera at the side, and left no ffmpeg. */
async function assertFailed(session: Session, code: string): Promise<string> {
  assert.equal(session.state, 'failed');
  assert.equal(session.fault?.code, code, JSON.stringify(session.fault));
  assert.equal(session.fault.parameters.camera, 'side');
  assert.equal(await countOf('ffmpeg'), 0);
  return `${code} after ${String(session.durationSec)} s`;
}

let app = await GuestApp.start({ MAX_PARALLEL: '3', CAMERA_TOP_CONTROLS: 'keep_format=1' });

await test('three cameras at once: 60 frames, bit for bit, a second apart', async (t) => {
  await record('1');
  t.diagnostic(await assertWhole(DATA_DIR, await ended('1')));
});

await test('controls that a device has are set, others are noted', async () => {
  const { cameras } = await ended('1');
  for (const camera of CAMERA_NAMES) {
    assert.deepEqual(
      cameras[camera].notes.map(({ kind, detail }) => [kind, detail]),
      [['control-differs', 'exposure_dynamic_framerate is not there instead of 0']],
    );
  }
  assert.equal(await controlOf('top', 'keep_format'), 1);
  assert.equal(await controlOf('side', 'keep_format'), 0);
  const { status, body } = await curl('/focus', { camera: 'side', locked: true });
  assert.deepEqual([status, errorAnswerSchema.parse(body).error_code], [409, 'CAMERA_CONTROL_MISSING']);
});

await test('the bus is measured: one, two and three cameras at full size', async (t) => {
  const { status, body } = await curl('/diagnostics/cameras', {});
  assert.equal(status, 200, JSON.stringify(body));
  const { steps, learned } = busBenchmarkSchema.parse(body);
  const [side, top, front] = CAMERA_NAMES;
  assert.deepEqual(
    steps.map(({ streams }) => streams.map(({ camera }) => camera)),
    [[side], [top], [front], [side, top], [side, front], [top, front], [side, top, front]],
  );
  for (const { streams } of steps)
    for (const { fault, lost_frames: lost } of streams) assert.deepEqual([fault, lost], [null, 0]);
  assert.deepEqual([learned?.total, learned?.per_controller, learned?.because], [3, 3, null]);
  for (const { frames_per_second: fps, bytes_per_second: bytes, first_frame_ms: first } of steps.at(-1)
    ?.streams ?? [])
    t.diagnostic(`${String(fps)} frames/s, ${String(bytes)} bytes/s, first frame after ${String(first)} ms`);
});

await test('a live picture is passed on as the device made it', async (t) => {
  const sampleFrames = await framesOf('front-preview');
  const frames = (await previewFrames('front', 15)).filter((frame) => sampleFrames.has(md5(frame)));
  assert.ok(frames.length >= 3, `${frames.length} frames`);
  await until(async () => (await countOf('ffmpeg')) === 0);
  t.diagnostic(`${frames.length} frames in 15 s`);
});

await test('a device that another program of this user reads is told before the start, with its holder', async () => {
  const reader = await readAs(USER, 'side');
  const answer = await refused('2');
  await reader.end();
  assert.equal(answer.error_code, 'MISSING_CAMERAS');
  const { side, top } = perCamera(cameraCheckSchema).parse(answer.cameras);
  assert.equal(side.in_use, true);
  assert.equal(side.error, `The side camera is in use by ffmpeg (process ${reader.pid}).`);
  assert.equal(top.error, null);
});

await test("a device that another user's program reads fails the session as busy", async (t) => {
  const reader = await readAs('root', 'side');
  await record('3');
  const session = await ended('3');
  await reader.end();
  t.diagnostic(await assertFailed(session, 'CAMERA_BUSY'));
  assert.ok((session.durationSec ?? Infinity) < FAIL_LIMIT_SEC);
});

await test('a device without a film fails the session as lost', async (t) => {
  await switchFrames('side', 'stop');
  await record('4');
  const session = await ended('4');
  await switchFrames('side', 'start');
  await until(() => plays('side'));
  t.diagnostic(await assertFailed(session, 'CAMERA_LOST'));
  assert.ok((session.durationSec ?? Infinity) < FAIL_LIMIT_SEC);
});

await test('a device that hangs for 5 s fails the session as stalled, and the next one works', async (t) => {
  await record('5');
  await hasImages('side', 5);
  await signalPlayer('side', 'SIGSTOP');
  const thawed = delay(5000).then(() => signalPlayer('side', 'SIGCONT'));
  t.diagnostic(await assertFailed(await ended('5'), 'CAMERA_STALLED'));
  await thawed;
  await until(() => plays('side'));
  await record('6');
  t.diagnostic(await assertWhole(DATA_DIR, await ended('6')));
});

await test('the program killed in the middle leaves nothing behind, and goes on when it is started again', async (t) => {
  await record('7');
  await hasImages('front', 5);
  assert.equal(await countOf('ffmpeg'), 3);
  await app.kill();
  await until(async () => (await countOf('ffmpeg')) === 0);
  app = await GuestApp.start({});
  const { state, fault } = await ended('7');
  assert.deepEqual([state, fault?.code], ['failed', 'INTERRUPTED']);
  // By now MAX_PARALLEL is auto: devices on no USB share their bus with nobody.
  const { capture_config } = diagnosticsAnswerSchema.parse((await curl('/diagnostics')).body);
  assert.deepEqual(capture_config.plan, [[...CAMERA_NAMES]]);
  await record('8');
  t.diagnostic(await assertWhole(DATA_DIR, await ended('8')));
});

await test('it ends in order', async () => {
  await app.stop();
  assert.equal(await countOf('ffmpeg'), 0);
});
