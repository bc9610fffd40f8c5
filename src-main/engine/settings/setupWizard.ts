import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { setupWizardSchema, type SetupWizardAnswer } from '#contract/setupWizard';
import { JsonFile } from '#engine/platform/jsonFile';
import type { Logger } from '#engine/platform/log';

const FILE = 'first-start.json';
/** Who has one of these has been set up before there was a first start. */
const TRACES = ['settings.json', 'pin.json'];
const SESSIONS = 'sessions';

const BEGIN: SetupWizardAnswer = { step: 'screen' };
const DONE: SetupWizardAnswer = { step: 'done' };

/**
 * How far the kiosk has led its first people. Kept in the data directory, so that it goes on where it stood after a
 * restart or a power cut; nothing about it may keep anybody from capturing.
 */
export class SetupWizard {
  readonly #dataDir: string;
  readonly #log: Logger;
  readonly #file: JsonFile<SetupWizardAnswer, SetupWizardAnswer | null>;

  constructor(dataDir: string, log: Logger) {
    this.#dataDir = dataDir;
    this.#log = log;
    this.#file = new JsonFile<SetupWizardAnswer, SetupWizardAnswer | null>(
      path.join(dataDir, FILE),
      setupWizardSchema,
      {
        missing: null,
        unusable: ({ error }) => {
          log.warn({ error: String(error) }, 'how far the first start came cannot be read: it is not shown');
          return DONE;
        },
      },
    );
  }

  /** The step that is to be shown. A new machine's first one is kept at once: what is set up in it leaves traces. */
  async describe(): Promise<SetupWizardAnswer> {
    return (await this.#file.read()) ?? this.#begin();
  }

  /**
   * Goes to a step, forwards or back; or it is over.
   * @throws AppError DISK_FULL.
   */
  async goTo(given: SetupWizardAnswer): Promise<SetupWizardAnswer> {
    await this.#file.write(given);
    return given;
  }

  async #begin(): Promise<SetupWizardAnswer> {
    const answer = (await this.#isConfigured()) ? DONE : BEGIN;
    try {
      return await this.goTo(answer);
    } catch (error) {
      this.#log.warn({ error: String(error) }, 'how far the first start came cannot be kept');
      return answer;
    }
  }

  async #isConfigured(): Promise<boolean> {
    const names = await readdir(this.#dataDir);
    if (TRACES.some((trace) => names.includes(trace))) return true;
    return names.includes(SESSIONS) && (await readdir(path.join(this.#dataDir, SESSIONS))).length > 0;
  }
}
