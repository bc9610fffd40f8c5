import { expect, test } from 'vitest';
import type { Fault } from '#contract/errors';
import { problemsOf } from '../../../src-renderer/status/problems';
import { overviewExample } from '#support/overviewExample';

const blockingFault: Fault = { code: 'LOW_DISK_SPACE', parameters: { free_mb: 1, required_mb: 1000 } };
const alert: Fault = { code: 'STORE_UNREACHABLE', parameters: { bucket: 'b' } };
const open: Fault = { code: 'OPEN_TO_ALL', parameters: {} };

test('a machine that is well has no troubles', () => {
  expect(problemsOf(overviewExample())).toEqual([]);
});

test('what hinders a capture comes before what only should not stay so', () => {
  const store = { kind: 's3', place: 'b', alert } as const;
  expect(problemsOf(overviewExample({ obstacle: blockingFault, store, warnings: [open] }))).toEqual([
    { level: 'error', component: 'disk', fault: blockingFault },
    { level: 'warning', component: 'store', fault: alert },
    { level: 'warning', component: 'machine', fault: open },
  ]);
});

test.each([
  ['time', 'CLOCK_WRONG_YEAR', { year: '1970' }],
  ['time', 'CLOCK_UNSURE', {}],
  ['temperature', 'MACHINE_HOT', { degrees: 84 }],
  ['temperature', 'MACHINE_SLOWED', {}],
  ['machine', 'POWER_LOW', {}],
] as const)('%s is the part that %s is about', (part, code, parameters) => {
  const fault: Fault = { code, parameters };
  expect(problemsOf(overviewExample({ warnings: [fault] }))).toEqual([
    { level: 'warning', component: part, fault },
  ]);
});

test('a camera that is missing is told at the cameras', () => {
  const missing: Fault = { code: 'MISSING_CAMERAS', parameters: { cameras: 'top' } };
  expect(problemsOf(overviewExample({ obstacle: missing }))).toEqual([
    { level: 'error', component: 'cameras', fault: missing },
  ]);
});
