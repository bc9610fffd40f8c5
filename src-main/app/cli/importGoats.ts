import path from 'node:path';
import { chooseStore } from '../createStore';
import type { CommandLine } from '../commandLine';
import type { LaunchContext } from '../compose';
import { appError, asAppError, translateFault, type ErrorCode } from '#contract/errors';
import { systemClock } from '#engine/platform/clock';
import { createLogger } from '#engine/platform/log';
import { findCredentials } from '#engine/settings/storedCredentials';
import { readGoat } from '#engine/usb-export/exportedGoats';
import { findGoats, type FoundGoat } from '#engine/usb-export/findGoats';
import { importGoat } from '#engine/usb-export/importGoat';
import type { Store } from '#engine/upload/store';
import { findDataDir, loadSettings } from '../loadSettings';

/** Faults of one goat: the others are imported all the same. */
const OF_ONE_GOAT: ReadonlySet<ErrorCode> = new Set([
  'GOAT_EXISTS',
  'IMPORT_DAMAGED',
  'IMPORT_NOT_WHOLE',
  'SIMULATED_SESSION',
]);

const BYTES_PER_MB = 1e6;

/**
 * `goat-capture import DIR`: brings the goats of a stick to the store of the settings, and prints a line for each.
 * @returns true where every folder that looks like a goat is in the store.
 * @throws AppError where settings, the folder or the store stand in the way of all.
 */
export async function importGoats(
  commandLine: CommandLine,
  { environment, installed }: LaunchContext,
  print: (line: string) => void,
): Promise<boolean> {
  const dataDir = findDataDir(commandLine.settings, environment, installed);
  const settings = loadSettings(commandLine.settings, environment, dataDir);
  const storeFor = chooseStore(settings, dataDir, createLogger(), findCredentials(environment, dataDir));
  const store = storeFor({ simulated: false });
  const { goats, others } = await findGoats(path.resolve(commandLine.importFrom ?? ''));
  print(`${goats.length} goats, to ${store.place}`);
  const takesSimulated = storeFor({ simulated: true }) === store;
  let there = 0;
  for (const [index, found] of goats.entries()) {
    const label = found.goatId === null ? `folder "${found.name}"` : `goat ${found.goatId}`;
    const place = `${index + 1} of ${goats.length}, ${label}`;
    try {
      print(`${place}: ${await bring(found, store, takesSimulated)}`);
      there += 1;
    } catch (thrown) {
      const { code, fault } = asAppError(thrown);
      if (!OF_ONE_GOAT.has(code)) throw thrown;
      const { message, fix } = translateFault(fault, 'en');
      print(`${place}: LEFT. ${message} ${fix}`);
    }
  }
  if (others.length > 0) print(`These are no goats: ${others.join(', ')}.`);
  print(`${there} of ${goats.length} are in the store.`);
  return there === goats.length;
}

/** @returns the outcome as text for the printed line. */
async function bring(found: FoundGoat, store: Store, takesSimulated: boolean): Promise<string> {
  const goat = await readGoat(found);
  if (goat.simulated && !takesSimulated) throw appError('SIMULATED_SESSION', {});
  const signal = new AbortController().signal;
  const startedMs = systemClock.monotonicMs();
  const outcome = await importGoat(goat, store, { clock: systemClock, signal });
  const renamed = found.goatId === goat.goatId ? '' : ` as goat ${goat.goatId}`;
  if (outcome === 'there') return `was in the store already${renamed}`;
  const bytes = goat.objects.reduce((sum, object) => sum + object.bytes, 0);
  const seconds = (systemClock.monotonicMs() - startedMs) / 1000;
  return `is in the store${renamed}, ${(bytes / BYTES_PER_MB).toFixed(1)} MB in ${seconds.toFixed(1)} s`;
}
