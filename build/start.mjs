import { createRequire } from 'node:module';
import process from 'node:process';
import { buildAppIfNeeded } from './setup/appBuild.mjs';
import { CAPTURE_PACKAGES, debianPackages, WINDOW_PACKAGES } from './setup/debianPackages.mjs';
import { electronRuntime } from './setup/electronRuntime.mjs';
import { checkNodeVersion } from './setup/nodeVersion.mjs';
import { npmPackages } from './setup/npmPackages.mjs';
import { run } from './setup/processes.mjs';
import { NoElectron, runCommand, say } from './setup/say.mjs';

// `npm start`: sets up what is missing, then runs the app with the flags that were given.
const flags = process.argv.slice(2);
// These need neither cameras nor a window.
const isCommand = flags.includes('--help') || flags.includes('--version') || flags[0] === 'import';
const hasDisplay = [process.env.DISPLAY, process.env.WAYLAND_DISPLAY].some(Boolean);
const wantsWindow = !isCommand && !flags.includes('--headless');

await runCommand(async () => {
  checkNodeVersion();
  await npmPackages();
  if (isCommand) return startHeadless();
  if (!wantsWindow || !hasDisplay) {
    if (wantsWindow) say('There is no display: starting without a window');
    await debianPackages(CAPTURE_PACKAGES);
    return startHeadless();
  }
  await debianPackages([...CAPTURE_PACKAGES, ...WINDOW_PACKAGES]);
  try {
    return await startKiosk(await electronRuntime());
  } catch (error) {
    if (!(error instanceof NoElectron)) throw error;
    say(`${error.message} Starting without a window.`);
    return startHeadless();
  }
});

async function startHeadless() {
  await buildAppIfNeeded();
  const { code } = await run(process.execPath, ['out/main/headless.js', ...flags, '--try-out']);
  return code;
}

/** @param {string | null} runtime a folder for ELECTRON_OVERRIDE_DIST_PATH */
async function startKiosk(runtime) {
  await buildAppIfNeeded();
  if (runtime) process.env.ELECTRON_OVERRIDE_DIST_PATH = runtime;
  // In Node the package is the path of its binary. To start that itself leaves no process in between.
  const electron = String(createRequire(import.meta.url)('electron'));
  const { code } = await run(electron, [...chromiumSwitches(), '.', ...flags, '--try-out']);
  return code;
}

function chromiumSwitches() {
  const switches = [];
  if (process.getuid?.() === 0) {
    say("Started as root, so without Chromium's sandbox, which can't hold root");
    switches.push('--no-sandbox');
  }
  // Electron looks for a Wayland display by itself only from 38 on.
  if (!process.env.DISPLAY) switches.push('--ozone-platform=wayland');
  return switches;
}
