import {
  CHANGEABLE_SETTINGS,
  settingsAnswerSchema,
  settingsRequestSchema,
  type SettingsAnswer,
} from '#contract/settingsApi';
import { appError } from '#contract/errors';
import { SETTING_NAMES, type SettingName, type Settings } from '#contract/settings';
import type { Clock } from '#engine/platform/clock';
import type { Logger } from '#engine/platform/log';
import { SerialQueue } from '#engine/platform/serialQueue';
import { checkSettings, readStoredSettings, writeStoredSettings, type GivenSettings } from './storedSettings';

/** So many ms whoever has asked for a restart has to hear that it comes. */
const RESTART_AFTER_MS = 200;

/** Settings to change, as an environment variable would spell them; null is back to the default. */
type Changes = Partial<Record<SettingName, string | null>>;

export interface SettingsServiceOptions {
  dataDir: string;
  /** What flags and the environment say: it wins over what is saved. */
  fixed: GivenSettings;
  /** What holds now. */
  running: Settings;
  clock: Clock;
  log: Logger;
  /** @throws AppError where a capture or a test of the bus runs. */
  requireFree: () => void;
  /** Stops the program and starts it again, with the settings as they are by then. */
  restart: () => void;
}

/** What people set up on a screen, kept in the data directory. It holds from the next start on. */
export class SettingsService {
  readonly #parts: SettingsServiceOptions;
  readonly #writes = new SerialQueue();

  constructor(parts: SettingsServiceOptions) {
    this.#parts = parts;
  }

  /** The settings that can be changed. */
  settings(): SettingsAnswer {
    return settingsAnswerSchema.parse(this.describe(CHANGEABLE_SETTINGS));
  }

  /** Some settings as they hold from the next start on, and whether what holds now is not yet the same. */
  describe(names: readonly SettingName[]): { settings: object; needs_restart: boolean } {
    const { dataDir, fixed, running } = this.#parts;
    const saved = readStoredSettings(dataDir);
    const next = checkSettings({ ...saved, ...fixed });
    const told = names.map((name) => {
      // What is neither saved nor fixed stays as it was found at the start, such as simulated cameras.
      const isGiven = name in saved || name in fixed;
      const value = String((isGiven ? next[name] : running[name]) ?? '');
      return { name, value, now: String(running[name] ?? ''), is_fixed: name in fixed };
    });
    return {
      settings: Object.fromEntries(told.map(({ name, value, is_fixed }) => [name, { value, is_fixed }])),
      needs_restart: told.some(({ value, now }) => value !== now),
    };
  }

  /**
   * Saves settings, all or none.
   * @param body the request as it came from outside.
   * @throws AppError INVALID_REQUEST, SETTING_IS_FIXED, INVALID_SETTING, DISK_FULL.
   */
  async save(body: unknown): Promise<SettingsAnswer> {
    const request = settingsRequestSchema.safeParse(body);
    if (!request.success)
      throw appError('INVALID_REQUEST', { detail: request.error.issues[0]?.message ?? '' });
    await this.change(request.data.settings);
    return this.settings();
  }

  /**
   * Saves changes, all or none, each starting from what the one before has written; null is back to the default.
   * @param approve is shown what would hold, and rejects where that must not be.
   * @throws AppError SETTING_IS_FIXED, INVALID_SETTING, DISK_FULL, or what `approve` rejects with.
   */
  change(changes: Changes, approve?: (next: Settings) => Promise<void>): Promise<void> {
    return this.#writes.run(() => this.#write(changes, approve));
  }

  /**
   * Starts the program again, a moment later.
   * @throws AppError CAPTURE_IN_PROGRESS, BUS_TEST_IN_PROGRESS.
   */
  restart(): void {
    const { clock, log, requireFree, restart } = this.#parts;
    requireFree();
    log.info('the program is started again, as somebody wished');
    clock.after(RESTART_AFTER_MS, restart);
  }

  async #write(changes: Changes, approve?: (next: Settings) => Promise<void>): Promise<void> {
    const { dataDir, fixed, log } = this.#parts;
    const locked = SETTING_NAMES.find((name) => name in changes && name in fixed);
    if (locked) throw appError('SETTING_IS_FIXED', { name: locked });
    const merged = Object.entries({ ...readStoredSettings(dataDir), ...changes });
    const saved: GivenSettings = Object.fromEntries(merged.filter(([, value]) => value !== null));
    const next = checkSettings({ ...saved, ...fixed });
    await approve?.(next);
    await writeStoredSettings(dataDir, saved);
    log.info({ settings: changes }, 'settings are saved');
  }
}
