import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { shareFrames } from './sharedFrames';

/** The built program without a window, on plain Node, with simulated cameras. */
export interface HeadlessServer {
  /** As `http://localhost:5001`. */
  address: string;
  dataDir: string;
  process: ChildProcess;
  /** What it has logged so far, a JSON object a line. */
  log: string[];
  /** Ends it in order and removes its data. */
  stop: () => Promise<void>;
}

/** Starts the program with the given settings; resolves when it says that it is ready. */
export async function startHeadless(environment: Record<string, string>): Promise<HeadlessServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'goat-headless-'));
  await shareFrames(dataDir);
  const args = ['out/main/headless.js', '--simulate', '--data-dir', dataDir, '--port', '0'];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const log: string[] = [];
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      log.push(line);
      const ready = /ready: (http:\/\/localhost:\d+)/.exec(line);
      if (ready?.[1] !== undefined) resolve(ready[1]);
    });
    child.once('exit', () => {
      reject(new Error(`it ended before it was ready:\n${log.join('\n')}`));
    });
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    }
    await rm(dataDir, { recursive: true, force: true });
  };
  return { address, dataDir, process: child, log, stop };
}
