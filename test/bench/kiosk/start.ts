import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { passFirstStart } from '../../firstStart';

const EMPTY = fileURLToPath(new URL('empty', import.meta.url));

/** What is not there after so many ms will not come. */
const START_LIMIT_MS = 60_000;

/** How to start Electron here. */
export interface ElectronCommand {
  program: string;
  /** Of Chromium itself. */
  switches: string[];
}

/** Milliseconds of each start, in the order in which they were done. */
export interface Starts {
  empty: number[];
  kiosk: number[];
}

/**
 * Starts an empty window and the kiosk in turns, each with a home of its own that holds no more than that the first start is
 * over: until a button is on the screen that can be pressed. The first turn, which fills the disk's cache, does not count.
 * @param films what the simulated cameras play, so that none has to be drawn.
 */
export async function measureStarts(
  electron: ElectronCommand,
  films: string,
  environment: NodeJS.ProcessEnv,
  turns: number,
): Promise<Starts> {
  const starts: Starts = { empty: [], kiosk: [] };
  const probes = await mkdtemp(path.join(tmpdir(), 'goat-probes-'));
  try {
    const probed = {
      program: electron.program,
      switches: [...electron.switches, '-r', await buildProbe('startProbe', probes)],
    };
    const env = { ...environment, BENCH_PAGE_PROBE: await buildProbe('pageProbe', probes) };
    for (let turn = 0; turn <= turns; turn++) {
      const emptyMs = await startOnce(probed, () => [EMPTY], env);
      const kioskMs = await startOnce(
        probed,
        (home) => ['.', `--simulate=${films}`, '--data-dir', dataDirIn(home), '--port', '0'],
        env,
      );
      if (turn === 0) continue;
      starts.empty.push(emptyMs);
      starts.kiosk.push(kioskMs);
    }
    return starts;
  } finally {
    await rm(probes, { recursive: true });
  }
}

/** Electron takes scripts that are to run before others, and sandboxed ones, only as CommonJS. */
async function buildProbe(name: string, outDir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { external: ['electron'] },
    build: {
      ssr: fileURLToPath(new URL(`${name}.ts`, import.meta.url)),
      outDir,
      emptyOutDir: false,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false } },
    },
  });
  return path.join(outDir, `${name}.cjs`);
}

const dataDirIn = (home: string) => path.join(home, 'data');

async function startOnce(
  { program, switches }: ElectronCommand,
  argsIn: (home: string) => string[],
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const home = await mkdtemp(path.join(tmpdir(), 'goat-start-'));
  await passFirstStart(dataDirIn(home));
  const startedAt = Date.now();
  const child = spawn(program, [...switches, ...argsIn(home)], {
    env: { ...environment, HOME: home },
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: START_LIMIT_MS,
  });
  const ended = once(child, 'close');
  try {
    for await (const line of createInterface(child.stdout)) {
      const at = /^pressable (\d+)$/.exec(line)?.[1];
      if (at !== undefined) return Number(at) - startedAt;
    }
    throw new Error('it has shown nothing to press');
  } finally {
    child.kill('SIGTERM');
    child.stdout.resume();
    await ended;
    await rm(home, { recursive: true, force: true });
  }
}
