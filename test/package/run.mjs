import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import {
  as,
  CAPTURE_PACKAGES,
  debianPackages,
  rootPrefix,
  TEST_PACKAGES,
  WINDOW_PACKAGES,
} from '../../build/setup/debianPackages.mjs';
import { checkNodeVersion } from '../../build/setup/nodeVersion.mjs';
import { npmPackages } from '../../build/setup/npmPackages.mjs';
import { cacheFolder, ROOT } from '../../build/setup/paths.mjs';
import { mustRun } from '../../build/setup/processes.mjs';
import { runCommand, say, SetupError } from '../../build/setup/say.mjs';
import { refuseWhereItIsInUse } from './residue.mjs';

/** What looks at a package without installing it, and what installs it. */
const PACKAGE_TOOLS = [['lintian'], ['desktop-file-utils'], ['binutils'], ['adduser'], ['systemd']];

// `npm run test:package`: builds the package in two versions, installs, runs, upgrades, removes and purges it; with
// `-- --debian13` in a Debian 13 as well.
await runCommand(async () => {
  const { debian13 = false } = parseArgs({ options: { debian13: { type: 'boolean' } } }).values;
  const root = await rootPrefix();
  if (!root) throw new SetupError('test:package installs and removes a package: only root can');
  await refuseWhereItIsInUse();
  checkNodeVersion();
  await npmPackages();
  await debianPackages([...CAPTURE_PACKAGES, ...WINDOW_PACKAGES, ...TEST_PACKAGES, ...PACKAGE_TOOLS]);
  if (debian13) await debianPackages([['debootstrap']]);
  // electron-builder is there only now.
  const { buildTwoVersions } = await import('./twoVersions.mjs');
  const { version, newer, files } = await buildTwoVersions();
  const given = {
    GOAT_PACKAGE: files.older,
    GOAT_PACKAGE_NEWER: files.newer,
    GOAT_PACKAGE_UNPACKED: join(ROOT, 'dist', 'test', 'linux-unpacked'),
    GOAT_VERSION: version,
    GOAT_VERSION_NEWER: newer,
  };
  // By words of the command: sudo hands no environment on.
  const words = Object.entries(given).map(([name, value]) => `${name}=${value}`);
  const test = [process.execPath, 'test/package/asRoot.mjs', 'lifecycle', 'update'];
  await mustRun(...as(root, [...words, ...test]));
  // Not before: the installation has brought the libraries that this looks for. npm is set up for this user, not for root.
  const look = ['run', '--config', 'test/package/vitest.config.ts', 'contents'];
  await mustRun('node_modules/.bin/vitest', look, { env: given });
  if (debian13) {
    say('The same in a Debian 13');
    const inside = ['test/package/debian13.sh', join(cacheFolder(), 'debian13')];
    await mustRun(...as(root, [...words, ...inside, ...test]));
  }
  say('The package is well');
  return 0;
});
