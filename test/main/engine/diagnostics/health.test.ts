import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Fault } from '#contract/errors';
import { warningsOf } from '#engine/diagnostics/health';
import { NO_CAMERAS, startEngine } from '#support/engine';

const machine = { temperatureC: null, isLegacyServerRunning: false };

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
  expect(warningsOf({ API_AUTH: 'remote' }, { ...machine, isLegacyServerRunning: true }, [])).toEqual([
    { code: 'ORIGINAL_RUNS', parameters: { service: 'goat-training' } },
  ]);
});

it('warns of sessions on the disk that cannot be read', async () => {
  const started = await startEngine({ settings: NO_CAMERAS });
  try {
    const { engine, dataDir, spool } = started;
    const folder = path.join(dataDir, 'sessions');
    const session = path.join(folder, '20260210T170000000Z-17-abcdef', 'side');
    await mkdir(session, { recursive: true });
    await writeFile(path.join(session, '1.jpg'), 'picture');
    await spool.open();
    const { warnings, health } = await engine.overview();
    expect(warnings).toContainEqual({ code: 'SESSIONS_UNREADABLE', parameters: { count: 1, folder } });
    expect(health.warnings).toContainEqual(expect.stringContaining('cannot be read any more: 1.'));
  } finally {
    await started.stop();
  }
});
