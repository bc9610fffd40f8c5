import { check } from './cli/check';
import { importGoats } from './cli/importGoats';
import { forgetPin } from './cli/resetPin';
import { importLegacySettings, printLegacyServer } from './cli/migrate';
import { waitIdle } from './cli/waitIdle';
import { HELP, readCommandLine, type CommandLine } from './commandLine';
import { startApp, type App, type LaunchContext } from './compose';
import { asAppError, translateFault } from '#contract/errors';
import { enterInstallation } from './installation';
import { startWatchdog, type Watchdog } from './watchdog';

/** A stop that takes longer than so many ms has gone wrong. */
const STOP_LIMIT_MS = 5000;
/** The exit code of a program that could not stop cleanly. */
const STOP_FAILED_EXIT_CODE = 1;
/** The exit code of a command that a signal has ended. */
const INTERRUPTED_EXIT_CODE = 1;

/** A program on its way, and how to end it. */
export interface Launch {
  /** Resolves when it runs; null where there was only something to print, or where it can't start: `exit` was called then. */
  started: Promise<App | null>;
  /** Stops everything and ends the program with code 0; the second call does nothing. */
  quit: () => Promise<void>;
}

/**
 * Starts the program from its command line: the part that is the same with a window and without.
 * SIGTERM, SIGINT and SIGHUP end it in order.
 * @param exit ends the process with a code.
 */
export function launch(
  args: readonly string[],
  context: LaunchContext,
  exit: (code: number) => void,
): Launch {
  // Keys never come from a cloud machine's metadata service: looking for it takes seconds, and a barn has none.
  process.env.AWS_EC2_METADATA_DISABLED = 'true';
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  let ending: Promise<void> | null = null;
  let app: App | null = null;
  let watchdog: Watchdog | null = null;
  let changing: Promise<void> = Promise.resolve();
  const stop = async () => {
    watchdog?.stop();
    // What is being stopped or started just now is stopped to its end; why it could not be is told by whoever began it.
    await changing.catch(() => undefined);
    await app?.stop();
  };
  // A command that is broken off has not done what was asked for.
  let isCommand = false;
  const exitQuitting = (code: number) => {
    exit(isCommand ? INTERRUPTED_EXIT_CODE : code);
  };
  const quit = (): Promise<void> => (ending ??= stopAndExit(stop, exitQuitting));
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void quit());

  const start = async (): Promise<App | null> => {
    const commandLine = readCommandLine(args);
    if (commandLine.help || commandLine.version) {
      process.stdout.write(commandLine.help ? HELP : `${context.version}\n`);
      exit(0);
      return null;
    }
    if (context.installed) enterInstallation(commandLine.settings.DATA_DIR !== undefined);
    const command = oneOf(commandLine, context);
    if (command) {
      isCommand = true;
      exit((await command()) ? 0 : 1);
      return null;
    }
    const restart = () => {
      changing = changing.then(async () => {
        await app?.stop();
        app = null;
        if (!ending) await startOnce();
      });
      // Whoever watches over the program starts it again.
      changing.catch((thrown: unknown) => {
        giveUp(thrown, exit);
      });
    };
    const startOnce = async () => {
      app = await startApp(commandLine, context, restart);
    };
    changing = startOnce();
    await changing;
    if (app) watchdog = startWatchdog(process.env, app.log);
    return app;
  };
  const started = start().catch((thrown: unknown) => {
    giveUp(thrown, exit);
    return null;
  });
  return { started, quit };
}

/** Says why there is no program, and ends it. */
function giveUp(thrown: unknown, exit: (code: number) => void): void {
  const { message, fix } = translateFault(asAppError(thrown).fault, 'en');
  process.stderr.write(`${message} ${fix}\n`);
  exit(1);
}

/** What is asked for instead of a start, if anything; false is an exit code of 1. */
function oneOf(commandLine: CommandLine, context: LaunchContext): (() => Promise<boolean>) | null {
  if (commandLine.importFrom !== undefined) return () => importGoats(commandLine, context, printLine);
  if (commandLine.check) return () => check(commandLine, context, printLine);
  if (commandLine.waitIdle) return () => waitIdle(commandLine, context);
  if (commandLine.resetPin) return () => forgetPin(commandLine, context, printLine);
  if (commandLine.showLegacyServer) return () => printLegacyServer(printLine);
  return commandLine.adopt ? () => importLegacySettings(commandLine, context, printLine) : null;
}

function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function stopAndExit(stop: () => Promise<void>, exit: (code: number) => void): Promise<void> {
  const giveUp = setTimeout(() => {
    process.stderr.write('The program could not stop in time.\n');
    exit(STOP_FAILED_EXIT_CODE);
  }, STOP_LIMIT_MS);
  try {
    await stop();
    exit(0);
  } catch (error) {
    process.stderr.write(`The program did not stop cleanly: ${String(error)}\n`);
    exit(STOP_FAILED_EXIT_CODE);
  } finally {
    clearTimeout(giveUp);
  }
}
