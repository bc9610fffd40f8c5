import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { appError, asAppError, errorAnswer } from '#contract/errors';
import { ipcChannel, OVERVIEW_CHANNEL } from '#contract/ipc';
import {
  USE_CASE_NAMES,
  USE_CASES,
  type IpcAnswer,
  type UseCaseName,
  type UseCaseOutput,
} from '#contract/useCases';
import type { PinLock } from '#engine/auth/pin';
import type { RemoteAccess } from '#engine/auth/remoteAccess';
import type { Engine } from '#engine/engine';
import type { Logger } from '#engine/platform/log';
import type { CameraSettings } from '#engine/settings/cameraSettings';
import type { SetupWizard } from '#engine/settings/setupWizard';
import type { SettingsService } from '#engine/settings/settingsService';
import type { StoreSettings } from '#engine/settings/storeSettings';
import type { OverviewFeed } from '#engine/status/overviewFeed';

export interface KioskIpcParts {
  engine: Engine;
  feed: OverviewFeed;
  access: RemoteAccess;
  pin: PinLock;
  settingsService: SettingsService;
  storeSettings: StoreSettings;
  setupWizard: SetupWizard;
  cameraSettings: CameraSettings;
  log: Logger;
}

/** What only Set up does: closed to those who don't know the PIN. */
const PIN_PROTECTED: ReadonlySet<UseCaseName> = new Set([
  ...(['settings', 'saveSettings', 'store', 'saveStore', 'restart', 'setPin'] as const),
  ...(['cameraSetUp', 'saveCameras', 'still'] as const),
  ...(['remoteAccess', 'newPassword', 'choosePassword', 'logOutEverywhere'] as const),
  ...(['tokens', 'makeToken', 'revokeToken'] as const),
  ...(['saveBundle'] as const),
  ...(['wifi', 'switchWifiOn', 'joinWifi', 'forgetWifi'] as const),
  ...(['setTime', 'update', 'takeOver', 'restartMachine', 'shutDownMachine'] as const),
]);

type UseCases = { [Name in UseCaseName]: (input: unknown) => Promise<UseCaseOutput<Name>> };

type Answer = <Name extends UseCaseName>(name: Name, input: unknown) => Promise<IpcAnswer<Name>>;

/**
 * Opens the kiosk's door: answers the use cases, and sends every overview to the window. Returns how to close it.
 * @param starting the program; what is asked before it runs is answered then.
 * @param origin of the kiosk's own page: calls from any other are dropped.
 */
export function openKioskIpc(
  window: WebContents,
  starting: Promise<KioskIpcParts>,
  origin: string,
): () => void {
  const answering = starting.then(answerFrom);
  for (const name of USE_CASE_NAMES) {
    ipcMain.handle(ipcChannel(name), async (event, input: unknown) => {
      if (!isFromKiosk(event, origin))
        throw appError('FORBIDDEN_ORIGIN', { origin: event.senderFrame?.url ?? '' });
      const answer = await answering;
      return answer(name, input);
    });
  }
  let isClosed = false;
  let unsubscribe: () => void = () => undefined;
  void starting.then(({ feed }) => {
    if (isClosed) return;
    unsubscribe = feed.subscribe((overview) => {
      if (!window.isDestroyed() && !window.isCrashed()) window.send(OVERVIEW_CHANNEL, overview);
    });
  });
  return () => {
    isClosed = true;
    unsubscribe();
    for (const name of USE_CASE_NAMES) ipcMain.removeHandler(ipcChannel(name));
  };
}

/** How the running program answers the kiosk. */
function answerFrom({
  engine,
  access,
  pin,
  settingsService,
  storeSettings,
  cameraSettings,
  setupWizard,
  log,
}: KioskIpcParts): Answer {
  const useCases: UseCases = {
    overview: () => engine.overview(),
    record: (input) => engine.record(input, 'kiosk'),
    cancel: () => engine.cancel(),
    focus: (input) => engine.setFocus(input),
    testBus: () => engine.benchmarkBus(),
    diagnostics: () => engine.diagnostics(),
    saveBundle: () => engine.usbExport.saveBundle(() => engine.bundle()),
    sessions: (input) => Promise.resolve(engine.sessions.list(input)),
    session: (input) =>
      Promise.resolve(engine.sessions.detail(USE_CASES.session.input.parse(input).session_id)),
    decide: async (input) => {
      const { session_id: id, action } = USE_CASES.decide.input.parse(input);
      return engine.sessions[action](id);
    },
    renumber: async (input) => {
      const { session_id: id, ...request } = USE_CASES.renumber.input.parse(input);
      return engine.sessions.renumber(id, request);
    },
    correct: async (input) => {
      const { session_id: id, ...request } = USE_CASES.correct.input.parse(input);
      return engine.sessions.correct(id, request);
    },
    retryQueue: () => Promise.resolve(engine.retryQueue()),
    queue: () => Promise.resolve(engine.queue()),
    sticks: () => engine.usbExport.describe(),
    exportTo: (input) => engine.usbExport.start(input),
    cancelExport: () => engine.usbExport.cancel(),
    sticksDelivered: async () => {
      await engine.sessions.allDelivered();
      return engine.usbExport.describe();
    },
    machine: () => engine.machine.describe(),
    timeZones: () => engine.machine.timeZones(),
    setTime: (input) => engine.machine.setTime(input),
    setBrightness: (input) => engine.machine.setBrightness(input),
    wifi: (input) => engine.machine.wifi.describe(input),
    switchWifiOn: () => engine.machine.wifi.switchOn(),
    joinWifi: (input) => engine.machine.wifi.join(input),
    forgetWifi: (input) => engine.machine.wifi.forget(input),
    updates: () => engine.machine.updates(),
    update: (input) => done(engine.machine.update(input)),
    original: () => engine.machine.legacyServer(),
    takeOver: () => done(engine.machine.migrate()),
    restartMachine: () => done(engine.machine.restart()),
    shutDownMachine: () => done(engine.machine.shutDown()),
    remoteAccess: () => Promise.resolve(access.describe()),
    newPassword: () => access.newPassword(),
    settings: () => Promise.resolve(settingsService.settings()),
    saveSettings: (input) => settingsService.save(input),
    store: () => Promise.resolve(storeSettings.describe()),
    saveStore: (input) => storeSettings.save(input),
    cameraSetUp: () => Promise.resolve(cameraSettings.describe()),
    saveCameras: (input) => cameraSettings.save(input),
    still: (input) => cameraSettings.snapshot(input),
    restart: () => {
      settingsService.restart();
      return Promise.resolve({ status: 'ok' });
    },
    firstStart: () => setupWizard.describe(),
    setFirstStart: (input) => setupWizard.goTo(USE_CASES.setFirstStart.input.parse(input)),
    pin: () => pin.describe(),
    unlock: (input) => pin.unlock(USE_CASES.unlock.input.parse(input).pin),
    lock: () => pin.lock(),
    stayOpen: () => pin.stayOpen(),
    setPin: (input) => pin.set(USE_CASES.setPin.input.parse(input).pin),
    ...accessUseCases(access),
  };
  return async (name, input) => {
    try {
      if (PIN_PROTECTED.has(name)) await pin.requireOpen();
      // The engine itself reads a request to record, after it has seen that no other runs.
      const checked = name === 'record' ? input : USE_CASES[name].input.parse(input);
      return { ok: true, value: await useCases[name](checked) };
    } catch (thrown) {
      const error = asAppError(thrown);
      if (error.code === 'INTERNAL_ERROR') log.error({ useCase: name, error: error.cause }, error.message);
      return { ok: false, error: errorAnswer(error) };
    }
  };
}

/** The answer to a deed of which there is nothing to tell. */
async function done(action: Promise<void>): Promise<{ status: 'ok' }> {
  await action;
  return { status: 'ok' };
}

/** What the kiosk decides about those who come from elsewhere: whoever sits here is never locked out. */
function accessUseCases(access: RemoteAccess) {
  return {
    choosePassword: (input: unknown) =>
      done(access.choosePassword(USE_CASES.choosePassword.input.parse(input).password)),
    logOutEverywhere: () => {
      access.endAllLogins();
      return done(Promise.resolve());
    },
    tokens: () => Promise.resolve({ tokens: access.tokens.list() }),
    makeToken: (input: unknown) => access.tokens.make(USE_CASES.makeToken.input.parse(input).name),
    revokeToken: (input: unknown) =>
      done(access.tokens.revoke(USE_CASES.revokeToken.input.parse(input).name)),
  };
}

/** True where the kiosk's own page calls, and no frame within it. */
export function isFromKiosk(
  { senderFrame }: Pick<IpcMainInvokeEvent, 'senderFrame'>,
  origin: string,
): boolean {
  return senderFrame !== null && senderFrame.parent === null && senderFrame.url.startsWith(`${origin}/`);
}
