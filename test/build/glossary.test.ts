import { Linter } from 'eslint';
import { expect, it } from 'vitest';
import glossary, { EXCEPTIONS, findForbiddenWord, FORBIDDEN } from '../../build/lint/glossary.mjs';

/** What the rule reports in a file. */
function report(code: string, filename = 'file.mjs'): string[] {
  const config = { plugins: { glossary }, rules: { 'glossary/terms': 'error' } } as const;
  return new Linter().verify(code, config, filename).map(({ message }) => message);
}

it.each([
  ['const closeDoors = 1;', '"doors" in closeDoors'],
  ['class Camera { #film = 1; }', '"film" in film'],
  ['const MAX_BUS_TEST_SEC = 1;', '"bus test" in MAX_BUS_TEST_SEC'],
  ['function tellFault() {}', '"tell" in tellFault'],
])('reports %s', (code, message) => {
  expect(report(code)).toEqual([expect.stringContaining(message)]);
});

it('says what to write instead', () => {
  expect(report('const isHopeless = true;')).toEqual([expect.stringContaining('write nonRetryable')]);
});

it('reports a file name, and not its folder', () => {
  expect(report('', 'src/faultWords.mjs')).toEqual([expect.stringContaining('file name faultWords.mjs')]);
  expect(report('', 'words/faults.mjs')).toEqual([]);
});

it('accepts a named exception, and only its whole name', () => {
  expect(report('const seed = 1; const answer = { obstacle: null };')).toEqual([]);
  expect(report('const seedAnswer = 1;')).toHaveLength(1);
});

it('leaves strings, comments and parts of words alone', () => {
  expect(report("const outdoors = 'deed'; // photograph")).toEqual([]);
});

it('excepts only names that hold a forbidden word', () => {
  const bare = new Set(FORBIDDEN.keys());
  for (const name of Object.values(EXCEPTIONS).flat())
    expect(findForbiddenWord(`${name}_x`)?.word, name).toSatisfy((word: string) => bare.has(word));
});
