import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { packageText } from './packageJson.mjs';
import { ROOT } from './paths.mjs';
import { run } from './processes.mjs';
import { say } from './say.mjs';
import { makeStandIn, standInFolder } from './standInElectron.mjs';

const PACKAGE = join(ROOT, 'node_modules', 'electron');
const DOWNLOAD_HOST = 'github.com';
const CONNECT_TIMEOUT_MS = 5000;
/** Long enough to unpack what Electron's own cache may hold, short enough to wait for a network that swallows packets. */
const OFFLINE_TIMEOUT_MS = 20_000;

/**
 * Sees to it that there is an Electron to run: the package's own download, else the stand-in for tests and development.
 * @returns {Promise<string | null>} the folder for ELECTRON_OVERRIDE_DIST_PATH, or null for Electron's normal place
 * @throws {NoElectron} where neither can be had
 */
export async function electronRuntime() {
  const { ELECTRON_OVERRIDE_DIST_PATH: given } = process.env;
  if (given) return given;
  if (isDownloaded()) return null;
  const standIn = standInFolder();
  if (existsSync(standIn)) return standIn;
  say('Downloading Electron');
  if (await download()) return null;
  return makeStandIn();
}

function isDownloaded() {
  const version = packageText(join(PACKAGE, 'package.json'), 'version');
  const versionFile = join(PACKAGE, 'dist', 'version');
  // Electron's installer writes path.txt last.
  return (
    existsSync(join(PACKAGE, 'path.txt')) &&
    existsSync(versionFile) &&
    readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') === version
  );
}

async function download() {
  const timeoutMs = (await isReachable()) ? undefined : OFFLINE_TIMEOUT_MS;
  const { code, output } = await run(process.execPath, [join(PACKAGE, 'install.js')], {
    capture: true,
    timeoutMs,
  });
  if (code !== 0)
    say(
      `Electron can't be downloaded from ${DOWNLOAD_HOST}${timeoutMs ? ", which can't be reached" : `: ${output}`}`,
    );
  return code === 0;
}

/** @returns {Promise<boolean>} */
function isReachable() {
  return new Promise((resolve) => {
    const socket = connect({ host: DOWNLOAD_HOST, port: 443 });
    const answer = (/** @type {boolean} */ reachable) => () => {
      socket.destroy();
      resolve(reachable);
    };
    socket.setTimeout(CONNECT_TIMEOUT_MS, answer(false));
    socket.on('connect', answer(true)).on('error', answer(false));
  });
}
