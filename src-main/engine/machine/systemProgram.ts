import { appError } from '#contract/errors';
import type { Processes } from '#engine/platform/processes';

/** Starts programs, waits for their end, and reads what they say. */
export type Programs = Pick<Processes, 'run'>;

const LIMIT_MS = 30_000;

/**
 * Asks one of the system's own programs to do something.
 * @returns what it has printed.
 * @throws AppError SYSTEM_REFUSED in the program's words; FFMPEG_MISSING where it is not installed.
 */
export async function askSystem(
  programs: Programs,
  program: string,
  args: readonly string[],
  timeoutMs = LIMIT_MS,
): Promise<string> {
  const { code, stdout, stderr } = await programs.run(program, args, { timeoutMs });
  if (code === 0) return stdout.toString();
  const seen = stderr.trim().split('\n');
  throw appError('SYSTEM_REFUSED', { detail: seen[0] ?? '' }, { seen });
}
