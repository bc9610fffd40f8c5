import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmPackages } from './setup/npmPackages.mjs';
import { ROOT } from './setup/paths.mjs';
import { runCommand, say } from './setup/say.mjs';

// `npm run docs`: writes the generated parts of the pages in docs/.
await runCommand(async () => {
  await npmPackages();
  const { runnerImport } = await import('vite');
  /** @type {typeof runnerImport<typeof import('./docs/pages')>} */
  const load = runnerImport;
  const { module } = await load(fileURLToPath(new URL('docs/pages.ts', import.meta.url)), {
    configFile: false,
    logLevel: 'error',
  });
  for (const page of module.GENERATED_PAGES) {
    say(page);
    await writeFile(join(ROOT, page), await module.renderPage(page));
  }
  return 0;
});
