import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandLine } from '../commandLine';
import type { LaunchContext } from '../compose';
import { findDataDir, loadSettings } from '../loadSettings';
import { RunningProgram } from './runningProgram';

/** The longest capture with the seed's settings takes 63 s. */
const LIMIT_MS = 90_000;
const POLL_INTERVAL_MS = 500;

/**
 * `goat-capture --wait-idle`: waits until the program that runs on this machine does not photograph, for an upgrade.
 * @returns false where it still did at the end of the time.
 */
export async function waitIdle(commandLine: CommandLine, context: LaunchContext): Promise<boolean> {
  const { environment, installed } = context;
  const dataDir = findDataDir(commandLine.settings, environment, installed);
  const program = new RunningProgram(loadSettings(commandLine.settings, environment, dataDir));
  const end = performance.now() + LIMIT_MS;
  while (await program.isRecording()) {
    if (performance.now() > end) return false;
    await sleep(POLL_INTERVAL_MS);
  }
  return true;
}
