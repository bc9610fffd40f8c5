import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { build, createServer } from 'vite';
import { ROOT } from './paths.mjs';
import { say } from './say.mjs';

/** Apart from out/main: `npm start` trusts that what it finds there is a whole build. */
const FOLDER = join(ROOT, 'out', 'dev');
/** What Vite serves itself; all else on the page's port belongs to the program. */
const IS_PAGE = /^\/(\?|$)|^\/(@|node_modules\/)|\.(tsx?|css|html|svg|m?js|woff2|map)(\?|$)/;

/**
 * Serves the page and runs the program until SIGINT or SIGTERM.
 * @param {number} port the program's
 * @param {number} pagePort Vite's
 */
export async function develop(port, pagePort) {
  const page = await servePage(port, pagePort);
  const program = runOnChange(port);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await Promise.all([page.close(), program.then((running) => running.stop())]);
}

/** @param {number} port @param {number} pagePort */
async function servePage(port, pagePort) {
  const target = `http://localhost:${port}`;
  const server = await createServer({
    configFile: join(ROOT, 'build', 'vite.renderer.config.ts'),
    server: {
      port: pagePort,
      strictPort: true,
      proxy: {
        '^/': {
          target,
          changeOrigin: true,
          // The program refuses what a page of another address asks for.
          headers: { origin: target },
          bypass: ({ url = '' }) => (IS_PAGE.test(url) ? url : undefined),
        },
      },
    },
  });
  await server.listen();
  server.printUrls();
  return server;
}

/**
 * Builds the program, starts it, and does both again after each change of a source.
 * @param {number} port
 */
async function runOnChange(port) {
  const watcher = await build({
    configFile: join(ROOT, 'build', 'vite.main.config.ts'),
    logLevel: 'warn',
    build: { watch: {}, outDir: join(FOLDER, 'main') },
  });
  if (!('on' in watcher)) throw new Error('Vite builds once instead of watching');
  let stop = () => Promise.resolve();
  let queue = Promise.resolve();
  watcher.on('event', (event) => {
    if (event.code === 'BUNDLE_END' || event.code === 'ERROR') void event.result.close();
    if (event.code !== 'END') return;
    queue = queue.then(async () => {
      await stop();
      say('Starting the program');
      stop = startProgram(port);
    });
  });
  return {
    stop: async () => {
      await watcher.close();
      await queue;
      await stop();
    },
  };
}

/**
 * @param {number} port
 * @returns what ends the program in order
 */
function startProgram(port) {
  const args = [join(FOLDER, 'main', 'headless.js'), '--try-out', '--data-dir', join(FOLDER, 'data')];
  // A program that a crash of this process left behind would keep the port.
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', process.execPath, ...args, '--port', String(port)], {
    stdio: 'inherit',
  });
  const ended = once(child, 'exit');
  return async () => {
    child.kill('SIGTERM');
    await ended;
  };
}
