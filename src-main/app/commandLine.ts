import { appError } from '#contract/errors';
import type { SettingName } from '#contract/settings';
import { parseFlags } from './flags';

/** What the command line asks for. */
export interface CommandLine {
  headless: boolean;
  windowed: boolean;
  help: boolean;
  version: boolean;
  /** Only tell how cameras, disk and store stand. */
  check: boolean;
  /** Only wait until the program that runs does not photograph. */
  waitIdle: boolean;
  /** Only take the PIN of the kiosk's screen away. */
  resetPin: boolean;
  /** Only tell what is there of the original capture server. */
  showLegacyServer: boolean;
  /** Only make the original's bucket the saved setting. */
  adopt: boolean;
  /** Only bring the goats of this folder, a stick's, to the store; undefined where that is not asked for. */
  importFrom: string | undefined;
  /** Simulate cameras where none is there, and keep pictures in a folder where there are no keys for S3. */
  isTrial: boolean;
  /** The folder that simulated cameras play; undefined where frames are drawn. */
  simulateFolder: string | undefined;
  /** The settings that flags stand for: they win over all others. */
  settings: Partial<Record<SettingName, string>>;
}

export const HELP = `goat-capture: photographs a goat from three sides and brings the pictures to S3

  --headless            no window: engine, API and page only
  --simulate[=FOLDER]   simulated cameras; play FOLDER/side, FOLDER/top and FOLDER/front
  --data-dir DIR        where sessions and saved settings are kept
  --port N              the port of the API and the page (5001)
  --host ADDRESS        the address to listen on (0.0.0.0)
  --windowed            a window instead of the full screen
  --try-out             simulate cameras where there is none; a folder where there are no keys for S3
  --check               tells how cameras, disk, store and machine stand; exit code 0 where all is well, else 1
  --wait-idle           waits, 90 s at most, until the program that runs does not photograph
  --reset-pin           takes the PIN of the kiosk's screen away
  --original            tells what is here of the original capture server; exit code 1 where nothing is
  --adopt               takes the original's bucket into the settings: a part of goat-capture migrate
  --help, --version

goat-capture import DIR: brings the goats of a stick, or of a folder like one, to the store that is set; DIR is only
read. Exit code 0 where all are there, else 1; what is missing comes with the next run. --data-dir as above.

Where it is installed as a package:
  sudo goat-capture mode [auto|kiosk|headless]   tells or fixes what starts at each boot
  sudo goat-capture migrate [--look]             takes over from the original capture server; --look only tells of it

Settings come from environment variables; see the README.
`;

/**
 * Reads the arguments after the program's name.
 * @throws AppError INVALID_COMMAND_LINE that names a flag that is not known or lacks its value.
 */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parse(args);
  const cameras = { CAMERA_SIDE: 'simulated', CAMERA_TOP: 'simulated', CAMERA_FRONT: 'simulated' };
  return {
    headless: values.headless,
    windowed: values.windowed,
    help: values.help,
    version: values.version,
    check: values.check,
    waitIdle: values['wait-idle'],
    resetPin: values['reset-pin'],
    showLegacyServer: values.original,
    adopt: values.adopt,
    importFrom: importFolder(positionals),
    isTrial: values['try-out'],
    simulateFolder: values.simulate === '' ? undefined : values.simulate,
    settings: {
      ...(values.simulate !== undefined && cameras),
      ...(values['data-dir'] !== undefined && { DATA_DIR: values['data-dir'] }),
      ...(values.port !== undefined && { PORT: values.port }),
      ...(values.host !== undefined && { HOST: values.host }),
    },
  };
}

/** The one command that is a word. */
function importFolder(positionals: readonly string[]): string | undefined {
  const [command, folder, ...more] = positionals;
  if (command === undefined) return undefined;
  if (command !== 'import')
    throw appError('INVALID_COMMAND_LINE', { detail: `there is no command ${command}` });
  if (folder === undefined || folder === '' || more.length > 0)
    throw appError('INVALID_COMMAND_LINE', { detail: 'import needs the name of one folder' });
  return folder;
}

function parse(args: readonly string[]) {
  try {
    return parseFlags(args);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw appError('INVALID_COMMAND_LINE', { detail }, { cause });
  }
}
