import { delimiter, dirname } from 'node:path';
import process from 'node:process';
import { withDisplay } from '../../build/setup/display.mjs';
import { mustRun } from '../../build/setup/processes.mjs';
import { runCommand } from '../../build/setup/say.mjs';
import { refuseWhereItIsInUse, removeTraces } from './residue.mjs';

// The part of test:package that only root can do: installs what run.mjs has built, tries it, and takes it away again.
// `asRoot.mjs NAME` runs only the test files of that name.
await runCommand(async () => {
  await refuseWhereItIsInUse();
  // The PATH that sudo gives to root need not lead to Node.
  process.env.PATH = [process.env.PATH, dirname(process.execPath)].join(delimiter);
  try {
    const args = ['run', '--config', 'test/package/vitest.config.ts', ...process.argv.slice(2)];
    await withDisplay(() => mustRun('node_modules/.bin/vitest', args));
  } finally {
    await removeTraces();
  }
  return 0;
});
