import { homedir } from 'node:os';
import path from 'node:path';
import { SETTING_NAMES, type Settings } from '#contract/settings';
import { checkSettings, readStoredSettings, type GivenSettings } from '#engine/settings/storedSettings';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the installed program keeps its data. */
const INSTALLED_DATA_DIR = '/var/lib/goat-capture';

/**
 * The data directory: a flag's, the environment's, or the default. It is locked before anything in it is read.
 * @throws AppError INVALID_SETTING.
 */
export function findDataDir(flags: GivenSettings, environment: Environment, installed: boolean): string {
  const asked = flags.DATA_DIR ?? fromEnvironment(environment).DATA_DIR;
  if (asked !== undefined) return path.resolve(checkSettings({ DATA_DIR: asked }).DATA_DIR ?? '');
  if (installed) return INSTALLED_DATA_DIR;
  const { XDG_DATA_HOME: xdg = '' } = environment;
  // The XDG rules: what is empty or relative does not count.
  const dataHome = path.isAbsolute(xdg) ? xdg : path.join(homedir(), '.local', 'share');
  return path.join(dataHome, 'goat-capture');
}

/**
 * All settings: flags win over the environment, that over what is saved in the data directory, those over defaults.
 * @throws AppError INVALID_SETTING that names the setting, its value and what is allowed.
 */
export function loadSettings(flags: GivenSettings, environment: Environment, dataDir: string): Settings {
  return checkSettings({ ...readStoredSettings(dataDir), ...fixedSettings(flags, environment) });
}

/** What flags and the environment say: nothing that is saved can change it. */
export function fixedSettings(flags: GivenSettings, environment: Environment): GivenSettings {
  return { ...fromEnvironment(environment), ...flags };
}

/** An environment variable that is set to nothing counts as not set. */
function fromEnvironment(environment: Environment): GivenSettings {
  return Object.fromEntries(
    SETTING_NAMES.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  );
}
