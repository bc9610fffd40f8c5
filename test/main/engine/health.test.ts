import { expect, it } from 'vitest';
import { warningsOf } from '../../../src-main/engine/health';

const machine = { temperatureC: null, originalRuns: false };

it('warns of a machine that slows itself down, and of an API that is open to all', () => {
  expect(warningsOf({ API_AUTH: 'remote' }, machine)).toEqual([]);
  expect(warningsOf({ API_AUTH: 'remote' }, { ...machine, temperatureC: 79.9 })).toEqual([]);
  expect(warningsOf({ API_AUTH: 'none' }, { ...machine, temperatureC: 80.4 })).toEqual([
    { code: 'OPEN_TO_ALL', parameters: {} },
    { code: 'MACHINE_HOT', parameters: { degrees: 80 } },
  ]);
});

it('warns of the original capture server, which has the port and takes the cameras', () => {
  expect(warningsOf({ API_AUTH: 'remote' }, { ...machine, originalRuns: true })).toEqual([
    { code: 'ORIGINAL_RUNS', parameters: { service: 'goat-training' } },
  ]);
});
