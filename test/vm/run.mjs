import { availableParallelism, loadavg } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { debianPackages } from '../../build/setup/debianPackages.mjs';
import { checkNodeVersion } from '../../build/setup/nodeVersion.mjs';
import { npmPackages } from '../../build/setup/npmPackages.mjs';
import { runCommand, say, SetupError } from '../../build/setup/say.mjs';
import { cleanDisk, makeImage, removeDisk } from './machine.mjs';

/** What the machine is built and emulated with. */
const MACHINE_PACKAGES = [
  ...[['debootstrap'], ['e2fsprogs'], ['qemu-system-x86'], ['qemu-utils']],
  ...[['ffmpeg'], ['fonts-dejavu-core']],
];
/** What set-up itself leaves behind is less. */
const BUSY_LOAD = 1;

// `npm run test:vm`: photographs with real V4L2 devices, in a virtual machine that is built where it is missing; with
// `-- --package` by the Debian package, which is installed there.
await runCommand(async () => {
  const { package: isPackaged = false } = parseArgs({ options: { package: { type: 'boolean' } } }).values;
  if (process.arch !== 'x64' || process.getuid?.() !== 0) {
    throw new SetupError(
      'test:vm builds and emulates an x86-64 machine: that takes root, and this Node for x86-64',
    );
  }
  checkNodeVersion();
  await npmPackages();
  await debianPackages(MACHINE_PACKAGES);
  await makeImage();
  // They build by what is there only now.
  const { prepare, bootAll } = isPackaged
    ? await import('./packageRun.mjs')
    : await import('./camerasRun.mjs');
  await prepare();
  const [load = 0] = loadavg();
  // The guest needs two processors for itself.
  if (load > availableParallelism() - 2 + BUSY_LOAD) {
    say(`Other work runs here (load ${load.toFixed(1)}): captures may then fail because pictures come late`);
  }
  await cleanDisk();
  try {
    say('Starting the virtual machine: half a minute until the test begins');
    const code = await bootAll();
    if (code === 0) say('All is well');
    return code;
  } finally {
    removeDisk();
  }
});
