import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { errorCodeOf, writeFileDurably } from './durableFiles';

/** Why the content of a file cannot be used. Texts of `error` may quote the content. */
export interface JsonFileProblem {
  file: string;
  /**
   * `newer`: a later version has written it, by its `format`. `damaged`: it is no JSON, or not as the schema has it.
   * `unreadable`: the system cannot read it.
   */
  why: 'damaged' | 'newer' | 'unreadable';
  error: unknown;
}

/** What a file without usable content counts as. */
export interface JsonFilePolicy<F> {
  missing: F;
  /** Returns what the file counts as, or throws. */
  unusable: (problem: JsonFileProblem) => F;
  /** The highest `format` that the schema knows; 1 by default. */
  format?: number;
  /** Permissions of the file; 0o644 by default. */
  mode?: number;
  /** Spaces of indentation; none by default. */
  indent?: number;
}

/** A small JSON file in the data folder or on a stick: `T` where it can be used, else `F` by its policy. */
export class JsonFile<T, F = T> {
  constructor(
    readonly path: string,
    private readonly schema: z.ZodType<T>,
    private readonly policy: JsonFilePolicy<F>,
  ) {}

  /** @throws what the policy throws. */
  async read(): Promise<T | F> {
    let text;
    try {
      text = await readFile(this.path, 'utf8');
    } catch (error) {
      return this.#unread(error);
    }
    return this.#parse(text);
  }

  /** As `read`, for what the start of the program needs. */
  readSync(): T | F {
    let text;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch (error) {
      return this.#unread(error);
    }
    return this.#parse(text);
  }

  /**
   * Replaces the file in one step that survives a power cut.
   * @throws AppError DISK_FULL.
   */
  async write(value: T): Promise<void> {
    const { indent, mode } = this.policy;
    await writeFileDurably(this.path, `${JSON.stringify(value, null, indent)}\n`, mode);
  }

  #unread(error: unknown): F {
    const { missing, unusable } = this.policy;
    if (errorCodeOf(error) === 'ENOENT') return missing;
    return unusable({ file: this.path, why: 'unreadable', error });
  }

  #parse(text: string): T | F {
    const { unusable, format = 1 } = this.policy;
    const problem = { file: this.path, why: 'damaged' } as const;
    let content: unknown;
    try {
      content = JSON.parse(text);
    } catch (error) {
      return unusable({ ...problem, error });
    }
    const { data, error, success } = this.schema.safeParse(content);
    if (success) return data;
    const isNewer = z.object({ format: z.int().gt(format) }).safeParse(content).success;
    return unusable({ ...problem, why: isNewer ? 'newer' : 'damaged', error });
  }
}

/** A policy for content that counts as `value` and is reported, as long as the system can read the file. */
export function reportAndUse<F>(value: F, report: (problem: JsonFileProblem) => void) {
  return (problem: JsonFileProblem): F => {
    if (problem.why === 'unreadable') throw problem.error;
    report(problem);
    return value;
  };
}
