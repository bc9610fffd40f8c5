import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { mustRun } from './processes.mjs';
import { say } from './say.mjs';
import { fingerprint, isStamped, writeStamp } from './stamps.mjs';

/** Installs the npm packages of package-lock.json, unless just those are there. `npm ci` begins by clearing the stamp away. */
export async function npmPackages() {
  const stamp = join(ROOT, 'node_modules', '.installed-lock');
  const lock = fingerprint(['package-lock.json']);
  if (isStamped(stamp, lock)) return;
  say('Installing the npm packages (npm ci)');
  // The lock makes this wait for an npm that outlived the set-up which started it, instead of both writing at once.
  const locked = ['--no-fork', 'package-lock.json', 'npm', 'ci'];
  await mustRun('flock', [...locked, '--no-audit', '--no-fund', '--loglevel=error'], { capture: true });
  writeStamp(stamp, lock);
}
