import { Arch } from 'electron-builder';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { foreignBinaries } from './foreignBinaries.mjs';

/**
 * electron-builder's hook after it has packed the program.
 * @param {import('electron-builder').AfterPackContext} context
 */
export default function afterPack({ appOutDir, arch }) {
  // What Electron runs where there is no app: electron-builder leaves it in an Electron that is not its own download.
  rmSync(join(appOutDir, 'resources', 'default_app.asar'), { force: true });
  failOnForeignBinaries(appOutDir, arch);
}

/**
 * @param {string} folder
 * @param {import('electron-builder').Arch} arch
 * @throws Error where something in it is made for another processor
 */
export function failOnForeignBinaries(folder, arch) {
  const foreign = foreignBinaries(folder, Arch[arch]);
  if (foreign.length > 0)
    throw new Error(
      `Made for another processor than ${Arch[arch]}, in ${folder}:\n  ${foreign.join('\n  ')}`,
    );
}
