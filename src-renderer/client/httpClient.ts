import { z } from 'zod';
import { doneAnswerSchema } from '#contract/authApi';
import { errorAnswerSchema } from '#contract/errors';
import { USE_CASES } from '#contract/useCases';
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

/** `/record` may have to ask a slow store whether the goat is there; in ms. */
const CALL_TIMEOUT_MS = 30_000;
/** A stick takes its time to write what it has taken in; in ms. */
const CLOSE_TIMEOUT_MS = 150_000;
/** Remembers in the browser that its cookie is one of a login: the cookie itself can't be read by scripts. */
const LOGGED_IN_KEY = 'goat-capture.logged-in';

/** What this client uses of an `EventSource`. */
export interface EventStream {
  addEventListener(type: 'overview', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
  close(): void;
}

/** What the browser gives; tests bring their own. */
export interface Browser {
  fetch(address: string, options: RequestInit): Promise<Response>;
  openStream(address: string): EventStream;
  /** Calls back when it has lost all its networks, or has one again; returns what ends that. */
  onNetwork(listener: (isOnline: boolean) => void): () => void;
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

/** The client of a browser, over the API of the machine that served the page. */
export function createHttpClient(browser: Browser): KioskClient {
  const state = createStore<KioskState>({
    ...INITIAL_STATE,
    loggedIn: browser.storage.getItem(LOGGED_IN_KEY) !== null,
  });
  let watch: OverviewSubscription | null = null;

  const wantLogin = () => {
    browser.storage.removeItem(LOGGED_IN_KEY);
    watch?.stop();
    state.set({ ...state.get(), connection: 'login', overview: null, loggedIn: false });
  };

  /** Sends a request; what comes back must be of the contract. */
  async function call<T>(
    path: string,
    output: z.ZodType<T>,
    options: RequestInit = {},
    timeoutMs = CALL_TIMEOUT_MS,
  ): Promise<T> {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await browser
      .fetch(path, { credentials: 'same-origin', cache: 'no-store', signal, ...options })
      .catch((cause: unknown) => {
        throw noConnection(cause);
      });
    const body: unknown = await response.json().catch((cause: unknown) => {
      throw noConnection(cause);
    });
    if (response.ok) {
      const answer = output.safeParse(body);
      if (!answer.success) throw strangeAnswer(answer.error);
      return answer.data;
    }
    const rejection = errorAnswerSchema.safeParse(body);
    if (!rejection.success) throw strangeAnswer(rejection.error);
    if (rejection.data.error_code === 'LOGIN_REQUIRED') wantLogin();
    throw answeredError(rejection.data);
  }

  const post = <T>(path: string, output: z.ZodType<T>, body: unknown = {}) =>
    call(path, output, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });

  async function restart(): Promise<void> {
    await post('restart', USE_CASES.restart.output);
  }

  /** The answer to what changes the machine, when the overview has it too. */
  async function changed<T>(answer: Promise<T>): Promise<T> {
    const given = await answer;
    await watch?.refresh();
    return given;
  }

  function follow(): void {
    watch?.stop();
    watch = subscribeToOverview(
      {
        read: () => call('overview', USE_CASES.overview.output, {}, READ_TIMEOUT_MS),
        openStream(onOverview, onBroken) {
          const stream = browser.openStream('events?kinds=overview');
          stream.addEventListener('overview', ({ data }) => {
            onOverview(parseJson(data));
          });
          stream.addEventListener('error', onBroken);
          return () => {
            stream.close();
          };
        },
        onNetwork: (listener) => browser.onNetwork(listener),
      },
      state,
    );
  }

  return {
    state,
    start() {
      follow();
      return () => watch?.stop();
    },
    shown: null,
    record(request) {
      return changed(post('record', USE_CASES.record.output, request));
    },
    async cancel() {
      await changed(post('cancel', USE_CASES.cancel.output));
    },
    benchmarkBus: () => post('diagnostics/cameras', USE_CASES.testBus.output),
    diagnose: () => call('diagnostics', USE_CASES.diagnostics.output),
    bundle: { address: 'diagnostics/bundle' },
    sessions: {
      list: ({ states, limit, before }) => {
        const query = new URLSearchParams({
          ...(states && { states: states.join() }),
          ...(limit !== undefined && { limit: String(limit) }),
          ...(before !== undefined && { before }),
        });
        return call(`sessions?${query.toString()}`, USE_CASES.sessions.output);
      },
      detail: (id) => call(`sessions/${id}`, USE_CASES.session.output),
      decide: (id, action) => changed(post(`sessions/${id}/${action}`, USE_CASES.decide.output)),
      renumber: (id, goatId) =>
        changed(post(`sessions/${id}/renumber`, USE_CASES.renumber.output, { goat_id: goatId })),
      correct: (id, goatData) =>
        changed(post(`sessions/${id}/goat_data`, USE_CASES.correct.output, { goat_data: goatData })),
      retryQueue: () => post('queue/retry', USE_CASES.retryQueue.output),
      queue: () => call('queue', USE_CASES.queue.output),
    },
    usbExport: {
      read: () => call('sticks', USE_CASES.sticks.output),
      copy: (stick, again) => changed(post('export', USE_CASES.exportTo.output, { stick, again })),
      cancel: () =>
        changed(call('export', USE_CASES.cancelExport.output, { method: 'DELETE' }, CLOSE_TIMEOUT_MS)),
      delivered: () => changed(post('export/delivered', USE_CASES.sticksDelivered.output)),
    },
    preview: { address: (camera) => `preview/${camera}` },
    focus: (camera, locked) => changed(post('focus', USE_CASES.focus.output, { camera, locked })),
    settings: {
      read: () => call('settings', USE_CASES.settings.output),
      save: (settings) => post('settings', USE_CASES.saveSettings.output, { settings }),
      restart,
    },
    cameraSettings: {
      read: () => call('cameras', USE_CASES.cameraSetUp.output),
      save: (roles) => post('cameras', USE_CASES.saveCameras.output, { roles }),
      snapshot: async (device) => {
        const query = new URLSearchParams({ device });
        return (await call(`cameras/still?${query.toString()}`, USE_CASES.still.output)).jpeg;
      },
      restart,
    },
    store: null,
    wifi: null,
    pin: null,
    setupWizard: null,
    machine: null,
    clock: {
      read: () => call('machine', USE_CASES.machine.output),
      timeZones: () => call('machine/time_zones', USE_CASES.timeZones.output),
      setTime: (request) => post('machine/time', USE_CASES.setTime.output, request),
      setBrightness: (percent) => post('machine/brightness', USE_CASES.setBrightness.output, { percent }),
    },
    access: {
      wantsCurrentPassword: true,
      async changePassword(next, current) {
        await post('password', doneAnswerSchema, { current_password: current, new_password: next });
      },
      async logOutEverywhere() {
        await post('logout', doneAnswerSchema, { everywhere: true });
        wantLogin();
      },
      tokens: async () => (await call('tokens', USE_CASES.tokens.output)).tokens,
      makeToken: (name) => post('tokens', USE_CASES.makeToken.output, { name }),
      async revokeToken(name) {
        await call(`tokens/${name}`, doneAnswerSchema, { method: 'DELETE' });
      },
    },
    remoteAccess: null,
    account: {
      async login(password) {
        await post('login', doneAnswerSchema, { password });
        browser.storage.setItem(LOGGED_IN_KEY, 'yes');
        state.set({ ...state.get(), connection: 'connecting', loggedIn: true });
        follow();
      },
      async logout() {
        await post('logout', doneAnswerSchema);
        browser.storage.removeItem(LOGGED_IN_KEY);
        state.set({ ...state.get(), loggedIn: false });
        await watch?.refresh();
      },
    },
  };
}

/** JSON as a value; undefined, which no schema takes, where it is none. */
function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
