import { buildApp } from './setup/appBuild.mjs';
import { runCommand } from './setup/say.mjs';

// `npm run build`
await runCommand(async () => {
  await buildApp();
  return 0;
});
