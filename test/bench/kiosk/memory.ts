import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { healthAnswerSchema } from '#contract/captureApi';
import { systemClock } from '#engine/platform/clock';
import { completeSetupWizard } from '#support/setupWizard';
import { whileCommandRuns } from '../app';
import { median } from '../measure';
import type { ElectronCommand } from './start';

const POLL_MS = 50;
/** Before it is weighed the program has nothing to do for so many ms. */
const REST_MS = 5000;
/** It is weighed so often, a while apart; the median counts: what is garbage goes up and down. */
const WEIGHINGS = 9;
const WEIGHING_PAUSE_MS = 500;

/** MB of all processes of the kiosk, after so many captures. */
export interface Weight {
  captures: number;
  mb: number;
}

/**
 * Captures over and over with the kiosk's window open, and weighs the program with all its processes after some of them.
 * @param at after how many captures, in ascending order.
 */
export async function measureMemory(
  { program, switches }: ElectronCommand,
  frameFolders: string,
  home: string,
  environment: NodeJS.ProcessEnv,
  at: readonly number[],
): Promise<Weight[]> {
  const dataDir = path.join(home, 'data');
  const args = [...switches, '.', `--simulate=${frameFolders}`, '--data-dir', dataDir];
  const settings = { ...environment, HOME: home };
  await completeSetupWizard(dataDir);
  return whileCommandRuns(program, args, settings, async ({ pid }, address) => {
    if (pid === undefined) throw new Error('the program did not start');
    const weights: Weight[] = [];
    for (let done = 1; done <= Math.max(...at); done++) {
      await captureOnce(address, done);
      if (at.includes(done)) weights.push({ captures: done, mb: await weigh(pid) });
    }
    return weights;
  });
}

async function captureOnce(address: string, goat: number): Promise<void> {
  const body = JSON.stringify({ goat_id: String(goat) });
  const answer = await fetch(`${address}/record`, { method: 'POST', body });
  if (!answer.ok) throw new Error(await answer.text());
  let isRecording = true;
  while (isRecording) {
    await systemClock.sleep(POLL_MS);
    const health = healthAnswerSchema.parse(await (await fetch(`${address}/health`)).json());
    isRecording = health.recording_active;
  }
}

async function weigh(pid: number): Promise<number> {
  await systemClock.sleep(REST_MS);
  const weights: number[] = [];
  for (let count = 0; count < WEIGHINGS; count++) {
    const sizes = await Promise.all((await treeOf(pid)).map(proportionalMb));
    weights.push(sizes.reduce((sum, mb) => sum + mb, 0));
    await systemClock.sleep(WEIGHING_PAUSE_MS);
  }
  return median(weights);
}

/** A process and all its descendants. */
async function treeOf(root: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const status = await readFile(`/proc/${name}/status`, 'utf8').catch(() => '');
    parents.set(Number(name), Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1] ?? 0));
  }
  const tree = [root];
  // What is found is looked through too.
  for (const one of tree) for (const [pid, parent] of parents) if (parent === one) tree.push(pid);
  return tree;
}

/** What the kernel counts as a process's own, shared pages divided by those who share them (PSS, see proc(5)). */
async function proportionalMb(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0) / 1000;
}
