import { mkdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { appError } from '#contract/errors';
import { systemClock, type Clock } from '#engine/platform/clock';
import { Processes } from '#engine/platform/processes';
import { record } from '#engine/capture/recorder';
import {
  descendants,
  emptyFolder,
  faultOf,
  sampleCamera,
  temporaryFolder,
  testSettings,
  until,
} from '#support/capture';
import { makeFrames } from '#support/frames';
import { FakeFfmpeg, type FfmpegFault } from '#support/fakeFfmpeg';

let root: string;
let frameFolder: string;
let fake: FakeFfmpeg;
let processes = new Processes(systemClock);

/** Waiting takes a tenth of the time: for what is waited for in vain. */
const hurriedClock: Clock = {
  ...systemClock,
  after: (ms, callback) => systemClock.after(ms / 10, callback),
};

beforeAll(async () => {
  root = await temporaryFolder('recorder');
  frameFolder = path.join(root, 'film');
  await makeFrames(frameFolder, { width: 320, height: 240, count: 21 });
  fake = await FakeFfmpeg.install();
});
afterEach(() => {
  expect(processes.runningIds).toEqual([]);
});
afterAll(async () => {
  await fake.remove();
  await rm(root, { recursive: true });
});

async function recordWith(fault: FfmpegFault, clock = systemClock, signal = new AbortController().signal) {
  await fake.plan('side', fault);
  processes = new Processes(systemClock);
  const request = {
    camera: sampleCamera('side', frameFolder),
    folder: await emptyFolder(root, 'side'),
    settings: testSettings({ NUM_IMAGES: 7, FFMPEG_TIMEOUT_SEC: 20 }),
    signal,
    onStreaming: () => undefined,
    onPicture: () => undefined,
  };
  return record(request, processes, clock);
}

describe('record, when ffmpeg', () => {
  it.each<[FfmpegFault, string]>([
    ['no-bandwidth', 'USB_BANDWIDTH'],
    ['busy', 'CAMERA_BUSY'],
    ['forbidden', 'CAMERA_PERMISSION_DENIED'],
    ['gone', 'CAMERA_NOT_FOUND'],
    ['lost-in-the-middle', 'CAMERA_LOST'],
    ['other-size', 'CAMERA_FORMAT'],
    ['disk-full', 'DISK_FULL'],
    ['unknown-words', 'FFMPEG_FAILED'],
  ])('says %s, fails with %s and keeps its words', async (fault, code) => {
    const failed = await faultOf(recordWith(fault));
    expect(failed.code).toBe(code);
    expect(failed.seen?.join()).toMatch(/\[error\]/);
  });

  it('is killed by the system, tells the signal', async () => {
    for (const fault of ['killed-at-once', 'killed-in-the-middle'] as const) {
      expect(await faultOf(recordWith(fault))).toMatchObject({
        code: 'FFMPEG_KILLED',
        parameters: { camera: 'side', signal: 'SIGKILL' },
      });
    }
  });

  it('ends well before the last picture, takes the camera for lost', async () => {
    expect(await faultOf(recordWith('ends-early'))).toMatchObject({ code: 'CAMERA_LOST' });
  });

  it.each<FfmpegFault>(['silent', 'deaf'])('is %s, does not wait for it', async (fault) => {
    expect(await faultOf(recordWith(fault, hurriedClock))).toMatchObject({
      code: 'CAMERA_STALLED',
      parameters: { camera: 'side', seconds: 6 },
    });
  });

  it('has said that the camera is lost, and hangs, does not take it for stalled', async () => {
    expect(await faultOf(recordWith('lost-and-silent', hurriedClock))).toMatchObject({
      code: 'CAMERA_LOST',
      parameters: { camera: 'side' },
    });
  });

  it('is deaf, is cancelled all the same, within 2 s and with its children', async () => {
    const ending = new AbortController();
    const reason = appError('CANCELLED', {});
    const recording = recordWith('deaf', systemClock, ending.signal);
    recording.catch(() => undefined);
    // The stand-in is past its traps when it has a child.
    await until(async () => (await descendants(processes.runningIds[0] ?? 0)).length > 0);
    const cancelledMs = systemClock.monotonicMs();
    ending.abort(reason);
    await expect(recording).rejects.toBe(reason);
    expect(systemClock.monotonicMs() - cancelledMs).toBeLessThan(2000);
  });

  it('is well, records all pictures', async () => {
    expect(await recordWith('none')).toHaveLength(7);
  });

  it('is not installed, names its package', async () => {
    const folder = path.join(root, 'bin');
    await mkdir(folder);
    await symlink('/usr/bin/setpriv', path.join(folder, 'setpriv'));
    const before = process.env.PATH;
    process.env.PATH = folder;
    const fault = await faultOf(recordWith('none'));
    process.env.PATH = before;
    expect(fault).toMatchObject({
      code: 'FFMPEG_MISSING',
      parameters: { program: 'ffmpeg', package: 'ffmpeg' },
    });
  });

  it('takes longer than it may, ends it', async () => {
    await fake.plan('side', 'none');
    processes = new Processes(systemClock);
    const settings = { ...testSettings(), NUM_IMAGES: 1000, FFMPEG_TIMEOUT_SEC: 1 };
    const request = {
      camera: sampleCamera('side', frameFolder),
      folder: await emptyFolder(root, 'side'),
      settings,
      signal: new AbortController().signal,
      onStreaming: () => undefined,
      onPicture: () => undefined,
    };
    expect(await faultOf(record(request, processes, systemClock))).toMatchObject({
      code: 'CAPTURE_TIMEOUT',
      parameters: { camera: 'side', seconds: 1 },
    });
  });
});
