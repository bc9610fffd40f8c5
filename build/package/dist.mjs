import { statSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { checkNodeVersion } from '../setup/nodeVersion.mjs';
import { npmPackages } from '../setup/npmPackages.mjs';
import { runCommand, say, SetupError } from '../setup/say.mjs';
import { readUpdateKey } from './updateKey.mjs';

/** What a person on a barn's network can be asked to download. */
const MAX_BYTES = 90e6;

// `npm run dist`: the Debian package for this machine's processor, or with `-- --arm64` for the Pi's. With
// `-- --key FILE` it is signed, and takes updates that are signed with the same key.
await runCommand(async () => {
  const { arm64, key } = parseArgs({
    options: { arm64: { type: 'boolean' }, key: { type: 'string' } },
  }).values;
  const updateKey = key === undefined ? undefined : readUpdateKey(key);
  checkNodeVersion();
  await npmPackages();
  // electron-builder is there only now.
  const { buildPackage } = await import('./buildPackage.mjs');
  const architecture = arm64 || process.arch === 'arm64' ? 'arm64' : 'x64';
  const file = await buildPackage({ architecture, ...(updateKey && { updateKey }) });
  const { size } = statSync(file);
  if (size > MAX_BYTES) throw new SetupError(`${file} has ${size} bytes, more than ${MAX_BYTES}`);
  say(`Built ${file}, ${(size / 1e6).toFixed(1)} MB`);
  return 0;
});
