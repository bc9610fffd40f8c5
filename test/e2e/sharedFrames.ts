import { mkdir, readdir, symlink } from 'node:fs/promises';
import path from 'node:path';

/** The variable by which the workers of a run find the frames that globalSetup.ts has drawn. */
export const SHARED_FRAMES_VARIABLE = 'E2E_SIMULATED';

/**
 * Gives a data folder the frames of the run, so that the program need not draw them. Only links: a program that wants frames
 * of another size removes its link and leaves the others theirs.
 */
export async function shareFrames(dataDir: string): Promise<void> {
  const drawn = process.env[SHARED_FRAMES_VARIABLE];
  if (drawn === undefined) return;
  const folder = path.join(dataDir, 'simulated');
  await mkdir(folder, { recursive: true });
  for (const size of await readdir(drawn)) await symlink(path.join(drawn, size), path.join(folder, size));
}
