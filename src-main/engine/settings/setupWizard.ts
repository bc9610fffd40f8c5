import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setupWizardSchema, type SetupWizardAnswer } from '#contract/setupWizard';
import type { Logger } from '#engine/platform/log';
import { errorCodeOf, writeFileDurably } from '#engine/platform/durableFiles';

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

  constructor(dataDir: string, log: Logger) {
    this.#dataDir = dataDir;
    this.#log = log;
  }

  /** The step that is to be shown. A new machine's first one is kept at once: what is set up in it leaves traces. */
  async describe(): Promise<SetupWizardAnswer> {
    try {
      return setupWizardSchema.parse(JSON.parse(await readFile(this.#file, 'utf8')));
    } catch (error) {
      if (errorCodeOf(error) === 'ENOENT') return this.#begin();
      this.#log.warn(
        { error: String(error) },
        'how far the first start came cannot be read: it is not shown',
      );
      return DONE;
    }
  }

  /**
   * Goes to a step, forwards or back; or it is over.
   * @throws AppError DISK_FULL.
   */
  async goTo(given: SetupWizardAnswer): Promise<SetupWizardAnswer> {
    await writeFileDurably(this.#file, `${JSON.stringify(given)}\n`);
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

  get #file(): string {
    return path.join(this.#dataDir, FILE);
  }
}
