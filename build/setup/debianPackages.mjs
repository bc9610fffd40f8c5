import process from 'node:process';
import { mustRun, run } from './processes.mjs';
import { say, SetupError } from './say.mjs';

/**
 * A package by the names that it has in the releases of Debian; which one apt knows is found out when it is needed.
 * @typedef {readonly string[]} Names
 */

/** Photographing, with a window or without: ffmpeg records, v4l2-ctl sets cameras up, djpeg checks pictures. */
export const CAPTURE_PACKAGES = [['ffmpeg'], ['v4l-utils'], ['libjpeg-turbo-progs']];

/** What Electron's binary is linked against, and what unpacks its stand-in. */
export const WINDOW_PACKAGES = [
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libasound2', 'libasound2t64'],
  ['libnss3'],
  ['libgbm1'],
  ['unzip'],
];

/** A browser, a display that needs no hardware and keys pressed on it, and an S3 client that is not the one under test. */
export const TEST_PACKAGES = [['chromium'], ['xvfb'], ['xdotool'], ['python3-boto3']];

/** Waits for another apt or dpkg to end, up to 300 s, instead of failing. */
const APT_OPTIONS = ['-o', 'DPkg::Lock::Timeout=300', '--yes', '--no-install-recommends'];

/**
 * Installs those of the packages that are not there. Needs root only for that.
 * @param {readonly Names[]} packages
 * @throws {SetupError} where they can't be installed; the message has the one command to run
 */
export async function debianPackages(packages) {
  const missing = await missingPackages(packages);
  if (missing.length === 0) return;
  const root = await rootPrefix();
  if (!root) {
    const names = await namesThatAptKnows(missing);
    throw new SetupError(
      'Debian packages are missing, and only root can install them. Run this, then repeat your command:\n\n' +
        `  sudo apt-get update && sudo apt-get install --no-install-recommends ${names.join(' ')}\n`,
    );
  }
  say(`Installing Debian packages: ${missing.map(([name]) => name).join(' ')}`);
  await run(...as(root, ['apt-get', 'update']), { capture: true });
  const install = as(root, ['apt-get', 'install', ...APT_OPTIONS, ...(await namesThatAptKnows(missing))]);
  const { code, interrupted } = await run(...install, { capture: true });
  if (code === 0) return;
  if (interrupted) throw new SetupError('The installation of Debian packages was broken off.');
  say(
    'That failed: finishing what a run before may have left half done (dpkg --configure -a), then once more',
  );
  await mustRun(...as(root, ['dpkg', '--configure', '-a']), { capture: true });
  await mustRun(...install, { capture: true });
}

/** @param {readonly Names[]} packages @returns {Promise<Names[]>} */
async function missingPackages(packages) {
  const query = ['-W', '-f', '${db:Status-Abbrev} ${Package}\n', ...packages.flat()];
  // Exit code 1 where a name is unknown to dpkg: that is one of the answers.
  const { code, output } = await run('dpkg-query', query, { capture: true });
  if (code === 127) {
    throw new SetupError(
      `This set-up knows Debian and its relatives (apt, dpkg). Elsewhere install by hand: ${packages.flat().join(' ')}`,
    );
  }
  return pickMissing(packages, output);
}

/**
 * The packages of which no name is installed.
 * @param {readonly Names[]} packages
 * @param {string} dpkgOutput lines of a status abbreviation and a name: `ii  ffmpeg`
 */
export function pickMissing(packages, dpkgOutput) {
  const installed = new Set([...dpkgOutput.matchAll(/^ii +(\S+)$/gm)].map((match) => match[1]));
  return packages.filter((names) => !names.some((name) => installed.has(name)));
}

/** @param {readonly Names[]} packages */
async function namesThatAptKnows(packages) {
  const { output } = await run('apt-cache', ['policy', ...packages.flat()], {
    capture: true,
    env: { LC_ALL: 'C' },
  });
  return chooseNames(packages, output);
}

/**
 * Of each package the name that apt can install; the first where it can install none, so that apt itself says why.
 * @param {readonly Names[]} packages
 * @param {string} aptPolicy what `apt-cache policy NAMES` prints; a name of the past has no candidate there
 */
export function chooseNames(packages, aptPolicy) {
  const known = new Set(
    [...aptPolicy.matchAll(/^(\S+):\n +Installed: .*\n +Candidate: (?!\(none\))/gm)].map((match) => match[1]),
  );
  return packages.map((names) => names.find((name) => known.has(name)) ?? String(names[0]));
}

/**
 * The words before a command that make it root's: none as root, sudo's where that goes.
 * @returns {Promise<readonly string[] | undefined>}
 */
export async function rootPrefix() {
  if (process.getuid?.() === 0) return ['env'];
  const mayAsk = process.stdin.isTTY && process.stdout.isTTY;
  const sudo = mayAsk ? ['sudo'] : ['sudo', '-n'];
  const { code } = await run('sudo', [...sudo.slice(1), 'true'], { capture: !mayAsk });
  return code === 0 ? [...sudo, 'env'] : undefined;
}

/**
 * A command as root's.
 * @param {readonly string[]} prefix of rootPrefix
 * @param {readonly string[]} command
 * @returns {[string, string[]]}
 */
export function as(prefix, command) {
  const [program = 'env', ...args] = prefix;
  return [program, [...args, 'DEBIAN_FRONTEND=noninteractive', ...command]];
}
