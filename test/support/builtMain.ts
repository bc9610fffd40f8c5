import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { makeOnce } from './madeOnce';

/** Builds the main process as the app is built, once for all test files; `remove` ends what is this one's own. */
export async function buildMain(): Promise<{ headless: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goat-main-'));
  const built = path.join(folder, 'main');
  const configFile = fileURLToPath(new URL('../../build/vite.main.config.ts', import.meta.url));
  await makeOnce(built, 'main', async (outDir) => {
    await build({ configFile, logLevel: 'warn', build: { outDir } });
  });
  return {
    headless: path.join(built, 'headless.js'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
