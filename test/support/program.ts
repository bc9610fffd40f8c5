import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { buildMain } from './builtMain';
import { shareFrameFolders } from './frames';

/** What a test file needs to run the built program. */
export interface ProgramForTests {
  /** The built program without a window, for Node. */
  headless: string;
  /** Films of 320×240 px for its simulated cameras. */
  frameFolders: string;
  /** A data directory, new for each test. */
  dataDir: string;
}

/** Builds the program before the tests of a file, and gives each of them a data directory; removes all of it afterwards. */
export function programForTests(): ProgramForTests {
  const program: ProgramForTests = { headless: '', frameFolders: '', dataDir: '' };
  let remove: () => Promise<void> = () => Promise.resolve();
  beforeAll(async () => {
    ({ headless: program.headless, remove } = await buildMain());
    program.frameFolders = await mkdtemp(path.join(tmpdir(), 'goat-films-'));
    await shareFrameFolders(program.frameFolders, { width: 320, height: 240, count: 4 });
  }, 60_000);
  afterAll(async () => {
    await remove();
    await rm(program.frameFolders, { recursive: true });
  });
  beforeEach(async () => {
    program.dataDir = await mkdtemp(path.join(tmpdir(), 'goat-program-'));
  });
  afterEach(async () => {
    await rm(program.dataDir, { recursive: true });
  });
  return program;
}

/** Starts the program on its simulated cameras; resolves with its port when it is ready. */
export async function startProgram(
  { headless, dataDir, frameFolders }: ProgramForTests,
  env: NodeJS.ProcessEnv,
): Promise<{ child: ChildProcess; port: number }> {
  const args = [headless, '--data-dir', dataDir, '--port', '0', `--simulate=${frameFolders}`];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  for await (const line of createInterface(child.stderr)) {
    const port = /ready: http:\/\/localhost:(\d+)/.exec(line)?.[1];
    if (port === undefined) continue;
    child.stderr.resume();
    return { child, port: Number(port) };
  }
  throw new Error('it ended before it was ready');
}
