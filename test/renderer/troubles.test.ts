import { expect, test } from 'vitest';
import type { Fault } from '../../src-main/contract/errors';
import { troublesOf } from '../../src-renderer/troubles';
import { overviewExample } from './overviewExample';

const obstacle: Fault = { code: 'LOW_DISK_SPACE', parameters: { free_mb: 1, required_mb: 1000 } };
const alert: Fault = { code: 'STORE_UNREACHABLE', parameters: { bucket: 'b' } };
const open: Fault = { code: 'OPEN_TO_ALL', parameters: {} };

test('a machine that is well has no troubles', () => {
  expect(troublesOf(overviewExample())).toEqual([]);
});

test('what hinders a capture comes before what only should not stay so', () => {
  const store = { kind: 's3', place: 'b', alert } as const;
  expect(troublesOf(overviewExample({ obstacle, store, warnings: [open] }))).toEqual([
    { level: 'error', fault: obstacle },
    { level: 'warning', fault: alert },
    { level: 'warning', fault: open },
  ]);
});
