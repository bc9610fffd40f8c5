import path from 'node:path';
import { build } from 'vite';

/**
 * Bundles a module of the project, with all that it imports, into one file that plain Node can run anywhere: for what
 * a test can only see from another process, such as one of another user.
 * @returns the file.
 */
export async function bundle(entry: string, folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'bundle.mjs', codeSplitting: false } },
    },
  });
  return path.join(folder, 'bundle.mjs');
}
