import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readUpdateKey } from '../../build/package/updateKey.mjs';
import { SetupError } from '../../build/setup/say.mjs';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goat-key-'));
  file = path.join(folder, 'key.pem');
});
afterEach(() => rm(folder, { recursive: true }));

const keep = (key: KeyObject) => writeFile(file, key.export({ type: 'pkcs8', format: 'pem' }));

function rejection(): unknown {
  try {
    return readUpdateKey(file);
  } catch (error) {
    return error;
  }
}

describe('the key that packages are signed with', () => {
  it('is a private Ed25519 key', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    await keep(privateKey);
    expect(readUpdateKey(file).equals(privateKey)).toBe(true);
  });

  it.each<[string, () => Promise<void>, RegExp]>([
    ['that is not there', () => Promise.resolve(), /can't be read as a private key: ENOENT/],
    ['that is no key', () => writeFile(file, 'goats'), /can't be read as a private key: /],
    [
      'of another kind',
      () => keep(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
      /is no Ed25519 key$/,
    ],
  ])('is refused by its name where it is one %s', async (_what, lay, message) => {
    await lay();
    const error = rejection();
    expect(error).toBeInstanceOf(SetupError);
    expect(String(error)).toMatch(message);
    expect(String(error)).toContain(file);
  });
});
