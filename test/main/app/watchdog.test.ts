import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLogger } from '#engine/platform/log';
import { startWatchdog } from '#main/app/watchdog';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goat-watchdog-'));
  const program = path.join(folder, 'systemd-notify');
  await writeFile(program, `#!/bin/sh\necho "$NOTIFY_SOCKET $1" >> '${folder}/told'\n`);
  await chmod(program, 0o755);
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const told = () => readFile(path.join(folder, 'told'), 'utf8').catch(() => '');
const environment = (more: Record<string, string>) => ({ PATH: `${folder}:/usr/bin:/bin`, ...more });

it('tells systemd that the program is ready, lives, and ends', async () => {
  const watchdog = startWatchdog(
    environment({ NOTIFY_SOCKET: '/run/s', WATCHDOG_USEC: '90000' }),
    createLogger(),
  );
  await vi.waitFor(async () => {
    expect((await told()).match(/WATCHDOG=1/g)?.length).toBeGreaterThanOrEqual(2);
  }, 10_000);
  watchdog.stop();
  await vi.waitFor(async () => {
    expect(await told()).toContain('/run/s STOPPING=1');
  }, 10_000);
  expect(await told()).toMatch(/^\/run\/s READY=1$/m);
});

it('only tells the start where systemd watches over nothing', async () => {
  const watchdog = startWatchdog(environment({ NOTIFY_SOCKET: '/run/s' }), createLogger());
  await vi.waitFor(async () => {
    expect(await told()).toBe('/run/s READY=1\n');
  }, 10_000);
  watchdog.stop();
  await vi.waitFor(async () => {
    expect(await told()).toBe('/run/s READY=1\n/run/s STOPPING=1\n');
  }, 10_000);
});

it('is silent where systemd does not listen', () => {
  const log = createLogger();
  const started = vi.spyOn(globalThis, 'setInterval');
  startWatchdog(environment({ WATCHDOG_USEC: '90000' }), log).stop();
  expect(started).not.toHaveBeenCalled();
  started.mockRestore();
});
