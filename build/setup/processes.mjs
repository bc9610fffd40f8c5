import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import process from 'node:process';
import { ROOT } from './paths.mjs';
import { SetupError } from './say.mjs';

/** @type {readonly NodeJS.Signals[]} */
const FORWARDED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env] set beside the environment that is there
 * @property {boolean} [capture] collects what the program prints instead of showing it
 * @property {number | undefined} [timeoutMs] after that the program is ended
 *
 * @typedef {object} Ended
 * @property {number} code the exit code; as in a shell 128 + n after signal n, 127 where there is no such program
 * @property {string} output what was captured, both streams
 * @property {boolean} interrupted whether we were told to stop meanwhile
 */

/**
 * Runs a program in the project's folder until it ends. SIGINT, SIGTERM and SIGHUP go on to it, and it gets
 * SIGTERM where this process dies without a word.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<Ended>}
 */
export function run(program, args, { env, capture = false, timeoutMs } = {}) {
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', program, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: capture ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    timeout: timeoutMs,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text));
  }
  let interrupted = false;
  const passOn = (/** @type {NodeJS.Signals} */ signal) => {
    interrupted = true;
    child.kill(signal);
  };
  for (const signal of FORWARDED_SIGNALS) process.on(signal, passOn);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ code: signal ? 128 + constants.signals[signal] : (code ?? 1), output, interrupted });
    });
  }).finally(() => {
    for (const signal of FORWARDED_SIGNALS) process.off(signal, passOn);
  });
}

/**
 * Runs a step of the set-up, which can't go on where it fails.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<string>} what was captured
 * @throws {SetupError} where it fails or is broken off
 */
export async function mustRun(program, args, options) {
  const { code, output, interrupted } = await run(program, args, options);
  if (code === 0 && !interrupted) return output;
  const how = interrupted ? 'was broken off' : `failed (exit code ${code})`;
  throw new SetupError(`${output}\n${[program, ...args].join(' ')} ${how}`.trimStart());
}
