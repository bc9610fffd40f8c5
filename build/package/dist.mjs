import process from 'node:process';
import { parseArgs } from 'node:util';
import { checkNodeVersion } from '../setup/nodeVersion.mjs';
import { npmPackages } from '../setup/npmPackages.mjs';
import { runCommand, say } from '../setup/say.mjs';

// `npm run dist`: the Debian package for this machine's processor, or with `-- --arm64` for the Pi's.
await runCommand(async () => {
  const { arm64 } = parseArgs({ options: { arm64: { type: 'boolean' } } }).values;
  checkNodeVersion();
  await npmPackages();
  // electron-builder is there only now.
  const { buildPackage } = await import('./buildPackage.mjs');
  const file = await buildPackage({ architecture: arm64 || process.arch === 'arm64' ? 'arm64' : 'x64' });
  say(`Built ${file}`);
  return 0;
});
