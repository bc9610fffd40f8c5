import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Builds the main process as the app is built, into a folder of its own; `remove` ends it. */
export async function buildMain(): Promise<{ headless: string; remove: () => Promise<void> }> {
  const outDir = await mkdtemp(path.join(tmpdir(), 'goat-main-'));
  const configFile = fileURLToPath(new URL('../../build/vite.main.config.ts', import.meta.url));
  await build({ configFile, logLevel: 'warn', build: { outDir } });
  return {
    headless: path.join(outDir, 'headless.js'),
    remove: () => rm(outDir, { recursive: true, force: true }),
  };
}
