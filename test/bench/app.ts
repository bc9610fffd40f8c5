import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { CAMERA_NAMES } from '#contract/cameras';
import { healthAnswerSchema } from '#contract/captureApi';
import { systemClock } from '#engine/platform/clock';
import { buildMain } from '#support/builtMain';
import { cpuSecOf } from './measure';

/** The original's page asks so often, in ms. */
const POLL_MS = 500;

/** What the whole program took from a `/record` until all pictures were checked. */
export interface AppUsage {
  wallSec: number;
  /** CPU seconds of the program's own process: engine and API. What it starts (ffmpeg, djpeg) is not in it. */
  ownCpuSec: number;
}

/**
 * Runs the built program without a window, on three simulated cameras that play one film; a page watches it by
 * `/events`, another one polls `/status` as the original's did.
 * @param environment its settings.
 */
export async function recordByApp(
  frameFolder: string,
  root: string,
  environment: Record<string, string>,
): Promise<AppUsage> {
  const frameFolders = path.join(root, 'films');
  await mkdir(frameFolders);
  for (const camera of CAMERA_NAMES) await symlink(frameFolder, path.join(frameFolders, camera));
  const main = await buildMain();
  try {
    const args = [`--simulate=${frameFolders}`, '--data-dir', path.join(root, 'data')];
    return await whileRunning(main.headless, args, environment, measureCapture);
  } finally {
    await main.remove();
  }
}

/** Does something with the built program while it runs without a window, on a free port. */
export function whileRunning<T>(
  headless: string,
  args: string[],
  environment: Record<string, string>,
  work: (child: ChildProcess, address: string) => Promise<T>,
): Promise<T> {
  const env = { PATH: process.env.PATH, ...environment };
  return whileCommandRuns(process.execPath, [headless, ...args], env, work);
}

/** The same with any command that starts the program. */
export async function whileCommandRuns<T>(
  command: string,
  args: string[],
  environment: NodeJS.ProcessEnv,
  work: (child: ChildProcess, address: string) => Promise<T>,
): Promise<T> {
  const child = spawn(command, [...args, '--port', '0'], {
    env: { STORE: 'folder', ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    return await work(child, await addressOf(child));
  } finally {
    const ended = once(child, 'close');
    child.kill('SIGTERM');
    await ended;
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  const { stderr } = child;
  if (!stderr) throw new Error('the program was started without a pipe');
  for await (const line of createInterface(stderr)) {
    const address = /ready: (http:\/\/localhost:\d+)/.exec(line)?.[1];
    if (address === undefined) continue;
    stderr.resume();
    return address;
  }
  throw new Error('the program ended before it was ready');
}

async function measureCapture({ pid }: ChildProcess, address: string): Promise<AppUsage> {
  if (pid === undefined) throw new Error('the program did not start');
  const watching = new AbortController();
  const events = await fetch(`${address}/events`, { signal: watching.signal });
  const reading = events.body?.pipeTo(new WritableStream()).catch(() => undefined);
  const startMs = systemClock.monotonicMs();
  const before = (await cpuSecOf(pid)).own;
  const headers = { 'Content-Type': 'application/json' };
  const body = JSON.stringify({ goat_id: '17' });
  const answer = await fetch(`${address}/record`, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(await answer.text());
  do {
    await systemClock.sleep(POLL_MS);
    await (await fetch(`${address}/status`)).arrayBuffer();
  } while (healthAnswerSchema.parse(await (await fetch(`${address}/health`)).json()).recording_active);
  const usage = {
    wallSec: (systemClock.monotonicMs() - startMs) / 1000,
    ownCpuSec: (await cpuSecOf(pid)).own - before,
  };
  watching.abort();
  await reading;
  return usage;
}
