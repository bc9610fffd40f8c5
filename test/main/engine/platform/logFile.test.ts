import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LogFile } from '#engine/platform/logFile';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goat-log-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('keeps the last lines, the oldest first, and never grows beyond its bound', async () => {
  const log = new LogFile(folder, 100);
  for (let line = 0; line < 50; line++) log.write(`line ${line}\n`);
  const lines = (await log.read()).trimEnd().split('\n');
  expect(lines.at(-1)).toBe('line 49');
  expect(lines).toEqual(lines.map((_, index) => `line ${50 - lines.length + index}`));
  expect(lines.length).toBeGreaterThanOrEqual(10);
  for (const name of await readdir(folder))
    expect((await stat(path.join(folder, name))).size).toBeLessThanOrEqual(100);
});

it('goes on where an earlier run has stopped', async () => {
  new LogFile(folder, 100).write('before\n');
  const log = new LogFile(folder, 100);
  log.write('after\n');
  expect(await log.read()).toBe('before\nafter\n');
});

it('takes a line that is larger than all, and is silent where it can not write', async () => {
  const log = new LogFile(folder, 100);
  log.write(`${'x'.repeat(200)}\n`);
  expect(await log.read()).toHaveLength(201);
  const lost = new LogFile(path.join(folder, 'not-there'), 100);
  lost.write('nowhere\n');
  expect(await lost.read()).toBe('');
});
