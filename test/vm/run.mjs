import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { buildAppIfNeeded } from '../../build/setup/appBuild.mjs';
import { debianPackages } from '../../build/setup/debianPackages.mjs';
import { checkNodeVersion } from '../../build/setup/nodeVersion.mjs';
import { npmPackages } from '../../build/setup/npmPackages.mjs';
import { runCommand, say, SetupError } from '../../build/setup/say.mjs';
import { boot, fillFolderForGuest, folderForGuest, makeImage } from './machine.mjs';

/** What the machine is built and emulated with. */
const MACHINE_PACKAGES = [
  ...[['debootstrap'], ['e2fsprogs'], ['qemu-system-x86'], ['qemu-utils']],
  ...[['ffmpeg'], ['fonts-dejavu-core']],
];
const LIMIT_MS = 20 * 60_000;
/** What set-up itself leaves behind is less. */
const BUSY_LOAD = 1;

/** Node and the app are copied to the guest's own disk: its reads of the host's folders are slow. */
const SCRIPT = `
stty -F /dev/ttyS1 raw
systemctl is-system-running --wait > /dev/null
cp -r /mnt/in /opt/goat-capture
cd /opt/goat-capture
export LD_LIBRARY_PATH=$PWD/lib
# A camera's time to its first frame shall not be that of loading ffmpeg for the first time.
ffmpeg -v error -f v4l2 -i /dev/camera_side -c copy -frames:v 1 -f null - 2> /dev/null
./node --test-reporter=spec test/cameras.js
`;

// `npm run test:vm`: photographs with real V4L2 devices, in a virtual machine that is built where it is missing.
await runCommand(async () => {
  if (process.arch !== 'x64' || process.getuid?.() !== 0) {
    throw new SetupError(
      'test:vm builds and emulates an x86-64 machine: that takes root, and this Node for x86-64',
    );
  }
  checkNodeVersion();
  await npmPackages();
  await debianPackages(MACHINE_PACKAGES);
  await buildAppIfNeeded();
  await makeImage();
  await fillFolderForGuest(SCRIPT);
  await buildTest();
  const [load = 0] = loadavg();
  // The guest needs two processors for itself.
  if (load > availableParallelism() - 2 + BUSY_LOAD) {
    say(`Other work runs here (load ${load.toFixed(1)}): captures may then fail because pictures come late`);
  }
  say('Starting the virtual machine: half a minute until the test begins');
  const code = await boot(LIMIT_MS);
  if (code === 0) say('The cameras are well');
  return code;
});

/** The test as one file that needs nothing but Node. */
async function buildTest() {
  // Vite is there only now.
  const { build } = await import('vite');
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: join(import.meta.dirname, 'cameras.ts'),
      target: 'node20',
      outDir: folderForGuest('test'),
      emptyOutDir: true,
    },
  });
}
