import { chooseStore } from './createStore';
import type { CommandLine } from './commandLine';
import { CAMERA_NAMES } from '#contract/cameras';
import type { Fault } from '#contract/errors';
import type { Settings } from '#contract/settings';
import type { StoreKeys } from '#contract/settingsApi';
import { PinLock } from '#engine/auth/pin';
import { RemoteAccess } from '#engine/auth/remoteAccess';
import { FocusLocks } from '#engine/cameras/focusLocks';
import { usbControllers } from '#engine/cameras/usbTopology';
import { systemClock } from '#engine/platform/clock';
import { Engine } from '#engine/engine';
import { createLogger, openJournal, type Journal, type Logger } from '#engine/platform/log';
import { LogFile } from '#engine/platform/logFile';
import { OverviewFeed } from '#engine/status/overviewFeed';
import { Processes } from '#engine/platform/processes';
import { findCredentials, hasOwnKeys } from '#engine/settings/storedCredentials';
import { CameraSettings } from '#engine/settings/cameraSettings';
import { SetupWizard } from '#engine/settings/setupWizard';
import { unknownStoredNames } from '#engine/settings/storedSettings';
import { SettingsService } from '#engine/settings/settingsService';
import { StoreSettings } from '#engine/settings/storeSettings';
import { lockDataDir } from '#engine/platform/lock';
import { Spool } from '#engine/sessions/spool';
import { findDataDir, fixedSettings, loadSettings } from './loadSettings';
import { stopAll, type Stop } from './stops';
import { fallBack } from './fallBack';
import { openCameras } from './openCameras';

export interface LaunchContext {
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
  settingsService: SettingsService;
  storeSettings: StoreSettings;
  setupWizard: SetupWizard;
  cameraSettings: CameraSettings;
  log: Logger;
  /** Stops everything in reverse order; what is captured stays queued. */
  stop(): Promise<void>;
}

/**
 * Puts the program together and starts it, in order. What was started is stopped again where a later step fails.
 * @param restart stops all of this and starts it again.
 * @throws AppError that says what stands in the way.
 */
export async function startApp(
  commandLine: CommandLine,
  context: LaunchContext,
  restart: () => void,
): Promise<App> {
  const { version, pageFolder, show } = context;
  const stops: Stop[] = [];
  const stop = () => stopAll(stops);
  try {
    const clock = systemClock;
    const journal = openJournal(context.environment);
    const { log, lines } = journal;
    const { engine, settings, keys, dataDir, logFile } = await openEngine(
      commandLine,
      context,
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
    const settingsService = new SettingsService({
      ...{ dataDir, running: settings, clock, log, restart, requireFree },
      fixed: fixedSettings(commandLine.settings, context.environment),
    });
    const cameraSettings = new CameraSettings({
      settingsService,
      devices: engine.devices,
      running: settings,
      requireFree,
    });
    const storeSettings = new StoreSettings({
      ...{ dataDir, settingsService, secrets: journal.secrets, runningKeys: keys },
      keysAreFixed: hasOwnKeys(context.environment),
      storeOf: (next, itsKeys) => chooseStore(next, dataDir, log, itsKeys)({ simulated: false }),
    });
    const feed = new OverviewFeed(engine, clock, log);
    const pin = new PinLock(dataDir, clock);
    const setupWizard = new SetupWizard(dataDir, log);
    const app: App = {
      engine,
      feed,
      access,
      pin,
      settingsService,
      storeSettings,
      cameraSettings,
      setupWizard,
      log,
      stop,
    };
    // Whoever stands at the screen waits for it; to read and set up the API takes the one thread that answers it a while.
    await show?.(app);
    const { startApiServer } = await import('../http/server');
    const onPortTaken = (fault: Fault | null) => {
      engine.publishApiFault(fault);
    };
    const api = await startApiServer(
      {
        engine,
        feed,
        access,
        settingsService,
        cameraSettings,
        settings,
        clock,
        log,
        lines,
        pageFolder,
        version,
      },
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
    const firstPassword = logFirstPassword(access, log);
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
async function logFirstPassword(access: RemoteAccess, log: Logger): Promise<void> {
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
  { environment, installed, version }: LaunchContext,
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
  const keys = findCredentials(environment, dataDir);
  const asked = loadSettings(commandLine.settings, environment, dataDir);
  const names = unknownStoredNames(dataDir);
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
