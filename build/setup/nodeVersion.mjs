import { join } from 'node:path';
import process from 'node:process';
import { packageText } from './packageJson.mjs';
import { ROOT } from './paths.mjs';
import { SetupError } from './say.mjs';

/**
 * Whether a version lies in a range as package.json's `engines` has it: `^20.19.0 || >=22.12.0`.
 * npm's own reader of ranges is not there before the npm packages are.
 * @param {string} version as `process.versions.node`
 * @param {string} range
 */
export function isInRange(version, range) {
  const have = numbers(version);
  return range.split('||').some((part) => {
    const [, sign, least] = /^\s*(\^|>=)\s*(\S+)\s*$/.exec(part) ?? [];
    if (!least) throw new Error(`A range that the set-up can't read: ${range}`);
    const want = numbers(least);
    return compare(have, want) >= 0 && (sign === '>=' || have[0] === want[0]);
  });
}

/** @throws {SetupError} where this Node is too old */
export function checkNodeVersion() {
  const range = packageText(join(ROOT, 'package.json'), 'engines', 'node');
  if (!isInRange(process.versions.node, range)) {
    throw new SetupError(
      `Node ${range} is needed, and this is ${process.versions.node}. Install a newer Node, then run this again.`,
    );
  }
}

/** @param {string} version */
function numbers(version) {
  return version.split('.').map(Number);
}

/** @param {number[]} a @param {number[]} b */
function compare(a, b) {
  const at = [0, 1, 2].find((i) => (a[i] ?? 0) !== (b[i] ?? 0));
  return at === undefined ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
