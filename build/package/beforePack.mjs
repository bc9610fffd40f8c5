import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../setup/paths.mjs';

const SOURCE = join(ROOT, 'build', 'package', 'root');
/** Where electron-builder.yml takes it from. */
const STAGED = join(ROOT, 'dist', 'root');
/** Secrets may stand in it. */
const CLOSED = 'goat-capture.env';

/** By which the installed package knows an update that the kiosk may install. */
const UPDATE_KEY = join(STAGED, 'usr', 'share', 'goat-capture', 'update-key.pem');

/** electron-builder's hook before it packs. */
export default function beforePack() {
  stageRoot();
}

/**
 * Lays out the files that lie outside /opt, with the rights that they have in the package whatever the umask of this
 * checkout was.
 * @param {import('node:crypto').KeyObject} [updateKey] the public key of those who may sign updates
 */
export function stageRoot(updateKey) {
  rmSync(STAGED, { recursive: true, force: true });
  cpSync(SOURCE, STAGED, { recursive: true });
  if (updateKey) {
    mkdirSync(dirname(UPDATE_KEY), { recursive: true });
    writeFileSync(UPDATE_KEY, updateKey.export({ type: 'spki', format: 'pem' }));
  }
  chmodSync(STAGED, 0o755);
  for (const entry of readdirSync(STAGED, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const isProgram = entry.isDirectory() || (statSync(path).mode & 0o100) !== 0;
    chmodSync(path, isProgram ? 0o755 : entry.name === CLOSED ? 0o640 : 0o644);
  }
}
