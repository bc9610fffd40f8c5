import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import process from 'node:process';
import { buildPackage } from '../../build/package/buildPackage.mjs';
import { packageText } from '../../build/setup/packageJson.mjs';
import { ROOT } from '../../build/setup/paths.mjs';

/**
 * Builds the package, and once more as its next version, both signed with a key that is made for it.
 * @returns {Promise<{ version: string, newer: string, files: { older: string, newer: string } }>}
 */
export async function buildTwoVersions() {
  const version = packageText(join(ROOT, 'package.json'), 'version');
  const newer = version.replace(/\d+$/, (patch) => String(Number(patch) + 1));
  const options = {
    architecture: process.arch === 'arm64' ? /** @type {const} */ ('arm64') : /** @type {const} */ ('x64'),
    compression: /** @type {const} */ ('zst'),
    updateKey: generateKeyPairSync('ed25519').privateKey,
  };
  const files = {
    older: await buildPackage({ ...options, output: 'dist/test' }),
    newer: await buildPackage({ ...options, version: newer, output: 'dist/test-newer' }),
  };
  return { version, newer, files };
}
