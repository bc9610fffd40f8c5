import { expect, it } from 'vitest';
import { warningsOf } from '../../../src-main/engine/health';

it('warns of a machine that slows itself down, and of an API that is open to all', () => {
  expect(warningsOf({ API_AUTH: 'remote' }, null)).toEqual([]);
  expect(warningsOf({ API_AUTH: 'remote' }, 79.9)).toEqual([]);
  expect(warningsOf({ API_AUTH: 'none' }, 80.4)).toEqual([
    { code: 'OPEN_TO_ALL', parameters: {} },
    { code: 'MACHINE_HOT', parameters: { degrees: 80 } },
  ]);
});
