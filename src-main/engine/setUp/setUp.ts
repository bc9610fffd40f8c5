import {
  CHANGEABLE_SETTINGS,
  settingsAnswerSchema,
  settingsRequestSchema,
  type ChangeableSetting,
  type SettingsAnswer,
} from '../../contract/setUp';
import { appError } from '../../contract/errors';
import type { Settings } from '../../contract/settings';
import type { Clock } from '../clock';
import type { Logger } from '../log';
import { checkSettings, readSavedSettings, writeSavedSettings, type GivenSettings } from './savedSettings';

/** So many ms whoever has asked for a restart has to hear that it comes. */
const RESTART_AFTER_MS = 200;

export interface SetUpParts {
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
export class SetUp {
  readonly #parts: SetUpParts;
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(parts: SetUpParts) {
    this.#parts = parts;
  }

  /** The settings that can be changed. */
  settings(): SettingsAnswer {
    const { dataDir, fixed, running } = this.#parts;
    const saved = readSavedSettings(dataDir);
    const next = checkSettings({ ...saved, ...fixed });
    const entries = CHANGEABLE_SETTINGS.map((name) => {
      // What is neither saved nor fixed stays as it was found at the start, such as simulated cameras.
      const isGiven = name in saved || name in fixed;
      const value = String(isGiven ? next[name] : running[name]);
      return [name, { value, is_fixed: name in fixed }] as const;
    });
    const settings = settingsAnswerSchema.shape.settings.parse(Object.fromEntries(entries));
    const needsRestart = CHANGEABLE_SETTINGS.some((name) => settings[name].value !== String(running[name]));
    return { settings, needs_restart: needsRestart };
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
    // One after the other, each starting from what the one before has written.
    const write = this.#lastWrite.then(() => this.#write(request.data.settings));
    this.#lastWrite = write.catch(() => undefined);
    await write;
    return this.settings();
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

  async #write(changes: Partial<Record<ChangeableSetting, string | null>>): Promise<void> {
    const { dataDir, fixed, log } = this.#parts;
    const locked = CHANGEABLE_SETTINGS.find((name) => name in changes && name in fixed);
    if (locked) throw appError('SETTING_IS_FIXED', { name: locked });
    const merged = Object.entries({ ...readSavedSettings(dataDir), ...changes });
    const saved: GivenSettings = Object.fromEntries(merged.filter(([, value]) => value !== null));
    checkSettings({ ...saved, ...fixed });
    await writeSavedSettings(dataDir, saved);
    log.info({ settings: changes }, 'settings are saved');
  }
}
