import { spawn } from 'node:child_process';
import process from 'node:process';
import { SetupError } from './say.mjs';

/** The smallest screen that the kiosk is made for. */
const SCREEN = '1024x600x24';

/**
 * Runs work where DISPLAY leads to an X server: the one that is there, else one of our own without hardware, which
 * ends with the work. `xvfb-run` would leave both behind when it is ended by a signal.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withDisplay(work) {
  if (process.env.DISPLAY) return work();
  const { display, stop } = await startDisplay();
  try {
    process.env.DISPLAY = display;
    return await work();
  } finally {
    delete process.env.DISPLAY;
    await stop();
  }
}

/**
 * Starts an X server without hardware, with a screen of the smallest size.
 * @returns {Promise<{ display: string, stop: () => Promise<void> }>} the value for DISPLAY, and how to end the server
 * @throws {SetupError} where it does not start
 */
export async function startDisplay() {
  const args = ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'];
  const server = spawn('setpriv', ['--pdeathsig', 'TERM', 'Xvfb', ...args], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => server.once('close', resolve));
  const stop = async () => {
    server.kill();
    await ended;
  };
  try {
    return { display: `:${await displayNumber(server)}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * The number that the server writes to descriptor 3 once it takes connections.
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<string>}
 */
function displayNumber(server) {
  return new Promise((resolve, reject) => {
    let complaint = '';
    server.stderr?.on('data', (/** @type {Buffer} */ bytes) => (complaint += bytes.toString()));
    server.stdio[3]?.once('data', (/** @type {Buffer} */ bytes) => {
      resolve(bytes.toString().trim());
    });
    server.once('close', () => {
      reject(new SetupError(`Xvfb has not started: ${complaint}`));
    });
  });
}
