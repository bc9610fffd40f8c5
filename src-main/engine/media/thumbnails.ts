import type { Processes } from '#engine/platform/processes';

/** Reducing takes some 50 ms; this ends a program that hangs. */
const LIMIT_MS = 10_000;
/** Made at once: a long list asks for dozens in the same moment, and what is recorded meanwhile must not wait for them. */
const CONCURRENCY = 2;

/** Makes small pictures of large ones, a few at a time. */
export class Thumbnails {
  readonly #processes: Pick<Processes, 'run'>;
  #free = CONCURRENCY;
  readonly #waiting: (() => void)[] = [];

  constructor(processes: Pick<Processes, 'run'>) {
    this.#processes = processes;
  }

  /**
   * A picture reduced to an eighth, as JPEG; those asked for first come first.
   * @param file the picture's path.
   * @throws AppError FFMPEG_MISSING where the tools for JPEGs are not installed; Error where the picture can't be read.
   */
  async make(file: string): Promise<Buffer> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      const pixels = await this.#run('djpeg', ['-scale', '1/8', '-ppm', file]);
      return await this.#run('cjpeg', ['-quality', '80'], pixels);
    } finally {
      // Who waits takes the place over.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }

  async #run(program: string, args: readonly string[], input?: Buffer): Promise<Buffer> {
    const options = { timeoutMs: LIMIT_MS, ...(input && { input }) };
    const { code, stdout, stderr } = await this.#processes.run(program, args, options);
    if (code !== 0) throw new Error(`${program} ended with ${String(code)}: ${stderr}`);
    return stdout;
  }
}
