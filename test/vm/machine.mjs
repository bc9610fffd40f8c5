import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import process from 'node:process';
import { cacheFolder, ROOT } from '../../build/setup/paths.mjs';
import { mustRun, run } from '../../build/setup/processes.mjs';
import { SetupError } from '../../build/setup/say.mjs';

/** Where the machine is built and its runs are kept: some GB, outside the tree. */
const { RIG_DIR = join(cacheFolder(), 'vm') } = process.env;
const IMAGE = join(RIG_DIR, 'img');
/** What the machine has written since it was given a clean disk. */
const DISK = join(RIG_DIR, 'disk.qcow2');
/** In the guest `/mnt/in`, and a folder for each boot, `/mnt/out`. */
const IN = join(RIG_DIR, 'in');
const OUT = join(RIG_DIR, 'out');
const LIBRARIES = join('usr', 'lib', 'x86_64-linux-gnu');

const KERNEL_ARGUMENTS = [
  ...['root=/dev/vda', 'rw', 'rootflags=noinit_itable', 'console=ttyS0', 'net.ifnames=0', 'panic=-1'],
  // The guest is emulated: what guards a real machine only makes it slower.
  ...['mitigations=off', 'nokaslr', 'audit=0', 'init_on_alloc=0', 'random.trust_cpu=on'],
];

/** Builds what is missing of the machine. */
export async function makeImage() {
  await mustRun('nice', ['test/vm/image/make.sh', RIG_DIR]);
}

/** @param {string} name */
export function folderForGuest(name) {
  return join(IN, name);
}

/**
 * Lays out what the guest gets: this Node, with the libraries that the guest lacks, and files.
 * @param {Record<string, string>} files absolute paths, or paths in the project, by the path that they have for the guest
 */
export async function fillFolderForGuest(files) {
  rmSync(IN, { recursive: true, force: true });
  mkdirSync(join(IN, 'lib'), { recursive: true });
  cpSync(process.execPath, join(IN, 'node'));
  const { output } = await run('ldd', [process.execPath], { capture: true });
  const libraries = [...output.matchAll(/=> (\/\S+)/g)].map(([, file = '']) => file);
  for (const file of libraries) {
    const isThere = existsSync(join(RIG_DIR, 'build', 'root', LIBRARIES, basename(file)));
    if (!isThere) cpSync(file, join(IN, 'lib', basename(file)), { dereference: true });
  }
  for (const [name, file] of Object.entries(files)) {
    cpSync(resolve(ROOT, file), join(IN, name), { recursive: true });
  }
}

/** Gives the machine the disk of its image. */
export async function cleanDisk() {
  removeDisk();
  rmSync(OUT, { recursive: true, force: true });
  const overlay = ['-q', '-f', 'qcow2', '-F', 'raw', '-b', join(IMAGE, 'root.ext4'), DISK];
  await mustRun('qemu-img', ['create', ...overlay]);
}

/** Frees what the machine has written on its disk. */
export function removeDisk() {
  rmSync(DISK, { force: true });
}

/**
 * Boots the machine, shows what its script says, and waits until it is off. Its disk stays as it left it.
 * @param {string} name of the folder for what the guest writes into /mnt/out
 * @param {string} script what the guest runs by bash, as root
 * @param {object} options
 * @param {number} options.timeoutMs
 * @param {readonly string[]} [options.devices] beside those that all boots have
 * @param {boolean} [options.ownTime] the guest has one processor, and its clock counts what that does, 1 ns an
 * instruction: whatever else this machine does, for the guest it is as fast as ever. Takes longer than without
 * @returns {Promise<number>} the script's exit code
 * @throws {SetupError} where the guest ended without one
 */
export async function boot(name, script, { timeoutMs, devices = [], ownTime = false }) {
  const out = join(OUT, name);
  mkdirSync(out, { recursive: true });
  writeFileSync(join(IN, 'run.sh'), script);
  const share = (/** @type {string} */ folder, /** @type {string} */ tag, more = '') => [
    '-virtfs',
    `local,path=${folder},mount_tag=${tag},security_model=none${more}`,
  ];
  await run(
    'qemu-system-x86_64',
    [
      ...['-M', 'q35', '-accel', `tcg,thread=${ownTime ? 'single' : 'multi'},tb-size=512`],
      ...(ownTime ? ['-icount', 'shift=0'] : []),
      ...['-cpu', 'Nehalem', '-smp', ownTime ? '1' : '2', '-m', '6144'],
      ...['-nodefaults', '-display', 'none', '-no-reboot', '-nic', 'none'],
      // The system's messages go to a file, the script's words come here.
      ...['-serial', `file:${join(out, 'console.log')}`, '-serial', 'stdio'],
      ...['-kernel', join(IMAGE, 'vmlinuz'), '-initrd', join(IMAGE, 'initrd')],
      ...['-append', KERNEL_ARGUMENTS.join(' '), '-device', 'virtio-rng-pci'],
      ...['-drive', `file=${DISK},if=virtio,format=qcow2,cache=unsafe,discard=unmap`],
      ...['-drive', `file=${join(IMAGE, 'cams.ext4')},if=virtio,format=raw,readonly=on`],
      ...share(IN, 'in', ',readonly=on,multidevs=remap'),
      ...share(out, 'out'),
      ...devices.flatMap((device) => ['-device', device]),
    ],
    { timeoutMs },
  );
  const result = join(out, 'exit-code');
  if (!existsSync(result)) {
    throw new SetupError(
      `The guest ended before its script did, or took more than ${timeoutMs / 1000} s: see ${out}`,
    );
  }
  return Number(readFileSync(result, 'utf8'));
}
