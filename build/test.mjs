import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { buildAppIfNeeded } from './setup/appBuild.mjs';
import { CAPTURE_PACKAGES, debianPackages, TEST_PACKAGES, WINDOW_PACKAGES } from './setup/debianPackages.mjs';
import { withDisplay } from './setup/display.mjs';
import { electronRuntime } from './setup/electronRuntime.mjs';
import { checkNodeVersion } from './setup/nodeVersion.mjs';
import { npmPackages } from './setup/npmPackages.mjs';
import { mustRun } from './setup/processes.mjs';
import { runCommand, say, SetupError } from './setup/say.mjs';
import { slowestTests, timesFile } from './setup/slowestTests.mjs';

const CACHE = 'node_modules/.cache';
/** How many of the slowest tests are told at the end. */
const SLOWEST = 10;

/** @type {string[]} the reports of the runs that have ended well */
const reports = [];

/** @param {string} name @param {string[]} args */
const tool = (name, ...args) => mustRun(`node_modules/.bin/${name}`, args);

/** @type {Record<string, () => Promise<unknown>>} in the order in which they run */
const STEPS = {
  format: () => tool('prettier', '--check', ...cached('prettier'), '--cache-strategy', 'content', '.'),
  lint,
  arrows: () => tool('depcruise', 'src-main', 'src-renderer'),
  types: () =>
    tool('tsc', '--project', '.', '--incremental', '--tsBuildInfoFile', `${CACHE}/tsc.tsbuildinfo`),
  unused: () => tool('knip', '--cache', '--cache-location', `${CACHE}/knip`),
  unit,
  build: buildAppIfNeeded,
  e2e: endToEnd,
};

// `npm test`: sets up what is missing, then runs all steps, or those of `npm test -- --only=NAME,NAME`.
await runCommand(async () => {
  const wanted = wantedSteps();
  /** @type {string[]} */
  const times = [];
  await timed('set-up', setUp, times);
  for (const [name, step] of wanted) {
    say(name);
    await timed(name, step, times);
  }
  if (reports.length > 0) say(`The slowest tests:\n${slowestTests(reports, SLOWEST).join('\n')}`);
  say(`All is well: ${times.join(', ')}`);
  return 0;
});

function wantedSteps() {
  const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;
  const names = only?.split(',') ?? Object.keys(STEPS);
  const unknown = names.find((name) => !(name in STEPS));
  if (unknown !== undefined) {
    throw new SetupError(`There is no step ${unknown}: the steps are ${Object.keys(STEPS).join(', ')}`);
  }
  return Object.entries(STEPS).filter(([name]) => names.includes(name));
}

/**
 * @param {string} name
 * @param {() => Promise<unknown>} step
 * @param {string[]} times
 */
async function timed(name, step, times) {
  const start = performance.now();
  try {
    await step();
  } catch (error) {
    if (error instanceof SetupError)
      error.message += `\n==> FAILED: ${name} (before it: ${times.join(', ') || 'nothing'})`;
    throw error;
  }
  times.push(`${name} ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

async function setUp() {
  checkNodeVersion();
  await npmPackages();
  await debianPackages([...CAPTURE_PACKAGES, ...WINDOW_PACKAGES, ...TEST_PACKAGES]);
  const runtime = await electronRuntime();
  if (runtime) process.env.ELECTRON_OVERRIDE_DIST_PATH = runtime;
}

/** @param {string} name */
function cached(name) {
  return ['--cache', '--cache-location', `${CACHE}/${name}.json`];
}

/**
 * Rules that look at types judge a file by what it imports, but what is kept of it holds until it changes itself. So CI,
 * whose word counts, looks at all.
 */
async function lint() {
  await tool('eslint', ...(process.env.CI ? [] : [...cached('eslint'), '--cache-strategy', 'content']), '.');
}

async function unit() {
  const report = timesFile('unit');
  await tool('vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`);
  reports.push(report);
}

async function endToEnd() {
  await buildAppIfNeeded();
  await withDisplay(() => playwright('e2e', '--project=electron', '--project=chromium'));
  await playwright('layout', '--project=layout', '--workers=2');
}

/** @param {string} name @param {string[]} args */
async function playwright(name, ...args) {
  const report = timesFile(name);
  await mustRun('node_modules/.bin/playwright', ['test', '--reporter=list,json', ...args], {
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  reports.push(report);
}
