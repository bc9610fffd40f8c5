import console from 'node:console';
import process from 'node:process';

/** The set-up can't go on: the message says why and what to do, and no stack trace is wanted. */
export class SetupError extends Error {}

/** No Electron can be had for this machine; all else may work. */
export class NoElectron extends SetupError {}

/**
 * One line about what is being done.
 * @param {string} text
 */
export function say(text) {
  console.log(`==> ${text}`);
}

/**
 * Runs one of the commands and sets the exit code that it returns; a SetupError becomes its message and exit code 1.
 * @param {() => Promise<number>} command
 */
export async function runCommand(command) {
  try {
    process.exitCode = await command();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
