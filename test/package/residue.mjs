import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { mustRun, run } from '../../build/setup/processes.mjs';
import { SetupError } from '../../build/setup/say.mjs';

const PACKAGE = 'goat-capture';

/** A machine as the original's README sets it up, made up by the test. */
export const LEGACY = {
  user: 'goat-original',
  home: '/home/goat-original',
  unit: '/etc/systemd/system/goat-training.service',
  rules: '/etc/udev/rules.d/99-cameras.rules',
};
const USERS = [PACKAGE, LEGACY.user];
/** What the test makes and removes again, and must therefore not find. */
const PATHS = [
  '/opt/goat-capture',
  '/etc/goat-capture',
  '/var/lib/goat-capture',
  ...Object.values(LEGACY),
].filter((path) => path.startsWith('/'));

/**
 * The test removes all that belongs to the program: where somebody uses it, or the original, that would be theirs.
 * @throws {SetupError} that says what is there
 */
export async function refuseWhereItIsInUse() {
  const trace = await findTrace();
  if (trace === null) return;
  throw new SetupError(
    `test:package removes all that belongs to goat-capture, and it is used here: ${trace}`,
  );
}

async function findTrace() {
  const path = PATHS.find((one) => existsSync(one));
  if (path !== undefined) return path;
  for (const user of USERS) {
    const { code } = await run('getent', ['passwd', user], { capture: true });
    if (code === 0) return `the user ${user}`;
  }
  return null;
}

/** Removes the program and all that the test has made, however far it came. Only root can. */
export async function removeTraces() {
  await endProcesses();
  await purge();
  for (const path of PATHS) rmSync(path, { recursive: true, force: true });
  for (const user of USERS) await run('deluser', ['--quiet', user], { capture: true });
  if (existsSync('/run/systemd/system')) await mustRun('systemctl', ['daemon-reload']);
}

/** Ends what runs as the package's user, which is there for the test alone. */
async function endProcesses() {
  const { code, output } = await run('id', ['-u', PACKAGE], { capture: true });
  if (code !== 0) return;
  const uid = Number(output);
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    // It may have ended meanwhile.
    if (statSync(join('/proc', pid), { throwIfNoEntry: false })?.uid !== uid) continue;
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

async function purge() {
  const apt = /** @type {const} */ ([
    'apt-get',
    ['-o', 'DPkg::Lock::Timeout=300', '--yes', 'purge', PACKAGE],
  ]);
  const isKnown = async () => (await run('dpkg-query', ['-W', PACKAGE], { capture: true })).code === 0;
  // Waits for an installation that a run has left behind when it was broken off; fails where nothing is installed.
  await run(...apt, { capture: true });
  if (!(await isKnown())) return;
  // dpkg was broken off in the middle of its work: that is finished first.
  await run('dpkg', ['--configure', '-a'], { capture: true });
  await mustRun(...apt, { capture: true });
}
