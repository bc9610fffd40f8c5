import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

// `npm run bench [-- --pictures N]`: loads the measurements as they are, in TypeScript, and runs them.
/** @type {typeof runnerImport<typeof import('./bench')>} */
const load = runnerImport;
const { module } = await load(fileURLToPath(new URL('bench.ts', import.meta.url)), {
  configFile: false,
  logLevel: 'error',
});
process.exitCode = await module.bench(process.argv.slice(2));
