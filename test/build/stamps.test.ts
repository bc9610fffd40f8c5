import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ROOT } from '../../build/setup/paths.mjs';
import { fingerprint, isStamped, writeStamp } from '../../build/setup/stamps.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stamps-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return relative(ROOT, join(folder, name));
};

it('a fingerprint changes with a content, with a name and with one file more', () => {
  const a = file('a', '1');
  const seen = [fingerprint([a])];
  seen.push(fingerprint([a, file('b', '')]));
  seen.push(fingerprint([file('c', '1')]));
  seen.push(fingerprint([file('a', '2')]));
  expect(new Set(seen).size).toBe(4);
  file('a', '1');
  expect(fingerprint([a])).toBe(seen[0]);
});

it('a stamp holds for what it was written for, and leaves no other file behind', () => {
  const stamp = join(folder, 'new', 'stamp');
  expect(isStamped(stamp, 'x')).toBe(false);
  writeStamp(stamp, 'x');
  expect(isStamped(stamp, 'x')).toBe(true);
  expect(isStamped(stamp, 'y')).toBe(false);
  expect(readdirSync(join(folder, 'new'))).toEqual(['stamp']);
});
