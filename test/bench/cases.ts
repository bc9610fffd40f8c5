import { mkdir, readdir } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CAMERA_NAMES, forEachCamera, type CameraName } from '#contract/cameras';
import { newCameraRecord } from '#contract/session';
import type { Settings } from '#contract/settings';
import type { CaptureProgress } from '#engine/capture/captureProgress';
import { checkPicture } from '#engine/capture/pictureCheck';
import { LatestPictures } from '#engine/status/latestPictures';
import { record } from '#engine/capture/recorder';
import { FramePicker, scheduleOf, worstSpacing, type Frame } from '#engine/media/schedule';
import { recordingArguments } from '#engine/media/ffmpegArguments';
import { FrameCrcParser } from '#engine/media/frameCrcParser';
import { captureSession } from '#engine/capture/captureSession';
import { systemClock } from '#engine/platform/clock';
import { Spool } from '#engine/sessions/spool';
import { packPictures } from '#engine/upload/pictureArchive';
import { captureTools, emptyFolder, sampleCamera, memoryLog } from '#support/capture';
import { measure, type Usage } from './measure';
import type { SmallPicture } from '#engine/media/bitmap';

/** What the cameras play, and where the pictures go. */
export interface Place {
  frameFolder: string;
  folder: string;
}

export interface Measured extends Usage {
  /** The worst distance of two neighbouring pictures from their step by the camera's clock, in ms. */
  worstSpacingMs: number;
  /** The same by their arrival. */
  worstArrivalMs: number;
}

const tools = { ...captureTools(), log: memoryLog().log };

/** Records so many cameras at once, and nothing else: what ffmpeg takes, and the engine beside it. */
export async function recordOnly(place: Place, settings: Settings, count: number): Promise<Measured> {
  const cameras = CAMERA_NAMES.slice(0, count);
  for (const camera of cameras) await emptyFolder(place.folder, camera);
  const recordOne = settings.CAPTURE_PIPELINE === 'transcode' ? transcodeUnchecked : recordChecked;
  const { usage, value } = await measure(tools.processes, () =>
    Promise.all(cameras.map((camera) => recordOne(camera, place, settings))),
  );
  const spacings = value.map((frames) => worstSpacing(frames, scheduleOf(settings)));
  return {
    ...usage,
    worstSpacingMs: Math.max(...spacings.map(({ byTimestamp }) => byTimestamp)),
    worstArrivalMs: Math.max(...spacings.map(({ byArrival }) => byArrival)),
  };
}

async function recordChecked(
  name: CameraName,
  { frameFolder, folder }: Place,
  settings: Settings,
): Promise<Frame[]> {
  const request = {
    camera: sampleCamera(name, frameFolder, settings.CAMERA_NATIVE_FPS),
    folder: path.join(folder, name),
    settings,
    signal: new AbortController().signal,
    onStreaming: () => undefined,
    onPicture: () => undefined,
  };
  const pictures = await record(request, tools.processes, systemClock);
  return pictures.map(({ frame }) => frame);
}

/**
 * The recorder's own ffmpeg without its checks: a machine that can't decode so many cameras in real time falls behind,
 * and the recorder would end it for that, before there is anything to compare.
 */
async function transcodeUnchecked(
  name: CameraName,
  { frameFolder, folder }: Place,
  settings: Settings,
): Promise<Frame[]> {
  const schedule = scheduleOf(settings);
  const input = sampleCamera(name, frameFolder, settings.CAMERA_NATIVE_FPS).input();
  const picker = new FramePicker<Frame>(schedule);
  const frameCrcParser = new FrameCrcParser();
  const args = recordingArguments(input, path.join(folder, name), schedule, settings);
  const { ended } = tools.processes.start('ffmpeg', args, {
    onOutputLine: (line) => {
      const told = frameCrcParser.read(line);
      if (told) picker.see({ timestampUs: told.timestampUs, arrivedMs: systemClock.monotonicMs() });
    },
  });
  const { code } = await ended;
  if (code !== 0 || !picker.complete) throw new Error(`ffmpeg ended with ${String(code)}`);
  return picker.picks.map(({ frame }) => frame);
}

/** A whole session of three cameras as the program does it: recorded, checked, written down, packed. */
export async function ourSession(
  place: Place,
  settings: Settings,
): Promise<Usage & { lastFrameToCapturedMs: number }> {
  const cameras = CAMERA_NAMES.map((name) =>
    sampleCamera(name, place.frameFolder, settings.CAMERA_NATIVE_FPS),
  );
  const spool = new Spool(place.folder, systemClock, tools.log);
  await spool.open();
  const wanted = {
    ...{ goatId: '17', goatData: {}, isTest: false, requireAllCameras: true, overwrite: false },
  };
  const begun = await spool.begin({
    ...wanted,
    ...{ simulated: true, source: 'api', captureFps: settings.CAPTURE_FPS },
    ...{ imagesPerCamera: settings.NUM_IMAGES, width: settings.IMAGE_WIDTH, height: settings.IMAGE_HEIGHT },
    cameras: forEachCamera(() => newCameraRecord('waiting')),
  });
  let images = 0;
  let lastPictureMs = 0;
  const onProgress = (progress: CaptureProgress['cameras']) => {
    const now = CAMERA_NAMES.reduce((sum, camera) => sum + progress[camera].images, 0);
    if (now > images) lastPictureMs = systemClock.monotonicMs();
    images = now;
  };
  const newest = new LatestPictures();
  const onChecked = (camera: CameraName, number: number, small: SmallPicture) => {
    newest.add(camera, { sessionId: begun.id, number, small });
  };
  const { usage, value } = await measure(tools.processes, async () => {
    const session = await captureSession(
      begun,
      { ...wanted, cameras, missing: [] },
      { ...tools, settings, spool, dataDir: place.folder, controllerOf: ({ name }) => name },
      { signal: new AbortController().signal, onProgress, onChecked },
    );
    if (session.fault) throw new Error(`the session failed: ${JSON.stringify(session.fault)}`);
    const lastFrameToCapturedMs = systemClock.monotonicMs() - lastPictureMs;
    for (const camera of CAMERA_NAMES) {
      const packed = packPictures(session, camera, spool.cameraFolder(session.id, camera));
      await pipeline(packed, createWriteStream('/dev/null'));
    }
    return lastFrameToCapturedMs;
  });
  return { ...usage, lastFrameToCapturedMs: value };
}

/** The check of so many pictures, one after the other: what of a session's CPU is theirs. */
export async function checkOnly(frameFolder: string, settings: Settings): Promise<Usage> {
  const pictures = await readdir(frameFolder);
  const { IMAGE_WIDTH: width, IMAGE_HEIGHT: height, MIN_IMAGE_BYTES: minBytes } = settings;
  const { usage } = await measure(tools.processes, async () => {
    for (let number = 0; number < settings.NUM_IMAGES * CAMERA_NAMES.length; number++) {
      const picture = pictures[number % pictures.length];
      if (picture === undefined) throw new Error('the film is empty');
      const verdict = await checkPicture(path.join(frameFolder, picture), { width, height, minBytes }, tools);
      if (!verdict.ok) throw new Error(`${picture} is bad: ${verdict.reason}`);
    }
  });
  return usage;
}

/** The same session as the original did it: transcoded in two steps, each picture looked at by ffprobe, packed by gzip. */
export async function legacySession(place: Place, settings: Settings): Promise<Usage> {
  await mkdir(place.folder, { recursive: true });
  const { usage } = await measure(tools.processes, async () => {
    for (const step of [['side', 'top'], ['front']] as const) {
      await Promise.all(step.map((camera) => recordAsLegacy(camera, place, settings)));
    }
  });
  return usage;
}

async function recordAsLegacy(
  camera: CameraName,
  { frameFolder, folder }: Place,
  settings: Settings,
): Promise<void> {
  const pictures = await emptyFolder(folder, camera);
  const every = settings.CAMERA_NATIVE_FPS / settings.CAPTURE_FPS;
  const input = sampleCamera(camera, frameFolder, settings.CAMERA_NATIVE_FPS).input();
  const select = `select='gte(n,${every})*not(mod(n,${every}))'`;
  const output = ['-fps_mode', 'passthrough', '-frames:v', String(settings.NUM_IMAGES), '-q:v', '1'];
  await mustRun('ffmpeg', [
    '-loglevel',
    'error',
    '-threads',
    '1',
    ...input,
    '-threads',
    '1',
    '-vf',
    select,
    ...output,
    path.join(pictures, '%02d.jpg'),
  ]);
  for (let number = 1; number <= settings.NUM_IMAGES; number++) {
    const file = path.join(pictures, `${String(number).padStart(2, '0')}.jpg`);
    await mustRun('ffprobe', ['-loglevel', 'error', '-show_streams', file]);
  }
  await mustRun('sh', ['-c', 'tar -C "$1" -c . | gzip -6 > /dev/null', 'sh', pictures]);
}

async function mustRun(program: string, args: string[]): Promise<void> {
  const { code, stderr } = await tools.processes.run(program, args, { timeoutMs: 300_000 });
  if (code !== 0) throw new Error(`${program} ended with ${String(code)}: ${stderr}`);
}
