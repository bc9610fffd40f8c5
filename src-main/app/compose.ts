import { existsSync } from 'node:fs';
import { chooseStore } from './createStore';
import type { CommandLine } from './commandLine';
import { CAMERA_NAMES, forEachCamera, type CameraName, type PerCamera } from '#contract/cameras';
import type { Fault } from '#contract/errors';
import { CAMERA_SETTINGS, type Settings } from '#contract/settings';
import type { StoreKeys } from '#contract/settingsApi';
import { PinLock } from '#engine/auth/pin';
import { RemoteAccess } from '#engine/auth/remoteAccess';
import { V4l2Camera, type Camera } from '#engine/cameras/camera';
import { FocusLocks } from '#engine/cameras/focusLocks';
import { filmOf, FilmStudio, SIMULATED, SimulatedCamera } from '#engine/cameras/simulator/simulatedCamera';
import { prepareFilm } from '#engine/cameras/simulator/sampleFrames';
import { usbControllers } from '#engine/cameras/usbTopology';
import { systemClock } from '#engine/platform/clock';
import { Engine } from '#engine/engine';
import { createLogger, openJournal, type Journal, type Logger } from '#engine/platform/log';
import { LogFile } from '#engine/platform/logFile';
import { OverviewFeed } from '#engine/status/overviewFeed';
import { Processes } from '#engine/platform/processes';
import { findKeys, hasOwnKeys } from '#engine/settings/storedCredentials';
import { CameraSetUp } from '#engine/settings/cameraSettings';
import { FirstStart } from '#engine/settings/setupWizard';
import { unknownSavedNames } from '#engine/settings/storedSettings';
import { SetUp } from '#engine/settings/settingsService';
import { StoreSetUp } from '#engine/settings/storeSettings';
import { lockDataDir } from '#engine/platform/lock';
import { Spool } from '#engine/sessions/spool';
import { findDataDir, fixedSettings, loadSettings } from './loadSettings';

export interface Surroundings {
  environment: Readonly<Record<string, string | undefined>>;
  /** True in the installed program, which never falls back by itself. */
  installed: boolean;
  /**
   * Shows the program on this machine's screen; resolves when it stands there, or will not. Missing where there is none.
   * Called again after a restart.
   */
  show?: (app: App) => Promise<void>;
  version: string;
  /** The folder of the built page. */
  pageFolder: string;
}

/** The running program, for its doors. */
export interface App {
  engine: Engine;
  feed: OverviewFeed;
  access: RemoteAccess;
  pin: PinLock;
  setUp: SetUp;
  storeSetUp: StoreSetUp;
  firstStart: FirstStart;
  cameraSetUp: CameraSetUp;
  log: Logger;
  /** Stops everything in reverse order; what is captured stays queued. */
  stop(): Promise<void>;
}

/** Undoes one step of a start. */
export type Stop = () => void | Promise<void>;

/** Undoes steps, the last one first. */
export async function stopAll(stops: Stop[]): Promise<void> {
  for (let undo = stops.pop(); undo; undo = stops.pop()) await undo();
}

/**
 * Puts the program together and starts it, in order. What was started is stopped again where a later step fails.
 * @param restart stops all of this and starts it again.
 * @throws AppError that says what stands in the way.
 */
export async function startApp(
  commandLine: CommandLine,
  surroundings: Surroundings,
  restart: () => void,
): Promise<App> {
  const { version, pageFolder, show } = surroundings;
  const stops: Stop[] = [];
  const stop = () => stopAll(stops);
  try {
    const clock = systemClock;
    const journal = openJournal(surroundings.environment);
    const { log, lines } = journal;
    const { engine, settings, keys, dataDir, logFile } = await openEngine(
      commandLine,
      surroundings,
      journal,
      stops,
    );
    lines.on('line', (line) => {
      logFile.write(line);
    });
    await engine.start();
    stops.push(() => engine.stop());
    const access = await RemoteAccess.open(settings, dataDir, clock, log);
    const requireFree = () => {
      engine.requireFree();
    };
    const setUp = new SetUp({
      ...{ dataDir, running: settings, clock, log, restart, requireFree },
      fixed: fixedSettings(commandLine.settings, surroundings.environment),
    });
    const cameraSetUp = new CameraSetUp({ setUp, devices: engine.devices, running: settings, requireFree });
    const storeSetUp = new StoreSetUp({
      ...{ dataDir, setUp, secrets: journal.secrets, runningKeys: keys },
      keysAreFixed: hasOwnKeys(surroundings.environment),
      storeOf: (next, itsKeys) => chooseStore(next, dataDir, log, itsKeys)({ simulated: false }),
    });
    const feed = new OverviewFeed(engine, clock, log);
    const pin = new PinLock(dataDir, clock);
    const firstStart = new FirstStart(dataDir, log);
    const app: App = { engine, feed, access, pin, setUp, storeSetUp, cameraSetUp, firstStart, log, stop };
    // Whoever stands at the screen waits for it; to read and set up the API takes the one thread that answers it a while.
    await show?.(app);
    const { startApiServer } = await import('../http/server');
    const onPortTaken = (fault: Fault | null) => {
      engine.tellApiFault(fault);
    };
    const api = await startApiServer(
      { engine, feed, access, setUp, cameraSetUp, settings, clock, log, lines, pageFolder, version },
      // The kiosk shows who has the port, and works meanwhile.
      show && onPortTaken,
    );
    stops.push(() => api.close());
    access.port = api.port;
    if (api.listening)
      log.info(
        { dataDir, addresses: access.describe().addresses, version },
        `ready: ${access.addressAt('localhost')}`,
      );
    // Only now: a password that is made by a start which then fails would be told to nobody.
    const firstPassword = tellFirstPassword(access, log);
    stops.push(() => firstPassword);
    if (settings.API_AUTH === 'none')
      log.warn('API_AUTH is none: everybody on the network can start captures');
    return app;
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Makes a password where there is none yet. To hash it takes a while on purpose; the screen does not wait for that.
 * Never rejects: without one nobody can log in, and the kiosk can make another.
 */
async function tellFirstPassword(access: RemoteAccess, log: Logger): Promise<void> {
  try {
    const password = await access.makeFirstPassword();
    // It goes to whoever sits at this machine, and not to those who read the log from elsewhere.
    if (password !== null)
      createLogger().warn(`the password for other machines is ${password} (shown only this once)`);
  } catch (error) {
    log.error({ error }, 'there is no password for other machines: it could not be made');
  }
}

/**
 * Puts the engine together, on the data directory that is locked for it, and does not start it.
 * @param stops gets what undoes each step.
 * @throws AppError that says what stands in the way.
 */
export async function openEngine(
  commandLine: CommandLine,
  { environment, installed, version }: Surroundings,
  { log, secrets }: Journal,
  stops: Stop[],
): Promise<{
  engine: Engine;
  settings: Settings;
  keys: StoreKeys | null;
  dataDir: string;
  logFile: LogFile;
}> {
  const dataDir = findDataDir(commandLine.settings, environment, installed);
  const lock = lockDataDir(dataDir);
  stops.push(() => {
    lock.release();
  });
  const keys = findKeys(environment, dataDir);
  const asked = loadSettings(commandLine.settings, environment, dataDir);
  const names = unknownSavedNames(dataDir);
  if (names.length > 0)
    log.warn({ names }, 'saved settings of a newer version are passed over, and kept for it');
  const settings = await fallBack(asked, keys, commandLine, log);
  for (const secret of [settings.API_PASSWORD, keys?.access_key_id, keys?.secret_access_key])
    secrets.hide(secret);
  const clock = systemClock;
  const logFile = new LogFile(dataDir);
  const processes = new Processes(clock);
  stops.push(() => processes.stopAll());
  const focusLocks = await FocusLocks.open(dataDir);
  const cameras = await openCameras(settings, commandLine.simulateFolder, {
    dataDir,
    processes,
    focusLocks,
    log,
    stops,
  });
  const spool = new Spool(dataDir, clock, log);
  await spool.open();
  const engine = new Engine({
    ...{ settings, cameras, dataDir, version, processes, clock, log, spool, focusLocks, logFile, secrets },
    simulated: CAMERA_NAMES.some((name) => cameras[name].simulated),
    controllerOf: usbControllers(),
    storeFor: chooseStore(settings, dataDir, log, keys),
  });
  return { engine, settings, keys, dataDir, logFile };
}

/** What `npm start` does on a machine without cameras or keys; the installed program waits for them instead. */
async function fallBack(
  settings: Settings,
  keys: StoreKeys | null,
  { tryOut }: CommandLine,
  log: Logger,
): Promise<Settings> {
  if (!tryOut) return settings;
  const result = { ...settings };
  const isAbsent = (name: CameraName) => {
    const path = settings[CAMERA_SETTINGS[name]];
    return filmOf(path, name) === null && !existsSync(path);
  };
  if (CAMERA_NAMES.every(isAbsent)) {
    for (const name of CAMERA_NAMES) result[CAMERA_SETTINGS[name]] = SIMULATED;
    log.warn('no camera is there: simulated cameras take their place');
  }
  if (settings.STORE === 's3') {
    const { createS3Client, hasCredentials } = await import('#engine/upload/s3Client');
    if (!(await hasCredentials(createS3Client(settings, { keys })))) {
      result.STORE = 'folder';
      log.warn('there are no keys for S3: pictures are kept in a folder');
    }
  }
  return result;
}

interface CameraSurroundings {
  dataDir: string;
  processes: Processes;
  focusLocks: FocusLocks;
  log: Logger;
  stops: Stop[];
}

async function openCameras(
  settings: Settings,
  folder: string | undefined,
  { dataDir, processes, focusLocks, log, stops }: CameraSurroundings,
): Promise<PerCamera<Camera>> {
  const studio = new FilmStudio();
  const films = forEachCamera((name) => filmOf(settings[CAMERA_SETTINGS[name]], name));
  const played = CAMERA_NAMES.filter((film) => Object.values(films).includes(film));
  if (played.length > 0) {
    const stopping = new AbortController();
    const prepared = prepareFilm({
      ...{ dataDir, processes, cameras: played, signal: stopping.signal },
      ...(folder !== undefined && { folder }),
      ...{ width: settings.IMAGE_WIDTH, height: settings.IMAGE_HEIGHT },
      onProgress: (progress) => {
        studio.progress(progress.camera, progress.done, progress.total);
      },
    });
    const settled = prepared.then(
      (ready) => {
        studio.ready(ready);
      },
      (error: unknown) => {
        studio.failed(error);
        if (!stopping.signal.aborted)
          log.error({ error: String(error) }, 'the simulated cameras have no film');
      },
    );
    stops.push(async () => {
      stopping.abort();
      await settled;
    });
    // A folder is ready at once, and one that can't be used must stop the start; drawing goes on in the background.
    if (folder !== undefined) await prepared;
  }
  return forEachCamera((name) =>
    films[name]
      ? new SimulatedCamera(name, studio, settings, settings[CAMERA_SETTINGS[name]])
      : new V4l2Camera(name, settings[CAMERA_SETTINGS[name]], settings, { processes, focusLocks }),
  );
}
