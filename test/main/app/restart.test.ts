import { fileURLToPath } from 'node:url';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockDataDir } from '#engine/platform/lock';
import { launch } from '#main/app/launch';
import { NO_CAMERAS } from '#support/engine';

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

let dataDir: string;
let signalListeners: Map<string, NodeJS.SignalsListener[]>;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'goat-restart-'));
  signalListeners = new Map(SIGNALS.map((signal) => [signal, process.listeners(signal)]));
});
afterEach(async () => {
  for (const signal of SIGNALS) {
    for (const listener of process.listeners(signal)) {
      if (!signalListeners.get(signal)?.includes(listener)) process.off(signal, listener);
    }
  }
  await rm(dataDir, { recursive: true });
});

/** Launches a program without cameras; `ended` tells how it ended, and whether all was stopped by then. */
function launchHere() {
  let resolveEnd: (end: { code: number; isFree: boolean }) => void = () => undefined;
  const ended = new Promise<{ code: number; isFree: boolean }>((resolve) => (resolveEnd = resolve));
  const launched = launch(
    ['--data-dir', dataDir, '--port', '0', '--host', '127.0.0.1'],
    {
      environment: { ...NO_CAMERAS, STORE: 'folder', API_PASSWORD: 'goats eat paper' },
      ...{ installed: false, version: '0.0.0' },
      pageFolder: fileURLToPath(new URL('.', import.meta.url)),
    },
    // What is still running then would be cut off.
    (code) => {
      resolveEnd({ code, isFree: isFree() });
    },
  );
  return { ...launched, ended };
}

it('a program that is ended while it starts ends with all stopped', async () => {
  const { quit, ended } = launchHere();
  await quit();
  expect(await ended).toEqual({ code: 0, isFree: true });
});

it.each(['begins to stop', 'begins to start'] as const)(
  'a program that is ended when its restart %s ends with all stopped',
  async (moment) => {
    const { started, quit, ended } = launchHere();
    const app = await started;
    if (!app) throw new Error('it has not started');
    const stop = app.stop.bind(app);
    app.stop = async () => {
      const stopped = stop();
      if (moment === 'begins to stop') void quit();
      await stopped;
      // The restart goes on first.
      if (moment === 'begins to start') setImmediate(() => void quit());
    };
    app.settingsService.restart();
    expect(await ended).toEqual({ code: 0, isFree: true });
  },
);

/** True where no program holds the data directory, nor is about to. */
function isFree(): boolean {
  try {
    lockDataDir(dataDir).release();
    return true;
  } catch {
    return false;
  }
}
