import { AppError, appError } from '#contract/errors';
import type { Settings } from '#contract/settings';
import {
  STORE_SETTINGS,
  storeAnswerSchema,
  storeRequestSchema,
  type StoreAnswer,
  type StoreKeys,
} from '#contract/settingsApi';
import type { Secrets } from '#engine/platform/secrets';
import type { Store } from '#engine/upload/store';
import { readStoredCredentials, writeStoredCredentials } from './storedCredentials';
import type { SettingsService } from './settingsService';

/** A store that has not answered after so many ms can't be reached. */
const TRY_LIMIT_MS = 20_000;

export interface StoreSettingsOptions {
  dataDir: string;
  settingsService: SettingsService;
  /** True where the environment has keys, which win over those that are saved. */
  keysAreFixed: boolean;
  /** The saved keys that the program runs with, or null. */
  runningKeys: StoreKeys | null;
  secrets: Secrets;
  /** The store that these settings and keys lead to; null is the keys that the AWS SDK finds by itself. */
  storeOf: (settings: Settings, keys: StoreKeys | null) => Pick<Store, 'examine'>;
}

/** Where pictures go, as people set it up on the kiosk's screen: nothing is saved that has not been seen to work. */
export class StoreSettings {
  readonly #parts: StoreSettingsOptions;

  constructor(parts: StoreSettingsOptions) {
    this.#parts = parts;
  }

  /** The store as it holds from the next start on. */
  describe(): StoreAnswer {
    const { settingsService, secrets } = this.#parts;
    const told = settingsService.describe(STORE_SETTINGS);
    const { settings, needs_restart: needsRestart } = storeAnswerSchema.omit({ keys: true }).parse(told);
    // A name and password may stand in an address.
    const endpoint = { ...settings.S3_ENDPOINT, value: secrets.without(settings.S3_ENDPOINT.value) };
    return {
      settings: { ...settings, S3_ENDPOINT: endpoint },
      keys: this.#kindOfKeys(),
      needs_restart: needsRestart || this.#hasNewKeys(),
    };
  }

  /**
   * Tries a store for all that uploads need, and saves it where it can do it.
   * @param body the request as it came from outside.
   * @throws AppError INVALID_REQUEST, SETTING_IS_FIXED, INVALID_SETTING, DISK_FULL, INVALID_FOLDER, those of the STORE_ codes.
   */
  async save(body: unknown): Promise<StoreAnswer> {
    const { dataDir, settingsService, keysAreFixed, secrets } = this.#parts;
    const request = storeRequestSchema.safeParse(body);
    // What was typed is a secret: of it nothing is said but where the fault is.
    if (!request.success)
      throw appError('INVALID_REQUEST', { detail: request.error.issues[0]?.path.join('.') ?? '' });
    const { settings, keys } = request.data;
    if (keys && keysAreFixed) throw appError('SETTING_IS_FIXED', { name: 'AWS_ACCESS_KEY_ID' });
    secrets.hide(keys?.access_key_id);
    secrets.hide(keys?.secret_access_key);
    await settingsService.change(settings, async (next) => {
      await this.#testStore(next, keys ?? this.#storedCredentials());
      if (keys) await writeStoredCredentials(dataDir, keys);
    });
    return this.describe();
  }

  async #testStore(settings: Settings, keys: StoreKeys | null): Promise<void> {
    const store = this.#parts.storeOf(settings, keys);
    const { fault } = await store.examine(AbortSignal.timeout(TRY_LIMIT_MS));
    // Where nothing waits for a store, what is not sent yet is no comfort.
    if (fault?.code === 'STORE_UNREACHABLE')
      throw appError('STORE_NOT_TRIED', { bucket: settings.S3_TRAINING_BUCKET });
    if (fault) throw new AppError(fault, {}, undefined);
  }

  #storedCredentials(): StoreKeys | null {
    return this.#parts.keysAreFixed ? null : readStoredCredentials(this.#parts.dataDir);
  }

  #kindOfKeys(): StoreAnswer['keys'] {
    if (this.#parts.keysAreFixed) return 'fixed';
    return this.#storedCredentials() ? 'saved' : 'none';
  }

  #hasNewKeys(): boolean {
    const [saved, running] = [this.#storedCredentials(), this.#parts.runningKeys];
    return (
      saved?.access_key_id !== running?.access_key_id ||
      saved?.secret_access_key !== running?.secret_access_key
    );
  }
}
