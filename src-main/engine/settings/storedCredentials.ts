import path from 'node:path';
import { appError } from '#contract/errors';
import { storeKeysSchema, type StoreKeys } from '#contract/settingsApi';
import { JsonFile } from '#engine/platform/jsonFile';

/** Beside the settings and not among them: those are shown and sent to who helps. */
const FILE = 'store-keys.json';

type Environment = Readonly<Record<string, string | undefined>>;

/** True where the environment says which keys the AWS SDK has to take. */
export function hasOwnKeys(environment: Environment): boolean {
  return Boolean(environment.AWS_ACCESS_KEY_ID) || Boolean(environment.AWS_PROFILE);
}

/**
 * The keys that are saved in a data directory; null where there are none, or where the environment's own win.
 * @throws AppError INVALID_SETTING where the file is no such thing.
 */
export function findCredentials(environment: Environment, dataDir: string): StoreKeys | null {
  return hasOwnKeys(environment) ? null : readStoredCredentials(dataDir);
}

/**
 * The keys that are saved in a data directory, or null.
 * @throws AppError INVALID_SETTING where the file is no such thing.
 */
export function readStoredCredentials(dataDir: string): StoreKeys | null {
  return fileIn(dataDir).readSync();
}

/**
 * Saves keys in a data directory, in place of those before, for the program's user alone.
 * @throws AppError DISK_FULL.
 */
export function writeStoredCredentials(dataDir: string, keys: StoreKeys): Promise<void> {
  return fileIn(dataDir).write(keys);
}

function fileIn(dataDir: string): JsonFile<StoreKeys, null> {
  return new JsonFile(path.join(dataDir, FILE), storeKeysSchema, {
    missing: null,
    unusable: ({ file }) => {
      // Without the cause: it may quote the keys.
      throw appError('INVALID_SETTING', { name: FILE, value: file, allowed: 'keys-file' });
    },
    mode: 0o600,
  });
}
