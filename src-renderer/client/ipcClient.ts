import { z } from 'zod';
import type { CameraName } from '../../src-main/contract/cameras';
import { errorAnswerSchema } from '../../src-main/contract/errors';
import type { KioskBridge } from '../../src-main/contract/ipc';
import { USE_CASES, type UseCaseName } from '../../src-main/contract/kiosk';
import {
  answeredError,
  INITIAL_STATE,
  noConnection,
  strangeAnswer,
  type KioskClient,
  type KioskState,
  type PreviewSource,
} from './kioskClient';
import { READ_TIMEOUT_MS, watchOverview, type OverviewWatch } from './overviewWatch';
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
  let watch: OverviewWatch | null = null;

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

  return {
    state,
    start() {
      watch = watchOverview(
        {
          read: () => inTime(call('overview', USE_CASES.overview.output)),
          openStream: (onOverview) => bridge.onOverview(onOverview),
        },
        state,
      );
      return watch.stop;
    },
    async record(request) {
      const answer = await call('record', USE_CASES.record.output, request);
      await watch?.refresh();
      return answer;
    },
    async cancel() {
      await call('cancel', USE_CASES.cancel.output);
      await watch?.refresh();
    },
    preview: { watch: shareFrames(bridge) },
    remoteAccess: {
      read: () => call('remoteAccess', USE_CASES.remoteAccess.output),
      newPassword: () => call('newPassword', USE_CASES.newPassword.output),
    },
    account: null,
  };
}

type Watch = Extract<PreviewSource, { watch: unknown }>['watch'];
const frameSchema = z.instanceof(Uint8Array<ArrayBuffer>).nullable();

/** One subscription of the bridge for each camera, however many look: the end of one must not end the others'. */
function shareFrames(bridge: KioskBridge): Watch {
  const watched = new Map<CameraName, { onFrames: Set<Parameters<Watch>[1]>; stop: () => void }>();
  return (camera, onFrame) => {
    const onFrames = watched.get(camera)?.onFrames ?? new Set();
    // One of its own, so that the same function can look twice.
    const own: typeof onFrame = (jpeg) => {
      onFrame(jpeg);
    };
    onFrames.add(own);
    if (!watched.has(camera)) {
      const stop = bridge.onPreview(camera, (given) => {
        const frame = frameSchema.safeParse(given).data ?? null;
        for (const each of [...onFrames]) each(frame);
      });
      watched.set(camera, { onFrames, stop });
    }
    return () => {
      onFrames.delete(own);
      if (onFrames.size > 0) return;
      watched.get(camera)?.stop();
      watched.delete(camera);
    };
  };
}

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
