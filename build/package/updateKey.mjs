import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SetupError } from '../setup/say.mjs';

/**
 * The private key that packages are signed with.
 * @param {string} file PEM, from the current folder on
 * @returns {import('node:crypto').KeyObject}
 * @throws {SetupError} where there is no such file, or no Ed25519 key without a passphrase in it
 */
export function readUpdateKey(file) {
  const key = readKey(file);
  if (key.asymmetricKeyType !== 'ed25519') throw new SetupError(`${file} is no Ed25519 key`);
  return key;
}

/** @param {string} file */
function readKey(file) {
  try {
    return createPrivateKey(readFileSync(file));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError(`${file} can't be read as a private key: ${reason}`);
  }
}
