import type { CommandLine } from '../commandLine';
import { openEngine, stopAll, type Stop, type Surroundings } from '../compose';
import type { DiagnosticsAnswer } from '../contract/answers';
import { CAMERA_NAMES } from '../contract/cameras';
import { wordsOf, type Fault } from '../contract/errors';
import { createLogger } from '../engine/log';
import { findDataDir, loadSettings } from '../loadSettings';
import { RunningProgram } from './runningProgram';

/** One thing that was looked at. */
interface Finding {
  ok: boolean;
  text: string;
}

/**
 * `goat-capture --check`: prints how cameras, disk and store stand, as the running program tells it or, where none runs,
 * by a look of its own.
 * @returns true where a goat could be photographed and sent now.
 * @throws AppError where settings or the data folder stand in the way.
 */
export async function check(
  commandLine: CommandLine,
  surroundings: Surroundings,
  print: (line: string) => void,
): Promise<boolean> {
  const { environment, installed, version } = surroundings;
  const dataDir = findDataDir(commandLine.settings, environment, installed);
  const settings = loadSettings(commandLine.settings, environment, dataDir);
  const running = await new RunningProgram(settings).examine();
  const { diagnostics, obstacle } = running ?? (await examineItself(commandLine, surroundings));
  const found = findings(diagnostics, obstacle);
  print(`Goat Training Capture ${version}, data in ${dataDir}`);
  print(running ? `It runs, and answers on port ${settings.PORT}.` : 'It does not run.');
  for (const { ok, text } of found) print(`${ok ? 'ok  ' : 'FAIL'}  ${text}`);
  return found.every(({ ok }) => ok);
}

/** An engine that is not started looks, but neither records nor sends anything. */
async function examineItself(commandLine: CommandLine, surroundings: Surroundings) {
  const stops: Stop[] = [];
  try {
    const { engine } = await openEngine(commandLine, surroundings, createLogger(), stops);
    const { obstacle } = await engine.overview();
    return { diagnostics: await engine.diagnostics(), obstacle };
  } finally {
    await stopAll(stops);
  }
}

function findings(
  { cameras, disk, s3, capture_config: config }: DiagnosticsAnswer,
  obstacle: Fault | null,
): Finding[] {
  const found = CAMERA_NAMES.map((name) => {
    const { path, error, fix } = cameras[name];
    const state = error === null ? path : `${path}: ${error} ${fix ?? ''}`;
    return { ok: error === null, text: `${name} camera: ${state}` };
  });
  found.push({ ok: disk.ok, text: `disk: ${disk.free_mb} MB free, ${disk.required_mb} MB needed` });
  if (obstacle && found.every(({ ok }) => ok)) {
    const { message, fix } = wordsOf(obstacle, 'en');
    found.push({ ok: false, text: `capture: ${message} ${fix}` });
  }
  const plan = config.plan.map((step) => step.join(' and ')).join(', then ');
  const pictures = `${config.num_images} pictures of ${config.resolution} each`;
  found.push({ ok: true, text: `plan: ${plan}, ${pictures}` });
  found.push({ ok: s3.ok, text: `store: ${s3.bucket}${s3.error === null ? '' : `: ${s3.error}`}` });
  return found;
}
