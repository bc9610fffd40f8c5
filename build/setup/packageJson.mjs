import { readFileSync } from 'node:fs';

/**
 * A text in a package.json.
 * @param {string} file
 * @param {...string} keys from the outermost to the innermost
 */
export function packageText(file, ...keys) {
  /** @type {unknown} */
  let value = JSON.parse(readFileSync(file, 'utf8'));
  for (const key of keys) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  }
  if (typeof value !== 'string') throw new Error(`${file} has no text at ${keys.join('.')}`);
  return value;
}
