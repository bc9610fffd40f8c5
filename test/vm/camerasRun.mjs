import { join } from 'node:path';
import { buildAppIfNeeded } from '../../build/setup/appBuild.mjs';
import { buildTests, testScript } from './guestTest.mjs';
import { boot, fillFolderForGuest } from './machine.mjs';

const LIMIT_MS = 20 * 60_000;
const TESTS = ['cameras'];
const APP_PARTS = ['package.json', join('out', 'main'), join('out', 'renderer')];

/** A camera's time to its first frame shall not be that of loading ffmpeg for the first time. */
const LOAD_FFMPEG = `
ffmpeg -v error -f v4l2 -i /dev/camera_side -c copy -frames:v 1 -f null - 2> /dev/null
`;

/** Lays the built app and its test out for the guest. */
export async function prepare() {
  await buildAppIfNeeded();
  await fillFolderForGuest(Object.fromEntries(APP_PARTS.map((part) => [join('app', part), part])));
  await buildTests(TESTS);
}

/** @returns {Promise<number>} the test's exit code */
export function bootAll() {
  return boot('cameras', testScript(TESTS, LOAD_FFMPEG), { timeoutMs: LIMIT_MS });
}
