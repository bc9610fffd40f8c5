import type { Processes } from '../processes';

/** Reducing takes some 50 ms; this ends a program that hangs. */
const LIMIT_MS = 10_000;

/**
 * A picture reduced to an eighth, as JPEG.
 * @param file the picture's path.
 * @throws AppError FFMPEG_MISSING where the tools for JPEGs are not installed; Error where the picture can't be read.
 */
export async function thumbnailOf(file: string, processes: Pick<Processes, 'run'>): Promise<Buffer> {
  const run = async (program: string, args: readonly string[], input?: Buffer) => {
    const options = { timeoutMs: LIMIT_MS, ...(input && { input }) };
    const { code, stdout, stderr } = await processes.run(program, args, options);
    if (code !== 0) throw new Error(`${program} ended with ${String(code)}: ${stderr}`);
    return stdout;
  };
  const pixels = await run('djpeg', ['-scale', '1/8', '-ppm', file]);
  return run('cjpeg', ['-quality', '80'], pixels);
}
