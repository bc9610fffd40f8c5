import { appError } from '../../contract/errors';
import type { OriginalAnswer } from '../../contract/machine';
import type { Logger } from '../log';
import type { Processes } from '../processes';
import { findOriginal } from './original';

/** What stops what holds the screen and the cameras takes longest. */
const SYSTEMCTL_LIMIT_MS = 120_000;
/** The package's unit for what only root can do of a migration. */
const MIGRATION_UNIT = 'migrate-to-goat-capture.service';
const OWN_UNIT = 'goat-capture.service';

export interface MachineParts {
  processes: Pick<Processes, 'run'>;
  log: Logger;
  /** Throws while a capture or a bus test runs: nothing here may end it. */
  requireFree: () => void;
  /** Where the machine's file system is mounted. */
  root?: string;
}

/**
 * What people do with the machine itself. This program is an ordinary user: the system's own services do it, and the
 * package's polkit rules let this user ask them for just this.
 */
export class Machine {
  readonly #parts: MachineParts;

  constructor(parts: MachineParts) {
    this.#parts = parts;
  }

  /** What is there of the original capture server. */
  async original(): Promise<OriginalAnswer> {
    return { original: await findOriginal(this.#parts.root) };
  }

  /**
   * Takes over from the original capture server, as `goat-capture migrate` does; where that goes well, this program
   * is started again before it returns.
   * @throws AppError CAPTURE_IN_PROGRESS, BUS_TEST_IN_PROGRESS, SYSTEM_REFUSED.
   */
  takeOver(): Promise<void> {
    return this.#ask('start', MIGRATION_UNIT);
  }

  /** Starts the machine again. @throws AppError as takeOver. */
  restart(): Promise<void> {
    return this.#ask('reboot');
  }

  /** Shuts the machine down, so that its plug can be pulled. @throws AppError as takeOver. */
  shutDown(): Promise<void> {
    return this.#ask('poweroff');
  }

  /** Starts this program again, as its service. @throws AppError as takeOver. */
  restartProgram(): Promise<void> {
    return this.#ask('restart', '--no-block', OWN_UNIT);
  }

  async #ask(...words: string[]): Promise<void> {
    const { processes, log, requireFree } = this.#parts;
    requireFree();
    log.info({ words }, 'the system is asked');
    const { code, stderr } = await processes.run('systemctl', ['--no-ask-password', ...words], {
      timeoutMs: SYSTEMCTL_LIMIT_MS,
    });
    if (code === 0) return;
    const seen = stderr.trim().split('\n');
    throw appError('SYSTEM_REFUSED', { detail: seen[0] ?? '' }, { seen });
  }
}
