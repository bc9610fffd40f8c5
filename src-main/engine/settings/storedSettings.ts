import path from 'node:path';
import { z } from 'zod';
import { appError } from '#contract/errors';
import { SETTING_NAMES, settingsSchema, type SettingName, type Settings } from '#contract/settings';
import { JsonFile } from '#engine/platform/jsonFile';

/** Settings as somebody has given them, not yet checked. */
export type GivenSettings = Partial<Record<SettingName, unknown>>;

const FILE = 'settings.json';

/** What the words of a check of two settings need to be told. */
const numbersSchema = z.record(z.string(), z.number()).optional();

/**
 * The settings that hold where these are given.
 * @throws AppError INVALID_SETTING that names the setting, its value and what is allowed.
 */
export function checkSettings(given: GivenSettings): Settings {
  const parsed = settingsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = SETTING_NAMES.find((candidate) => candidate === issue?.path[0]);
  if (!issue || !name) throw parsed.error;
  // What two settings must be together is said by the check itself, what an item of a list must be by its setting.
  const isTogether = issue.code === 'custom' && issue.path.length === 1;
  const allowed = isTogether
    ? { ...numbersSchema.parse(issue.params), allowed: issue.message }
    : { allowed: name };
  throw appError('INVALID_SETTING', { name, value: shown(name, given[name]), ...allowed });
}

/** What the file holds. Names that are not known come from a newer version: they are passed over, and kept for it. */
interface SavedFile {
  known: GivenSettings;
  unknown: Record<string, unknown>;
}

/**
 * The settings that are saved in a data directory.
 * @throws AppError INVALID_SETTING where the file is no such thing.
 */
export function readStoredSettings(dataDir: string): GivenSettings {
  return readFile(dataDir).known;
}

/**
 * The names that are saved in a data directory and are none of this version's settings.
 * @throws AppError INVALID_SETTING where the file is no such thing.
 */
export function unknownStoredNames(dataDir: string): string[] {
  return Object.keys(readFile(dataDir).unknown);
}

/**
 * Saves settings in a data directory, in place of all that this version knows and that were saved before.
 * @throws AppError DISK_FULL, INVALID_SETTING where the file that is there is no such thing.
 */
export async function writeStoredSettings(dataDir: string, settings: GivenSettings): Promise<void> {
  await fileIn(dataDir).write({ ...readFile(dataDir).unknown, ...settings });
}

function readFile(dataDir: string): SavedFile {
  const all = Object.entries(fileIn(dataDir).readSync());
  const isKnown = ([name]: [string, unknown]) => SETTING_NAMES.some((known) => known === name);
  return {
    known: Object.fromEntries(all.filter(isKnown)),
    unknown: Object.fromEntries(all.filter((entry) => !isKnown(entry))),
  };
}

function fileIn(dataDir: string): JsonFile<Record<string, unknown>> {
  return new JsonFile(path.join(dataDir, FILE), z.record(z.string(), z.unknown()), {
    missing: {},
    unusable: ({ file, error }) => {
      throw appError(
        'INVALID_SETTING',
        { name: FILE, value: file, allowed: 'settings-file' },
        { cause: error },
      );
    },
    indent: 2,
    // API_PASSWORD may be in it.
    mode: 0o600,
  });
}

function shown(name: SettingName, value: unknown): string {
  if (name === 'API_PASSWORD') return '(not shown)';
  // A default that does not fit another setting was not given by anybody.
  return JSON.stringify(value ?? settingsSchema.parse({})[name] ?? null);
}
