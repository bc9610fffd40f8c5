import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CAMERA_NAMES, forEachCamera, type CameraName } from '#contract/cameras';
import { CAMERA_SETTINGS, settingsSchema, type SettingName, type Settings } from '#contract/settings';
import { V4l2Camera } from '#engine/cameras/camera';
import type { DeviceRoots } from '#engine/cameras/videoDevices';
import { FocusLocks } from '#engine/cameras/focusLocks';
import { FrameGenerator, SimulatedCamera } from '#engine/cameras/simulator/simulatedCamera';
import { prepareSampleFrames } from '#engine/cameras/simulator/sampleFrames';
import type { CaptureCamera } from '#engine/capture/captureCamera';
import { systemClock, type Clock } from '#engine/platform/clock';
import { Engine } from '#engine/engine';
import { createLogger, LogLines, type Logger } from '#engine/platform/log';
import { LogFile } from '#engine/platform/logFile';
import type { Programs } from '#engine/machine/systemProgram';
import { Processes } from '#engine/platform/processes';
import { Secrets } from '#engine/platform/secrets';
import { Spool } from '#engine/sessions/spool';
import { FolderStore } from '#engine/upload/folderStore';
import type { Store } from '#engine/upload/store';
import { shareFrameFolders } from './frames';

/** A capture of a second and a half: 3 small pictures for each of three cameras at once. */
export const SHORT_CAPTURE = {
  ...{ NUM_IMAGES: 3, CAPTURE_FPS: 5, CAMERA_NATIVE_FPS: 20, WARMUP_SEC: 0.2, MAX_PARALLEL: 3 },
  ...{ IMAGE_WIDTH: 320, IMAGE_HEIGHT: 240, MIN_IMAGE_BYTES: 1000, MIN_DISK_MB: 1, STORE: 'folder' },
  ...{ CAMERA_SIDE: 'simulated', CAMERA_TOP: 'simulated', CAMERA_FRONT: 'simulated' },
} satisfies Partial<Record<SettingName, unknown>>;

/** Cameras that are not there, for tests that capture nothing: quick to start. */
export const NO_CAMERAS = {
  ...{ CAMERA_SIDE: '/dev/no-side', CAMERA_TOP: '/dev/no-top', CAMERA_FRONT: '/dev/no-front' },
} satisfies Partial<Record<SettingName, unknown>>;

export interface EngineOptions {
  /** On top of SHORT_CAPTURE. */
  settings?: Partial<Record<SettingName, unknown>>;
  /** The folder store in the data directory where not said. */
  store?: (dataDir: string) => Store;
  clock?: Clock;
  /** The parent of the data directory; the system's folder for temporary files where not said. */
  parent?: string;
  /** What the cameras play, as `--simulate=FOLDER` wants it; drawn where not said. */
  frameFolders?: string;
  /** Where devices are looked for; in an empty folder where not said, whatever this machine has. */
  deviceRoots?: DeviceRoots;
  /** Photographs one camera; the real one where not said. */
  captureCamera?: CaptureCamera;
  /** How long each step of the bus test is measured, in s; as in production where not said. */
  busBenchmarkSec?: number;
}

/** The real engine on small simulated cameras, with a data directory of its own. */
export interface TestEngine {
  engine: Engine;
  settings: Settings;
  dataDir: string;
  spool: Spool;
  processes: Processes;
  clock: Clock;
  log: Logger;
  /** What is logged, line by line. */
  lines: LogLines;
  /** Every line that was logged. */
  logged: string[];
  /** Stops the engine and removes the data directory. */
  stop(): Promise<void>;
}

/** A machine that has none: what a test's engine says and starts must not hang on the clock and power of this one. */
const NO_PROGRAMS: Programs = { run: () => Promise.reject(new Error('there is no such program')) };

/** Starts an engine. A camera whose setting is not `simulated` is looked for as a device. */
export async function startEngine(options: EngineOptions = {}): Promise<TestEngine> {
  const settings = settingsSchema.parse({ ...SHORT_CAPTURE, ...options.settings });
  const dataDir = await mkdtemp(path.join(options.parent ?? tmpdir(), 'goat-capture-engine-'));
  const clock = options.clock ?? systemClock;
  const logged: string[] = [];
  const lines = new LogLines();
  lines.on('line', (line) => logged.push(line));
  const secrets = new Secrets({ ...process.env, API_PASSWORD: settings.API_PASSWORD });
  const log = createLogger(lines, secrets);
  const logFile = new LogFile(dataDir);
  lines.on('line', (line) => {
    logFile.write(line);
  });
  const processes = new Processes(systemClock);
  const isSimulated = (name: CameraName) => settings[CAMERA_SETTINGS[name]] === 'simulated';
  const frameGenerator = await linkFrames(
    dataDir,
    options.frameFolders,
    processes,
    CAMERA_NAMES.filter(isSimulated),
    settings,
  );
  const focusLocks = await FocusLocks.open(dataDir);
  const cameras = forEachCamera((name) =>
    isSimulated(name)
      ? new SimulatedCamera(name, frameGenerator, settings)
      : new V4l2Camera(name, settings[CAMERA_SETTINGS[name]], settings, { processes, focusLocks }),
  );
  const spool = new Spool(dataDir, clock, log);
  await spool.open();
  const store = options.store?.(dataDir) ?? new FolderStore(path.join(dataDir, 'store'));
  const engine = new Engine({
    ...{
      settings,
      cameras,
      dataDir,
      version: '0.0.0-test',
      processes,
      machinePrograms: NO_PROGRAMS,
      clock,
      log,
      spool,
      focusLocks,
      logFile,
      secrets,
    },
    simulated: true,
    deviceRoots: options.deviceRoots ?? { sysfs: dataDir, dev: dataDir },
    controllerOf: () => 'usb',
    storeFor: () => store,
    ...(options.captureCamera && { captureCamera: options.captureCamera }),
    ...(options.busBenchmarkSec !== undefined && { busBenchmarkSec: options.busBenchmarkSec }),
  });
  await engine.start();
  const stop = async () => {
    await engine.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { engine, settings, dataDir, spool, processes, clock, log, lines, logged, stop };
}

async function linkFrames(
  dataDir: string,
  given: string | undefined,
  processes: Processes,
  cameras: CameraName[],
  { IMAGE_WIDTH: width, IMAGE_HEIGHT: height }: Settings,
): Promise<FrameGenerator> {
  const folder = given ?? path.join(dataDir, 'films');
  if (given === undefined && cameras.length > 0)
    await shareFrameFolders(folder, { width, height, count: 10 });
  const frameGenerator = new FrameGenerator();
  if (cameras.length > 0)
    frameGenerator.ready(await prepareSampleFrames({ dataDir, processes, cameras, folder, width, height }));
  return frameGenerator;
}
