import type { CommandLine } from '../commandLine';
import type { LaunchContext } from '../compose';
import { resetPin } from '#engine/auth/pin';
import { findDataDir } from '../loadSettings';

/**
 * `goat-capture --reset-pin`: takes the PIN of the kiosk's screen away, at once also from a program that runs.
 * @returns true.
 */
export async function forgetPin(
  commandLine: CommandLine,
  { environment, installed }: LaunchContext,
  print: (line: string) => void,
): Promise<boolean> {
  await resetPin(findDataDir(commandLine.settings, environment, installed));
  print('There is no PIN any more: Set up on the screen is open, and offers to set a new one.');
  return true;
}
