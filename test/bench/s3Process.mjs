import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

// `node s3Process.mjs [BYTES_PER_SECOND]`: the tests' S3 in a process of its own, so that what it takes is not measured.
// Prints the environment that points a client at it; ends with its standard input.
/** @type {typeof runnerImport<typeof import('../s3/server')>} */
const load = runnerImport;
const { module } = await load(fileURLToPath(new URL('../s3/server.ts', import.meta.url)), {
  configFile: false,
  logLevel: 'error',
});
const server = await module.startS3Server();
const bytesPerSecond = Number(process.argv[2] ?? Infinity);
if (bytesPerSecond < Infinity) server.faults.add({ kind: 'slow', bytesPerSecond, times: Infinity });
process.stdout.write(`${JSON.stringify(server.environment)}\n`);
process.stdin.resume().once('end', () => void server.stop());
