import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { CAMERA_NAMES } from '#contract/cameras';
import { prepareSampleFrames } from '#engine/cameras/simulator/sampleFrames';
import { systemClock } from '#engine/platform/clock';
import { Processes } from '#engine/platform/processes';
import { completeSetupWizard } from '#support/setupWizard';

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
  /** Of the kiosk's window and page with nothing behind them. */
  pageAlone: number[];
  kiosk: number[];
}

/**
 * Starts an empty window, the kiosk's page alone and the kiosk in turns, until a button is on the screen that can be
 * pressed. Each has a home of its own that it keeps, as on a machine that is started each morning, the kiosk's with what its
 * simulated cameras play. The first turn, which makes what Electron keeps there and fills the disk's cache, does not count.
 * @param size of the simulated cameras' pictures, in px.
 */
export async function measureStarts(
  electron: ElectronCommand,
  size: { width: number; height: number },
  environment: NodeJS.ProcessEnv,
  turns: number,
): Promise<Starts> {
  const starts: Starts = { empty: [], pageAlone: [], kiosk: [] };
  const root = await mkdtemp(path.join(tmpdir(), 'goat-start-'));
  const dataDir = path.join(root, 'data');
  const probes = path.join(root, 'probes');
  try {
    await completeSetupWizard(dataDir);
    await prepareSampleFrames({
      dataDir,
      processes: new Processes(systemClock),
      cameras: CAMERA_NAMES,
      ...size,
    });
    const probed = {
      program: electron.program,
      switches: [...electron.switches, '-r', await buildForElectron('startProbe', probes)],
    };
    const env = { ...environment, BENCH_PAGE_PROBE: await buildForElectron('pageProbe', probes) };
    const pageAlone = {
      name: 'page-alone',
      main: path.basename(await buildForElectron('pageAlone', probes)),
    };
    await writeFile(path.join(probes, 'package.json'), JSON.stringify(pageAlone));
    const kinds = [
      { args: [EMPTY], times: starts.empty },
      { args: [probes], times: starts.pageAlone },
      { args: ['.', '--simulate', '--data-dir', dataDir, '--port', '0'], times: starts.kiosk },
    ].map((kind, index) => ({ ...kind, home: path.join(root, `home-${index}`) }));
    for (const { home } of kinds) await mkdir(home);
    for (let turn = 0; turn <= turns; turn++) {
      for (const { args, times, home } of kinds) {
        const ms = await startOnce(probed, args, { ...env, HOME: home });
        if (turn > 0) times.push(ms);
      }
    }
    return starts;
  } finally {
    await rm(root, { recursive: true });
  }
}

/** Electron takes scripts that are to run before others, and sandboxed ones, only as CommonJS. */
async function buildForElectron(name: string, outDir: string): Promise<string> {
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

async function startOnce(
  { program, switches }: ElectronCommand,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const startedAt = Date.now();
  const child = spawn(program, [...switches, ...args], {
    env: environment,
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
  }
}
