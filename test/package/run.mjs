import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import {
  debianPackages,
  CAPTURE_PACKAGES,
  TEST_PACKAGES,
  WINDOW_PACKAGES,
} from '../../build/setup/debianPackages.mjs';
import { withDisplay } from '../../build/setup/display.mjs';
import { checkNodeVersion } from '../../build/setup/nodeVersion.mjs';
import { npmPackages } from '../../build/setup/npmPackages.mjs';
import { packageText } from '../../build/setup/packageJson.mjs';
import { ROOT } from '../../build/setup/paths.mjs';
import { mustRun, run } from '../../build/setup/processes.mjs';
import { runCommand, say, SetupError } from '../../build/setup/say.mjs';

/** What looks at a package without installing it, and what installs it. */
const PACKAGE_TOOLS = [['lintian'], ['desktop-file-utils'], ['binutils'], ['adduser'], ['systemd']];
/** What the test makes and removes again, and must therefore not find. */
const OURS = [
  '/opt/goat-capture',
  '/etc/goat-capture',
  '/var/lib/goat-capture',
  '/etc/systemd/system/goat-training.service',
];

// `npm run test:package`: builds the package in two versions, installs, runs, upgrades, removes and purges it.
await runCommand(async () => {
  await refuseWhereItIsInUse();
  checkNodeVersion();
  await npmPackages();
  await debianPackages([...CAPTURE_PACKAGES, ...WINDOW_PACKAGES, ...TEST_PACKAGES, ...PACKAGE_TOOLS]);
  // electron-builder is there only now.
  const { buildPackage } = await import('../../build/package/buildPackage.mjs');
  const version = packageText(join(ROOT, 'package.json'), 'version');
  const newer = version.replace(/\d+$/, (patch) => String(Number(patch) + 1));
  const options = /** @type {const} */ ({
    architecture: process.arch === 'arm64' ? 'arm64' : 'x64',
    compression: 'zst',
  });
  const env = {
    GOAT_PACKAGE: await buildPackage({ ...options, output: 'dist/test' }),
    GOAT_PACKAGE_NEWER: await buildPackage({ ...options, version: newer, output: 'dist/test-newer' }),
    GOAT_PACKAGE_UNPACKED: join(ROOT, 'dist', 'test', 'linux-unpacked'),
    GOAT_VERSION: version,
    GOAT_VERSION_NEWER: newer,
  };
  await withDisplay(() =>
    mustRun('node_modules/.bin/vitest', ['run', '--config', 'test/package/vitest.config.ts'], { env }),
  );
  say('The package is well');
  return 0;
});

/** The test removes all that belongs to the program: on a machine where somebody uses it, that would be theirs. */
async function refuseWhereItIsInUse() {
  if (process.getuid?.() !== 0)
    throw new SetupError('test:package installs and removes a package: only root can');
  const found = OURS.find((path) => existsSync(path));
  const { code } = await run('getent', ['passwd', 'goat-capture'], { capture: true });
  if (found !== undefined || code === 0) {
    throw new SetupError(
      `test:package removes all that belongs to goat-capture, and it is installed here: ${found ?? 'its user'} is there`,
    );
  }
}
