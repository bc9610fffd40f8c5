import { basename, join } from 'node:path';
import { buildTwoVersions } from '../package/twoVersions.mjs';
import { buildTests, testScript } from './guestTest.mjs';
import { boot, fillFolderForGuest } from './machine.mjs';

const LIMIT_MS = 30 * 60_000;
/** A screen of the smallest size that the kiosk is made for. */
const SCREEN = 'virtio-gpu-pci,xres=1024,yres=600';
/** What runs after each boot; the machine is as the one before has left it. */
const BOOTS = [['packageInstall'], ['packageKiosk', 'packageUpdate']];
const TESTS = BOOTS.flat();

let environment = '';

/** Builds the package and lays it and its tests out for the guest. */
export async function prepare() {
  const { version, newer, files } = await buildTwoVersions();
  const signed = [files.older, files.newer, `${files.newer}.sig`];
  await fillFolderForGuest(Object.fromEntries(signed.map((file) => [basename(file), file])));
  await buildTests(TESTS);
  const given = {
    GOAT_PACKAGE: join('/mnt/in', basename(files.older)),
    GOAT_PACKAGE_NEWER: join('/mnt/in', basename(files.newer)),
    GOAT_VERSION: version,
    GOAT_VERSION_NEWER: newer,
  };
  const lines = Object.entries(given).map(([name, value]) => `export ${name}=${value}\n`);
  environment = lines.join('');
}

/** @returns {Promise<number>} the exit code of the first boot whose tests fail, else 0 */
export async function bootAll() {
  for (const [index, tests] of BOOTS.entries()) {
    const script = testScript(tests, environment);
    const options = { timeoutMs: LIMIT_MS, devices: [SCREEN], ownTime: index > 0 };
    const code = await boot(`package-${index + 1}`, script, options);
    if (code !== 0) return code;
  }
  return 0;
}
