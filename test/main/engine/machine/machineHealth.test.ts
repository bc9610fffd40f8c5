import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readMachineHealth } from '#engine/machine/machineHealth';

let sysfs: string;
beforeEach(async () => {
  sysfs = await mkdtemp(path.join(tmpdir(), 'goat-sysfs-'));
});
afterEach(() => rm(sysfs, { recursive: true }));

it("reads the processor's temperature and the memory", async () => {
  await mkdir(path.join(sysfs, 'class/thermal/thermal_zone0'), { recursive: true });
  await writeFile(path.join(sysfs, 'class/thermal/thermal_zone0/temp'), '58420\n');
  const { temperatureC, memoryBytes, memoryAvailableBytes, isLegacyServerRunning } =
    await readMachineHealth(sysfs);
  expect(temperatureC).toBe(58.42);
  expect(isLegacyServerRunning).toBe(false);
  expect(memoryAvailableBytes).toBeLessThan(memoryBytes);
});

it('has no temperature where nothing tells it', async () => {
  expect((await readMachineHealth(sysfs)).temperatureC).toBeNull();
});
