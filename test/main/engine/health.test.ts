import { expect, it } from 'vitest';
import type { Fault } from '../../../src-main/contract/errors';
import { warningsOf } from '../../../src-main/engine/health';

const machine = { temperatureC: null, originalRuns: false };

it('warns of a machine that slows itself down, of an API that is open to all, and of what is watched', () => {
  expect(warningsOf({ API_AUTH: 'remote' }, machine, [])).toEqual([]);
  expect(warningsOf({ API_AUTH: 'remote' }, { ...machine, temperatureC: 79.9 }, [])).toEqual([]);
  const unsure: Fault = { code: 'CLOCK_UNSURE', parameters: {} };
  expect(warningsOf({ API_AUTH: 'none' }, { ...machine, temperatureC: 80.4 }, [unsure])).toEqual([
    { code: 'OPEN_TO_ALL', parameters: {} },
    { code: 'MACHINE_HOT', parameters: { degrees: 80 } },
    unsure,
  ]);
});

it('warns of the original capture server, which has the port and takes the cameras', () => {
  expect(warningsOf({ API_AUTH: 'remote' }, { ...machine, originalRuns: true }, [])).toEqual([
    { code: 'ORIGINAL_RUNS', parameters: { service: 'goat-training' } },
  ]);
});
