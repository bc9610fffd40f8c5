import { statSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { checkNodeVersion } from '../setup/nodeVersion.mjs';
import { npmPackages } from '../setup/npmPackages.mjs';
import { runCommand, say, SetupError } from '../setup/say.mjs';

/** What a person on a barn's network can be asked to download. */
const MOST_BYTES = 90e6;

// `npm run dist`: the Debian package for this machine's processor, or with `-- --arm64` for the Pi's.
await runCommand(async () => {
  const { arm64 } = parseArgs({ options: { arm64: { type: 'boolean' } } }).values;
  checkNodeVersion();
  await npmPackages();
  // electron-builder is there only now.
  const { buildPackage } = await import('./buildPackage.mjs');
  const file = await buildPackage({ architecture: arm64 || process.arch === 'arm64' ? 'arm64' : 'x64' });
  const { size } = statSync(file);
  if (size > MOST_BYTES) throw new SetupError(`${file} has ${size} bytes, more than ${MOST_BYTES}`);
  say(`Built ${file}, ${(size / 1e6).toFixed(1)} MB`);
  return 0;
});
