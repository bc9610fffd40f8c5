import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

/** Where a run leaves its times: `times-NAME.json`. Playwright empties its own folder of results. */
const FOLDER = join(ROOT, 'node_modules/.cache');

/** @typedef {{ ms: number, title: string }} TimedTest */

/**
 * The file for the JSON report of a run; what an earlier run left there is removed.
 * @param {string} name
 */
export function timesFile(name) {
  const file = join(FOLDER, `times-${name}.json`);
  rmSync(file, { force: true });
  return file;
}

/**
 * The slowest tests of several runs, the slowest first, one a line.
 * @param {readonly string[]} files JSON reports of Vitest or Playwright
 * @param {number} count
 */
export function slowestTests(files, count) {
  return files
    .flatMap((file) => timedTests(JSON.parse(readFileSync(file, 'utf8'))))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, count)
    .map(({ ms, title }) => `${(ms / 1000).toFixed(1).padStart(7)} s  ${title}`);
}

/**
 * @param {unknown} report
 * @returns {TimedTest[]}
 */
function timedTests(report) {
  const vitest = listAt(report, 'testResults').flatMap((file) =>
    listAt(file, 'assertionResults').map((test) => ({
      ms: numberAt(test, 'duration'),
      title: `${textAt(file, 'name').replace(ROOT, '')} > ${textAt(test, 'fullName')}`,
    })),
  );
  return [...vitest, ...listAt(report, 'suites').flatMap((suite) => ofSuite(suite, []))];
}

/**
 * Playwright's suites lie in one another: the outermost is a file.
 * @param {unknown} suite
 * @param {readonly string[]} around titles of the suites around it
 * @returns {TimedTest[]}
 */
function ofSuite(suite, around) {
  const titles = [...around, textAt(suite, 'title')];
  const own = listAt(suite, 'specs').flatMap((spec) =>
    listAt(spec, 'tests').map((test) => ({
      // A test that was tried twice took both.
      ms: listAt(test, 'results').reduce(
        (/** @type {number} */ sum, one) => sum + numberAt(one, 'duration'),
        0,
      ),
      title: [`${textAt(test, 'projectName')}: ${titles.join(' > ')}`, textAt(spec, 'title')].join(' > '),
    })),
  );
  return [...own, ...listAt(suite, 'suites').flatMap((inner) => ofSuite(inner, titles))];
}

/**
 * @param {unknown} value
 * @param {string} key
 * @returns {unknown}
 */
const at = (value, key) =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

/**
 * @param {unknown} value
 * @param {string} key
 * @returns {unknown[]} empty where there is no list
 */
function listAt(value, key) {
  const list = at(value, key);
  return Array.isArray(list) ? list : [];
}

/** @param {unknown} value @param {string} key */
function textAt(value, key) {
  const text = at(value, key);
  return typeof text === 'string' ? text : '';
}

/** @param {unknown} value @param {string} key */
function numberAt(value, key) {
  const number = at(value, key);
  return typeof number === 'number' ? number : 0;
}
