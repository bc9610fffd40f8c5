import { z } from 'zod';
import { errorAnswerSchema } from '#contract/errors';
import type { KioskBridge } from '#contract/ipc';
import { USE_CASES, type UseCaseName } from '#contract/useCases';
import {
  answeredError,
  INITIAL_STATE,
  noConnection,
  strangeAnswer,
  type KioskClient,
  type KioskState,
} from './kioskClient';
import { READ_TIMEOUT_MS, subscribeToOverview, type OverviewSubscription } from './overviewSubscription';
import { createStore } from './store';

declare global {
  interface Window {
    /** Put there by the preload script; absent in a browser. */
    kiosk?: KioskBridge;
  }
}

/** The client of the kiosk's own window, over the bridge of its preload script. */
export function createIpcClient(bridge: KioskBridge): KioskClient {
  const state = createStore<KioskState>(INITIAL_STATE);
  let watch: OverviewSubscription | null = null;

  /** Calls a use case of main; what comes back must be of the contract. */
  async function call<T>(name: UseCaseName, output: z.ZodType<T>, input?: unknown): Promise<T> {
    const answerSchema = z.discriminatedUnion('ok', [
      z.object({ ok: z.literal(true), value: output }),
      z.object({ ok: z.literal(false), error: errorAnswerSchema }),
    ]);
    const given = await bridge.call(name, input).catch((cause: unknown) => {
      throw noConnection(cause);
    });
    const answer = answerSchema.safeParse(given);
    if (!answer.success) throw strangeAnswer(answer.error);
    if (!answer.data.ok) throw answeredError(answer.data.error);
    return answer.data.value;
  }

  /** Calls a use case of which there is nothing to tell. */
  async function act(
    name: 'takeOver' | 'update' | 'restartMachine' | 'shutDownMachine',
    input?: unknown,
  ): Promise<void> {
    await call(name, USE_CASES[name].output, input);
  }

  /** The answer to what changes the machine, when the overview has it too. */
  async function changed<T>(answer: Promise<T>): Promise<T> {
    const given = await answer;
    await watch?.refresh();
    return given;
  }

  async function restart(): Promise<void> {
    await call('restart', USE_CASES.restart.output);
  }

  return {
    state,
    start() {
      watch = subscribeToOverview(
        {
          read: () => inTime(call('overview', USE_CASES.overview.output)),
          openStream: (onOverview) => bridge.onOverview(onOverview),
          onNetwork: null,
        },
        state,
      );
      return watch.stop;
    },
    shown: () => {
      bridge.shown();
    },
    record: (request) => changed(call('record', USE_CASES.record.output, request)),
    async cancel() {
      await changed(call('cancel', USE_CASES.cancel.output));
    },
    benchmarkBus: () => call('testBus', USE_CASES.testBus.output),
    diagnose: () => call('diagnostics', USE_CASES.diagnostics.output),
    bundle: { save: () => call('saveBundle', USE_CASES.saveBundle.output) },
    sessions: {
      list: (request) => call('sessions', USE_CASES.sessions.output, request),
      detail: (id) => call('session', USE_CASES.session.output, { session_id: id }),
      decide: (id, action) => changed(call('decide', USE_CASES.decide.output, { session_id: id, action })),
      renumber: (id, goatId) =>
        changed(call('renumber', USE_CASES.renumber.output, { session_id: id, goat_id: goatId })),
      correct: (id, goatData) =>
        changed(call('correct', USE_CASES.correct.output, { session_id: id, goat_data: goatData })),
      retryQueue: () => call('retryQueue', USE_CASES.retryQueue.output),
      queue: () => call('queue', USE_CASES.queue.output),
    },
    usbExport: {
      read: () => call('sticks', USE_CASES.sticks.output),
      copy: (stick, again) => changed(call('exportTo', USE_CASES.exportTo.output, { stick, again })),
      cancel: () => changed(call('cancelExport', USE_CASES.cancelExport.output)),
      delivered: () => changed(call('sticksDelivered', USE_CASES.sticksDelivered.output)),
    },
    preview: {
      watch: (camera, onFrame) =>
        bridge.onPreview(camera, (given) => {
          onFrame(frameSchema.safeParse(given).data ?? null);
        }),
    },
    focus: (camera, locked) => changed(call('focus', USE_CASES.focus.output, { camera, locked })),
    settings: {
      read: () => call('settings', USE_CASES.settings.output),
      save: (settings) => call('saveSettings', USE_CASES.saveSettings.output, { settings }),
      restart,
    },
    cameraSettings: {
      read: () => call('cameraSetUp', USE_CASES.cameraSetUp.output),
      save: (roles) => call('saveCameras', USE_CASES.saveCameras.output, { roles }),
      snapshot: async (device) => (await call('still', USE_CASES.still.output, { device })).jpeg,
      restart,
    },
    store: {
      read: () => call('store', USE_CASES.store.output),
      save: (changes) => call('saveStore', USE_CASES.saveStore.output, changes),
      restart,
    },
    pin: {
      read: () => call('pin', USE_CASES.pin.output),
      unlock: (pin) => call('unlock', USE_CASES.unlock.output, { pin }),
      lock: () => call('lock', USE_CASES.lock.output),
      stayOpen: () => call('stayOpen', USE_CASES.stayOpen.output),
      set: (pin) => call('setPin', USE_CASES.setPin.output, { pin }),
    },
    setupWizard: {
      read: () => call('firstStart', USE_CASES.firstStart.output),
      goTo: (step) => call('setFirstStart', USE_CASES.setFirstStart.output, { step }),
    },
    access: {
      wantsCurrentPassword: false,
      async changePassword(next) {
        await call('choosePassword', USE_CASES.choosePassword.output, { password: next });
      },
      async logOutEverywhere() {
        await call('logOutEverywhere', USE_CASES.logOutEverywhere.output);
      },
      tokens: async () => (await call('tokens', USE_CASES.tokens.output)).tokens,
      makeToken: (name) => call('makeToken', USE_CASES.makeToken.output, { name }),
      async revokeToken(name) {
        await call('revokeToken', USE_CASES.revokeToken.output, { name });
      },
    },
    clock: {
      read: () => call('machine', USE_CASES.machine.output),
      timeZones: () => call('timeZones', USE_CASES.timeZones.output),
      setTime: (request) => call('setTime', USE_CASES.setTime.output, request),
      setBrightness: (percent) => call('setBrightness', USE_CASES.setBrightness.output, { percent }),
    },
    wifi: {
      read: (rescan) => call('wifi', USE_CASES.wifi.output, { rescan }),
      switchOn: () => call('switchWifiOn', USE_CASES.switchWifiOn.output),
      join: (request) => call('joinWifi', USE_CASES.joinWifi.output, request),
      forget: (name) => call('forgetWifi', USE_CASES.forgetWifi.output, { name }),
    },
    machine: {
      legacyServer: () => call('original', USE_CASES.original.output),
      migrate: () => act('takeOver'),
      updates: () => call('updates', USE_CASES.updates.output),
      update: ({ stick, file }) => act('update', { stick, file }),
      restart: () => act('restartMachine'),
      shutDown: () => act('shutDownMachine'),
    },
    remoteAccess: {
      read: () => call('remoteAccess', USE_CASES.remoteAccess.output),
      newPassword: () => call('newPassword', USE_CASES.newPassword.output),
    },
    account: null,
  };
}

const frameSchema = z.instanceof(Uint8Array<ArrayBuffer>).nullable();

/** The reading, or a rejection where a main process that hangs lets it wait too long. */
async function inTime<T>(reading: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(noConnection(undefined));
    }, READ_TIMEOUT_MS);
  });
  try {
    return await Promise.race([reading, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
