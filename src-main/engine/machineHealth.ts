import { readFile } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import path from 'node:path';

/** Where Linux tells the processor's temperature, in thousandths of a degree Celsius. */
const TEMPERATURE_FILE = 'class/thermal/thermal_zone0/temp';

/** How warm the machine is, and how much memory it has left. */
export interface MachineHealth {
  /** Degrees Celsius; null where the machine has no thermometer that can be read. */
  temperatureC: number | null;
  memoryBytes: number;
  /** What programs could still take, by the kernel's own estimate. */
  memoryAvailableBytes: number;
}

/** @param sysfs where sysfs is mounted. */
export async function readMachineHealth(sysfs = '/sys'): Promise<MachineHealth> {
  return {
    temperatureC: await readTemperature(sysfs),
    memoryBytes: totalmem(),
    memoryAvailableBytes: freemem(),
  };
}

async function readTemperature(sysfs: string): Promise<number | null> {
  const text = await readFile(path.join(sysfs, TEMPERATURE_FILE), 'utf8').catch(() => '');
  return /^-?\d+$/.test(text.trim()) ? Number(text) / 1000 : null;
}
