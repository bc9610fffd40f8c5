import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';
import { buildAppIfNeeded } from '../../build/setup/appBuild.mjs';
import { withDisplay } from '../../build/setup/display.mjs';
import { electronRuntime } from '../../build/setup/electronRuntime.mjs';

/** @template T @param {string} file @param {typeof runnerImport<T>} load */
const loaded = async (file, load) =>
  (await load(fileURLToPath(new URL(file, import.meta.url)), { configFile: false, logLevel: 'error' }))
    .module;

// `npm run bench [-- --only=delivery,sessions,capture,api,kiosk] [--pictures N]`: loads the measurements as they are, in
// TypeScript, and runs them; the delivery first, since what a process has used before hides what it needs.
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'delivery,sessions,capture,api,kiosk' },
    pictures: { type: 'string', default: '20' },
  },
});
const wanted = values.only.split(',');
/** @type {typeof runnerImport<typeof import('./upload')>} */
const loadDelivery = runnerImport;
/** @type {typeof runnerImport<typeof import('./sessions')>} */
const loadSessions = runnerImport;
/** @type {typeof runnerImport<typeof import('./bench')>} */
const loadCapture = runnerImport;
/** @type {typeof runnerImport<typeof import('./api')>} */
const loadApi = runnerImport;
/** @type {typeof runnerImport<typeof import('./kiosk/kiosk')>} */
const loadKiosk = runnerImport;

async function kiosk() {
  const standIn = await electronRuntime();
  if (standIn !== null) process.env.ELECTRON_OVERRIDE_DIST_PATH = standIn;
  await buildAppIfNeeded();
  const { benchKiosk } = await loaded('kiosk/kiosk.ts', loadKiosk);
  return withDisplay(() => benchKiosk(values.pictures, standIn ?? 'as installed'));
}

const codes = [
  wanted.includes('delivery') ? await (await loaded('delivery.ts', loadDelivery)).benchDelivery() : 0,
  wanted.includes('sessions') ? await (await loaded('sessions.ts', loadSessions)).benchSessions() : 0,
  wanted.includes('capture') ? await (await loaded('bench.ts', loadCapture)).bench(values.pictures) : 0,
  wanted.includes('api') ? await (await loaded('api.ts', loadApi)).benchApi(values.pictures) : 0,
  wanted.includes('kiosk') ? await kiosk() : 0,
];
process.exitCode = Math.max(...codes);
