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
import { errorCodeOf } from './engine/spool/durable';

type Environment = Readonly<Record<string, string | undefined>>;
type Given = Partial<Record<SettingName, unknown>>;

const SAVED_FILE = 'settings.json';
/** Where the installed program keeps its data. */
const INSTALLED_DATA_DIR = '/var/lib/goat-capture';

/** The data directory: a flag's, the environment's, or the default. It is locked before anything in it is read. */
export function findDataDir(flags: Given, environment: Environment, installed: boolean): string {
  const asked = z
    .string()
    .min(1)
    .safeParse(flags.DATA_DIR ?? environment.DATA_DIR);
  if (asked.success) return path.resolve(asked.data);
  if (installed) return INSTALLED_DATA_DIR;
  return path.join(environment.XDG_DATA_HOME ?? path.join(homedir(), '.local', 'share'), 'goat-capture');
}

/**
 * All settings: flags win over the environment, that over what is saved in the data directory, those over defaults.
 * @throws AppError INVALID_SETTING that names the setting, its value and what is allowed.
 */
export function loadSettings(flags: Given, environment: Environment, dataDir: string): Settings {
  const given = { ...readSaved(dataDir), ...fromEnvironment(environment), ...flags };
  const parsed = settingsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = SETTING_NAMES.find((candidate) => candidate === issue?.path[0]);
  if (!issue || !name) throw parsed.error;
  const allowed = issue.code === 'custom' ? issue.message : allowedValues(name);
  throw appError('INVALID_SETTING', { name, value: shown(name, given[name]), allowed });
}

/** An environment variable that is set to nothing counts as not set. */
function fromEnvironment(environment: Environment): Given {
  return Object.fromEntries(
    SETTING_NAMES.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  );
}

function readSaved(dataDir: string): Given {
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

function shown(name: SettingName, value: unknown): string {
  if (name === 'API_PASSWORD') return '(not shown)';
  // A default that does not fit another setting was not given by anybody.
  return JSON.stringify(value ?? settingsSchema.parse({})[name] ?? null);
}
