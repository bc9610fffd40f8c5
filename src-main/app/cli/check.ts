import type { CommandLine } from '../commandLine';
import { openEngine, type LaunchContext } from '../compose';
import { stopAll, type Stop } from '../stops';
import type { DiagnosticsAnswer } from '#contract/captureApi';
import type { Finding } from '#contract/diagnostics';
import { openJournal } from '#engine/platform/log';
import { findDataDir, loadSettings } from '../loadSettings';
import { RunningProgram } from './runningProgram';

/** One thing that was looked at. */
interface Line {
  state: Finding['state'];
  text: string;
}

const MARKS: Record<Finding['state'], string> = { ok: 'ok  ', warning: 'WARN', error: 'FAIL' };

/**
 * `goat-capture --check`: prints what the diagnostics find, as the running program tells it or, where none runs,
 * by a look of its own.
 * @returns true where a goat could be photographed and sent now.
 * @throws AppError where settings or the data folder stand in the way.
 */
export async function check(
  commandLine: CommandLine,
  context: LaunchContext,
  print: (line: string) => void,
): Promise<boolean> {
  const { environment, installed, version } = context;
  const dataDir = findDataDir(commandLine.settings, environment, installed);
  const settings = loadSettings(commandLine.settings, environment, dataDir);
  const running = await new RunningProgram(settings).examine();
  const found = findings(running ?? (await examineItself(commandLine, context)));
  print(`Goat Training Capture ${version}, data in ${dataDir}`);
  print(running ? `It runs, and answers on port ${settings.PORT}.` : 'It does not run.');
  for (const { state, text } of found) print(`${MARKS[state]}  ${text}`);
  return found.every(({ state }) => state !== 'error');
}

/** An engine that is not started looks, but neither records nor sends anything. */
async function examineItself(commandLine: CommandLine, context: LaunchContext) {
  const stops: Stop[] = [];
  try {
    const { engine } = await openEngine(commandLine, context, openJournal(context.environment), stops);
    return await engine.diagnostics();
  } finally {
    await stopAll(stops);
  }
}

function findings({ findings: all, capture_config: config }: DiagnosticsAnswer): Line[] {
  const lines = all.map(({ area, state, message, fix }) => ({
    state,
    text: `${area}: ${fix === '' ? message : `${message} ${fix}`}`,
  }));
  const plan = config.plan.map((step) => step.join(' and ')).join(', then ');
  const pictures = `${config.num_images} pictures of ${config.resolution} each`;
  return [...lines, { state: 'ok', text: `plan: ${plan}, ${pictures}` }];
}
