import { access, mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Names the folder of what the test files of a run share; the workers inherit it. */
const SHARED = 'GOAT_TEST_SHARED';

/** Vitest's global set-up: a folder for what is made once for all test files; it goes when the run ends. */
export default async function shareFolder(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goat-shared-'));
  process.env[SHARED] = folder;
  return () => rm(folder, { recursive: true });
}

/**
 * Makes a folder that no test changes: once for all test files of a run, and `target` becomes a link to it. Outside
 * Vitest it is made at `target` itself.
 * @param target a path where nothing is yet.
 * @param name stands for what is made: the same name, the same files.
 */
export async function makeOnce(
  target: string,
  name: string,
  make: (folder: string) => Promise<void>,
): Promise<void> {
  const shared = process.env[SHARED];
  if (shared === undefined) {
    await make(target);
    return;
  }
  const place = path.join(shared, name);
  const isMade = await access(place).then(
    () => true,
    () => false,
  );
  if (!isMade) {
    const made = await mkdtemp(`${place}-`);
    await make(made);
    // Two workers may have made the same at once: the first one's holds, the other's is left to the end of the run.
    await rename(made, place).catch(() => access(place));
  }
  await symlink(place, target);
}
