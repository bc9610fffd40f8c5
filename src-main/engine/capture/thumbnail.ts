import type { Processes } from '../processes';

/** Reducing takes some 50 ms; this ends a program that hangs. */
const LIMIT_MS = 10_000;
/** The least that a process can ask for: whatever else wants the processor comes first. */
const LOWEST_PRIORITY = ['nice', '-n', '19'];

export interface ThumbnailOptions {
  /** True where nobody must be held up by it. */
  isGentle?: boolean;
  /** Aborted to end it; the reason is what it rejects with. */
  signal?: AbortSignal;
}

/**
 * A picture reduced to an eighth, as JPEG.
 * @param file the picture's path.
 * @throws AppError FFMPEG_MISSING where the tools for JPEGs are not installed; Error where the picture can't be read.
 */
export async function thumbnailOf(
  file: string,
  processes: Pick<Processes, 'run'>,
  { isGentle = false, signal }: ThumbnailOptions = {},
): Promise<Buffer> {
  const run = async (words: readonly string[], input?: Buffer) => {
    const [program = '', ...args] = isGentle ? [...LOWEST_PRIORITY, ...words] : words;
    const options = { timeoutMs: LIMIT_MS, ...(input && { input }), ...(signal && { signal }) };
    const { code, stdout, stderr } = await processes.run(program, args, options);
    if (code !== 0) throw new Error(`${words[0] ?? ''} ended with ${String(code)}: ${stderr}`);
    return stdout;
  };
  const pixels = await run(['djpeg', '-scale', '1/8', '-ppm', file]);
  return run(['cjpeg', '-quality', '80'], pixels);
}
