import { describe, expect, it } from 'vitest';
import { checkNodeVersion, isInRange } from '../../build/setup/nodeVersion.mjs';

describe('isInRange', () => {
  it.each([
    ['20.19.0', '>=20.19', true],
    ['20.18.9', '>=20.19', false],
    ['20.9.0', '>=20.19', false],
    ['18.20.4', '>=20.19', false],
    ['100.0.0', '>=20.19', true],
    ['20.19.1', '^20.19.0 || >=22.12.0', true],
    ['21.7.3', '^20.19.0 || >=22.12.0', false],
    ['22.11.9', '^20.19.0 || >=22.12.0', false],
    ['22.12.0', '^20.19.0 || >=22.12.0', true],
  ])('%s in %s: %s', (version, range, expected) => {
    expect(isInRange(version, range)).toBe(expected);
  });

  it('refuses a range that it cannot read rather than letting any Node pass', () => {
    expect(() => isInRange('20.19.0', '~20')).toThrow('~20');
  });
});

it('accepts the Node that runs these tests', () => {
  expect(checkNodeVersion).not.toThrow();
});
