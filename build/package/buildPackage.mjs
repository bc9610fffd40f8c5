import { Arch, build, Platform } from 'electron-builder';
import { createPublicKey, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { buildAppIfNeeded } from '../setup/appBuild.mjs';
import { electronRuntime } from '../setup/electronRuntime.mjs';
import { ROOT } from '../setup/paths.mjs';
import { NoElectron, say } from '../setup/say.mjs';
import { standInFolder } from '../setup/standInElectron.mjs';
import { stageRoot } from './beforePack.mjs';

const STAND_IN_FPM = join(ROOT, 'build', 'stand-in-fpm', 'fpm.mjs');

/**
 * @typedef {object} PackageOptions
 * @property {'x64' | 'arm64'} architecture
 * @property {string} [version] another one than package.json's
 * @property {'xz' | 'zst'} [compression] zst packs in a tenth of the time, for tests
 * @property {string} [output] the folder that it comes to, `dist` where not given
 * @property {import('node:crypto').KeyObject} [updateKey] a private Ed25519 key: the package is signed with it, in a
 * file `….sig` beside it, and once installed takes updates that are
 */

/**
 * Builds the Debian package by electron-builder. Where Electron can't be downloaded, the stand-ins for it and for fpm
 * make a package that is for tests only, and is called so.
 * @param {PackageOptions} options
 * @returns {Promise<string>} the package's path
 * @throws {NoElectron} where there is no Electron for this architecture
 */
export async function buildPackage({ architecture, version, compression, output, updateKey }) {
  const runtime = await electronRuntime();
  const isStandIn = runtime === standInFolder();
  if (isStandIn && architecture !== 'x64') {
    throw new NoElectron(`Electron for ${architecture} can't be downloaded, and it has no stand-in.`);
  }
  await buildAppIfNeeded();
  if (isStandIn) {
    say('Packing the stand-in for Electron, by the stand-in for fpm: the package is for tests only');
    process.env.CUSTOM_FPM_PATH = STAND_IN_FPM;
  }
  const files = await build({
    projectDir: ROOT,
    targets: Platform.LINUX.createTarget('deb', Arch[architecture]),
    publish: 'never',
    config: {
      extends: 'electron-builder.yml',
      ...(updateKey && {
        beforePack: () => {
          stageRoot(createPublicKey(updateKey));
        },
      }),
      ...(runtime !== null && { electronDist: runtime }),
      ...(version !== undefined && { extraMetadata: { version } }),
      ...(output !== undefined && { directories: { output } }),
      deb: {
        ...(compression !== undefined && { compression }),
        ...(isStandIn && { artifactName: 'goat-capture_${version}_${arch}.stand-in.${ext}' }),
      },
    },
  });
  const [file] = files;
  if (file === undefined) throw new Error('electron-builder has built nothing');
  if (updateKey) writeFileSync(`${file}.sig`, sign(null, readFileSync(file), updateKey));
  return file;
}
