import { chmodSync, cpSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../setup/paths.mjs';

const SOURCE = join(ROOT, 'build', 'package', 'root');
/** Where electron-builder.yml takes it from. */
const STAGED = join(ROOT, 'dist', 'root');
/** Secrets may stand in it. */
const CLOSED = 'goat-capture.env';

/**
 * electron-builder's hook before it packs: lays out the files that lie outside /opt, with the rights that they have in
 * the package whatever the umask of this checkout was.
 */
export default function beforePack() {
  rmSync(STAGED, { recursive: true, force: true });
  cpSync(SOURCE, STAGED, { recursive: true });
  chmodSync(STAGED, 0o755);
  for (const entry of readdirSync(STAGED, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const isProgram = entry.isDirectory() || (statSync(path).mode & 0o100) !== 0;
    chmodSync(path, isProgram ? 0o755 : entry.name === CLOSED ? 0o640 : 0o644);
  }
}
