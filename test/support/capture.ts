import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { CAMERA_NAMES, type CameraName, type PerCamera } from '#contract/cameras';
import { AppError } from '#contract/errors';
import { settingsSchema, type Settings } from '#contract/settings';
import type { Camera } from '#engine/cameras/camera';
import { simulatedInput } from '#engine/cameras/simulator/sampleFrames';
import { systemClock } from '#engine/platform/clock';
import type { Logger } from '#engine/platform/log';
import { Processes } from '#engine/platform/processes';
import { shareFrames, type Damage } from './frames';

/** Pixels of the frames of `makeTestFilms`. */
export const TEST_SIZE = { width: 320, height: 240 } as const;
/** Frames in a film: as with a drawn one, the frames from picture to picture (4) have no common divisor with it. */
export const TEST_FRAME_COUNT = 21;

/** Settings for a session of one second: 4 pictures at 5 a second out of 20 frames a second, after 0.2 s. */
export function testSettings(given: Partial<Record<keyof Settings, unknown>> = {}): Settings {
  return settingsSchema.parse({
    ...{ NUM_IMAGES: 4, CAPTURE_FPS: 5, CAMERA_NATIVE_FPS: 20, WARMUP_SEC: 0.2 },
    ...{ IMAGE_WIDTH: TEST_SIZE.width, IMAGE_HEIGHT: TEST_SIZE.height },
    ...{ MIN_IMAGE_BYTES: 1000, MIN_DISK_MB: 0, STORE: 'folder' },
    ...given,
  });
}

/** The frames of the film that become pictures with `testSettings`, by their numbers from 1. */
export const EXPECTED_FRAMES = [5, 9, 13, 17];

/** A camera that plays a film, as the simulated ones do, without a studio behind it. */
export function sampleCamera(name: CameraName, frameFolder: string, fps = 20): Camera {
  return {
    name,
    path: frameFolder,
    simulated: true,
    fault: () => Promise.resolve(null),
    input: () => simulatedInput(frameFolder, fps),
    previewInput: () => [...simulatedInput(frameFolder, fps), '-c:v', 'copy'],
    controls: null,
  };
}

/** A shared film of test frames for each camera as `folder/side` and so on; returns the folders. */
export async function makeTestFrames(
  folder: string,
  damage: Partial<Record<CameraName, Record<number, Damage>>> = {},
): Promise<PerCamera<string>> {
  const frameFolders = { side: '', top: '', front: '' };
  for (const camera of CAMERA_NAMES) {
    frameFolders[camera] = path.join(folder, camera);
    const frameFolder = { ...TEST_SIZE, count: TEST_FRAME_COUNT, camera, damage: damage[camera] ?? {} };
    await shareFrames(frameFolders[camera], frameFolder);
  }
  return frameFolders;
}

/** A log that is kept in memory: one object for each entry. */
export function memoryLog(): { log: Logger; entries: string[] } {
  const entries: string[] = [];
  return { log: pino({ base: null }, { write: (entry: string) => void entries.push(entry) }), entries };
}

/** What a capture needs, with real processes and the real clock. */
export function captureTools() {
  return { processes: new Processes(systemClock), clock: systemClock, ...memoryLog() };
}

/** A folder for a test. */
export async function temporaryFolder(name: string): Promise<string> {
  return mkdtemp(path.join(tmpdir(), `goat-${name}-`));
}

/** An empty folder inside another one. */
export async function emptyFolder(parent: string, name: string): Promise<string> {
  const folder = path.join(parent, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

/** The AppError that a promise rejects with; fails the test where it does not. */
export async function faultOf(promise: Promise<unknown>): Promise<AppError['fault']> {
  const thrown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof AppError) return thrown.fault;
  throw new Error(`an AppError was expected, not ${String(thrown)}`, { cause: thrown });
}

/** Resolves when a condition holds; rejects after `limitMs`. */
export async function until(condition: () => boolean | Promise<boolean>, limitMs = 10_000): Promise<void> {
  const start = systemClock.monotonicMs();
  while (!(await condition())) {
    if (systemClock.monotonicMs() - start > limitMs)
      throw new Error(`not after ${limitMs} ms: ${String(condition)}`);
    await systemClock.sleep(10);
  }
}

/** True while a process runs; where process 1 does not reap, one that has ended stays as a zombie. */
export async function runs(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return stat !== null && !/^\d+ \(.*\) [ZX]/.test(stat);
}

/** The ids of a process's children and of theirs, as far down as they go. */
export async function descendants(pid: number): Promise<number[]> {
  const file = `/proc/${pid}/task/${pid}/children`;
  const text = (await readFile(file, 'utf8').catch(() => '')).trim();
  const children = text === '' ? [] : text.split(' ').map(Number);
  return [...children, ...(await Promise.all(children.map(descendants))).flat()];
}
