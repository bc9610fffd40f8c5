import { parseArgs } from 'node:util';

// The window is opened by what stands here, before the larger part of the program is read: it needs no more than this.

/** Switches of Chromium and Node that Electron reads itself; they stand in the same list. */
const ELECTRON_FLAGS =
  /^--(no-sandbox|ozone-platform|inspect|remote-debugging|enable-|disable-|force-|log-level)/;

const BOOLEAN = { type: 'boolean', default: false } as const;
const STRING = { type: 'string' } as const;

/** What is only told or done: no program is started for it. */
const COMMANDS = ['help', 'version', 'check', 'wait-idle', 'reset-pin', 'original', 'adopt'] as const;

/**
 * The arguments after the program's name, as they stand there.
 * @throws TypeError that names a flag that is not known or lacks its value.
 */
export function parseFlags(args: readonly string[]) {
  const own = args.filter((arg) => !ELECTRON_FLAGS.test(arg));
  return parseArgs({
    // The one flag whose value may be left out.
    args: own.map((arg) => (arg === '--simulate' ? '--simulate=' : arg)),
    strict: true,
    allowPositionals: true,
    options: {
      ...{ help: BOOLEAN, version: BOOLEAN, check: BOOLEAN, 'wait-idle': BOOLEAN },
      ...{ 'reset-pin': BOOLEAN, original: BOOLEAN, adopt: BOOLEAN },
      ...{ headless: BOOLEAN, windowed: BOOLEAN, 'try-out': BOOLEAN },
      ...{ simulate: STRING, 'data-dir': STRING, port: STRING, host: STRING },
    },
  });
}

/**
 * The window that arguments ask for; null where they ask for none, or make no sense: that is told of by who reads them whole.
 */
export function askedWindow(args: readonly string[]): { windowed: boolean } | null {
  try {
    const { values, positionals } = parseFlags(args);
    const isCommand = COMMANDS.some((name) => values[name]) || positionals.length > 0;
    return values.headless || isCommand ? null : { windowed: values.windowed };
  } catch {
    return null;
  }
}
