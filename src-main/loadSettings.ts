import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { appError } from './contract/errors';
import {
  allowedValues,
  SETTING_NAMES,
  settingsSchema,
  type SettingName,
  type Settings,
} from './contract/settings';
import { errorCodeOf, writeFileDurably } from './engine/spool/durable';

type Environment = Readonly<Record<string, string | undefined>>;
type Given = Partial<Record<SettingName, unknown>>;

const SAVED_FILE = 'settings.json';
/** Where the installed program keeps its data. */
const INSTALLED_DATA_DIR = '/var/lib/goat-capture';

/**
 * The data directory: a flag's, the environment's, or the default. It is locked before anything in it is read.
 * @throws AppError INVALID_SETTING.
 */
export function findDataDir(flags: Given, environment: Environment, installed: boolean): string {
  const asked = flags.DATA_DIR ?? fromEnvironment(environment).DATA_DIR;
  if (asked !== undefined) return path.resolve(check({ DATA_DIR: asked }).DATA_DIR ?? '');
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
export function loadSettings(flags: Given, environment: Environment, dataDir: string): Settings {
  return check({ ...readSaved(dataDir), ...fromEnvironment(environment), ...flags });
}

function check(given: Given): Settings {
  const parsed = settingsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = SETTING_NAMES.find((candidate) => candidate === issue?.path[0]);
  if (!issue || !name) throw parsed.error;
  // What two settings must be together is said by the check itself, what an item of a list must be by its setting.
  const isTogether = issue.code === 'custom' && issue.path.length === 1;
  const allowed = isTogether ? issue.message : allowedValues(name);
  throw appError('INVALID_SETTING', { name, value: shown(name, given[name]), allowed });
}

/** An environment variable that is set to nothing counts as not set. */
function fromEnvironment(environment: Environment): Given {
  return Object.fromEntries(
    SETTING_NAMES.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  );
}

/**
 * The settings that are saved in the data directory, as they stand there.
 * @throws AppError INVALID_SETTING where the file is no object of settings.
 */
export function readSaved(dataDir: string): Given {
  const file = path.join(dataDir, SAVED_FILE);
  try {
    return z.partialRecord(z.enum(SETTING_NAMES), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    if (errorCodeOf(cause) === 'ENOENT') return {};
    throw appError(
      'INVALID_SETTING',
      { name: SAVED_FILE, value: file, allowed: 'an object of known settings' },
      { cause },
    );
  }
}

/**
 * Saves settings in the place of those that are saved; they count from the next start on.
 * @throws AppError INVALID_SETTING where they can't be settings; DISK_FULL.
 */
export async function save(dataDir: string, settings: Given): Promise<void> {
  check(settings);
  const file = path.join(dataDir, SAVED_FILE);
  // A password may be among them.
  await writeFileDurably(file, `${JSON.stringify(settings, null, 2)}\n`, 0o600);
}

function shown(name: SettingName, value: unknown): string {
  if (name === 'API_PASSWORD') return '(not shown)';
  // A default that does not fit another setting was not given by anybody.
  return JSON.stringify(value ?? settingsSchema.parse({})[name] ?? null);
}
