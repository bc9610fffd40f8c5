import { appendFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { errorCodeOf } from './durableFiles';

/** The newest lines are in the first one; when that is full it takes the second one's place. */
const FILES = ['log.jsonl', 'log.1.jsonl'] as const;
/** Each file grows to so many bytes: some days of ordinary work. */
const MAX_BYTES = 2_000_000;

/** The last lines of the log, on disk and bounded, for who looks into what has happened. */
export class LogFile {
  readonly #folder: string;
  readonly #maxBytes: number;
  #bytes: number;

  constructor(dataDir: string, maxBytes = MAX_BYTES) {
    this.#folder = dataDir;
    this.#maxBytes = maxBytes;
    this.#bytes = statSync(this.#fileAt(0), { throwIfNoEntry: false })?.size ?? 0;
  }

  /** @param line ends with a line feed. */
  write(line: string): void {
    const bytes = Buffer.byteLength(line);
    try {
      if (this.#bytes + bytes > this.#maxBytes) {
        rmSync(this.#fileAt(1), { force: true });
        if (this.#bytes > 0) renameSync(this.#fileAt(0), this.#fileAt(1));
        this.#bytes = 0;
      }
      appendFileSync(this.#fileAt(0), line, { mode: 0o600 });
      this.#bytes += bytes;
    } catch {
      // A full disk is told by those who keep pictures on it, and the same line goes to the journal.
    }
  }

  /** All that is kept, the oldest line first. */
  async read(): Promise<string> {
    const texts = await Promise.all([1, 0].map((index) => readOrNothing(this.#fileAt(index))));
    return texts.join('');
  }

  #fileAt(index: number): string {
    return path.join(this.#folder, FILES[index === 0 ? 0 : 1]);
  }
}

async function readOrNothing(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return '';
    throw error;
  }
}
