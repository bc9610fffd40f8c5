import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { Arch } from 'electron-builder';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failOnForeignBinaries } from '../../build/package/afterPack.mjs';
import { foreignBinaries } from '../../build/package/foreignBinaries.mjs';
import { packageText } from '../../build/setup/packageJson.mjs';
import { given, must, run } from './machine';

/** A fuse's state is kept as a digit in the binary. */
const [OFF, ON] = ['0', '1'].map((digit) => digit.charCodeAt(0));

const file = given('GOAT_PACKAGE');
const unpacked = given('GOAT_PACKAGE_UNPACKED');

async function field(name: string): Promise<string> {
  return (await must('dpkg-deb', '--field', file, name)).trim();
}

describe('the package', () => {
  it('is described in whole', async () => {
    expect(await field('Package')).toBe('goat-capture');
    expect(await field('Version')).toBe(given('GOAT_VERSION'));
    expect(await field('Architecture')).toBe((await must('dpkg', '--print-architecture')).trim());
    expect(await field('Depends')).toMatch(
      /ffmpeg, v4l-utils, libjpeg-turbo-progs,.* cage, seatd, xwayland,/,
    );
  });

  it('holds the program in an archive, and nothing that a user has no use for', async () => {
    const resources = path.join(unpacked, 'resources');
    expect((await readdir(resources)).sort()).toEqual(['app.asar', 'apparmor-profile']);
    const inside = listPackage(path.join(resources, 'app.asar'), { isPack: false });
    expect(inside).toEqual(
      expect.arrayContaining(['/out/main/main.js', '/out/preload/preload.cjs', '/package.json']),
    );
    expect(inside.filter((name) => /\.map$|node_modules|\btest\b|\.tsx?$/.test(name))).toEqual([]);
    const locales = await readdir(path.join(unpacked, 'locales'));
    expect(locales).toEqual(expect.arrayContaining(['en-US.pak', 'es.pak']));
    expect(locales.filter((name) => !/^(en-US|es|es-419)\.pak$/.test(name))).toEqual([]);
  });

  it('has the fuses set', async () => {
    const fuses = await getCurrentFuseWire(path.join(unpacked, 'goat-capture'));
    expect(fuses).toMatchObject({
      [FuseV1Options.RunAsNode]: OFF,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: OFF,
      [FuseV1Options.EnableNodeCliInspectArguments]: OFF,
      [FuseV1Options.OnlyLoadAppFromAsar]: ON,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: OFF,
    });
  });

  it('depends on every library that its programs are linked against', async () => {
    const depends = (await field('Depends')).split(/[,|]/).map((name) => name.trim().split(' ')[0]);
    const names = await readdir(unpacked);
    const binaries = names.filter(
      (name) => /^goat-capture$|^chrome|\.so/.test(name) && !name.endsWith('.pak'),
    );
    const headers = await must('objdump', '-p', ...binaries.map((name) => path.join(unpacked, name)));
    const needed = new Set([...headers.matchAll(/NEEDED +(\S+)/g)].map(([, library = '']) => library));
    expect(needed.size).toBeGreaterThan(20);
    const foreign = [...needed].filter((library) => !names.includes(library));
    // Lines of a package, its processor, and a path. One search for all: each reads the lists of the whole machine.
    const found = await must('dpkg', '--search', ...foreign.map((library) => `*/${library}`));
    for (const library of foreign) {
      const lines = found.split('\n').filter((line) => line.endsWith(`/${library}`));
      const owners = lines.map((line) => line.split(':')[0]);
      expect(
        depends.some((name) => owners.includes(name)),
        `${library} is of ${owners.join(' ')}`,
      ).toBe(true);
    }
  });

  it('gives lintian nothing to call an error', async () => {
    // The test's own compression, which Debian 12's lintian does not know.
    const args = ['--allow-root', '--fail-on', 'error', '--suppress-tags', 'malformed-deb-archive', file];
    const { code, output } = await run('lintian', ...args);
    expect(`${String(code)} ${output}`).toMatch(/^0 /);
    expect(output).not.toMatch(/^E:/m);
  });
});

describe('the check for native modules', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'goat-tree-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  /** A tree with a native module in it, installed for a processor as the install page says for the Pi. */
  async function installTree(cpu: string): Promise<void> {
    const platform = ['--os=linux', `--cpu=${cpu}`, '--libc=glibc', '--ignore-scripts'];
    const version = packageText('node_modules/lightningcss/package.json', 'version');
    await must('npm', 'install', '--prefix', folder, '--no-audit', ...platform, `lightningcss@${version}`);
  }

  it('passes a tree that was installed for the processor of the package', async () => {
    await installTree('arm64');
    expect(foreignBinaries(folder, 'arm64')).toEqual([]);
  });

  it('names the modules of a tree that was not', async () => {
    await installTree('x64');
    expect(foreignBinaries(folder, 'arm64')).toEqual([
      expect.stringMatching(/lightningcss-linux-x64-gnu.*\.node$/),
    ]);
  });

  it('fails a build whose Electron is for another processor', () => {
    const other = process.arch === 'arm64' ? Arch.x64 : Arch.arm64;
    expect(foreignBinaries(unpacked, process.arch)).toEqual([]);
    expect(() => {
      failOnForeignBinaries(unpacked, other);
    }).toThrow(/^Made for another processor .*\n {2}goat-capture$/ms);
  });
});

describe('the polkit rules', () => {
  type Rule = (action: object, subject: object) => unknown;

  /** What the rules say to an action of a user. */
  async function answer(user: string, id: string, details: Record<string, string> = {}): Promise<unknown> {
    const rules: Rule[] = [];
    const polkit = { Result: { YES: 'yes', NOT_HANDLED: null }, addRule: (rule: Rule) => rules.push(rule) };
    runInNewContext(
      await readFile('build/package/root/usr/share/polkit-1/rules.d/50-goat-capture.rules', 'utf8'),
      {
        polkit,
      },
    );
    return rules[0]?.({ id, lookup: (name: string) => details[name] }, { user });
  }

  const units = 'org.freedesktop.systemd1.manage-units';
  const network = 'org.freedesktop.NetworkManager';
  it.each<[string, string, Record<string, string>, string | null]>([
    ['goat-capture', 'org.freedesktop.timedate1.set-time', {}, 'yes'],
    ['goat-capture', 'org.freedesktop.login1.reboot', {}, 'yes'],
    ['goat-capture', `${network}.enable-disable-wifi`, {}, 'yes'],
    ['goat-capture', `${network}.network-control`, {}, 'yes'],
    ['goat-capture', `${network}.settings.modify.system`, {}, 'yes'],
    ['goat-capture', `${network}.wifi.scan`, {}, 'yes'],
    ['goat-capture', `${network}.enable-disable-network`, {}, null],
    ['goat-capture', `${network}.settings.modify.global-dns`, {}, null],
    ['goat-capture', `${network}.settings.modify.hostname`, {}, null],
    ['goat-capture', `${network}.wifi.share.open`, {}, null],
    ['goat-capture', units, { verb: 'restart', unit: 'goat-capture.service' }, 'yes'],
    ['goat-capture', units, { verb: 'start', unit: 'migrate-to-goat-capture.service' }, 'yes'],
    ['goat-capture', units, { verb: 'start', unit: 'update-goat-capture.service' }, 'yes'],
    ['goat-capture', units, { verb: 'stop', unit: 'update-goat-capture.service' }, null],
    ['goat-capture', units, { verb: 'start', unit: 'ssh.service' }, null],
    ['goat-capture', 'org.freedesktop.policykit.exec', {}, null],
    ['pi', 'org.freedesktop.login1.reboot', {}, null],
    ['pi', `${network}.network-control`, {}, null],
  ])('say to %s, %s %j: %s', async (user, id, details, expected) => {
    expect(await answer(user, id, details)).toBe(expected);
  });
});
