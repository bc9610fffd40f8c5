import process from 'node:process';
import { parseArgs } from 'node:util';
import { CAPTURE_PACKAGES, debianPackages } from './setup/debianPackages.mjs';
import { checkNodeVersion } from './setup/nodeVersion.mjs';
import { npmPackages } from './setup/npmPackages.mjs';
import { runCommand } from './setup/say.mjs';

// `npm run dev [-- --port N --page-port N]`: the page with hot reload, and the program without a window, which starts again after a change.
await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '5001' },
      'page-port': { type: 'string', default: '5173' },
    },
  });
  checkNodeVersion();
  await npmPackages();
  await debianPackages(CAPTURE_PACKAGES);
  // Imports npm packages, which are there only now.
  const { develop } = await import('./setup/devServers.mjs');
  await develop(Number(values.port), Number(values['page-port']));
  process.exit(0);
});
