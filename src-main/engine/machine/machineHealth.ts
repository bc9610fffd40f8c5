import { readFile } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import path from 'node:path';
import type { DiagnosticsDetails } from '#contract/diagnostics';
import { isLegacyServerRunning } from './legacyServer';
import type { Programs } from './systemProgram';

/** Where Linux tells the processor's temperature, in thousandths of a degree Celsius. */
const TEMPERATURE_FILE = 'class/thermal/thermal_zone0/temp';

/** What of the machine itself matters to captures. */
export interface MachineHealth {
  /** Degrees Celsius; null where the machine has no thermometer that can be read. */
  temperatureC: number | null;
  memoryBytes: number;
  /** What programs could still take, by the kernel's own estimate. */
  memoryAvailableBytes: number;
  /** True while the original capture server runs beside this program. */
  isLegacyServerRunning: boolean;
}

/** @param sysfs where sysfs is mounted. */
export async function readMachineHealth(sysfs = '/sys'): Promise<MachineHealth> {
  return {
    temperatureC: await readTemperature(sysfs),
    memoryBytes: totalmem(),
    memoryAvailableBytes: freemem(),
    isLegacyServerRunning: await isLegacyServerRunning(sysfs),
  };
}

async function readTemperature(sysfs: string): Promise<number | null> {
  const text = await readFile(path.join(sysfs, TEMPERATURE_FILE), 'utf8').catch(() => '');
  return /^-?\d+$/.test(text.trim()) ? Number(text) / 1000 : null;
}

/** Where a Raspberry Pi's kernel and its firmware's own program tell of power and throttling. */
const THROTTLED_FILE = 'devices/platform/soc/soc:firmware/get_throttled';
const VCGENCMD_LIMIT_MS = 3000;

/**
 * A Raspberry Pi's word on its power supply; null on other machines. The bits are those of `vcgencmd get_throttled`:
 * 0 under-voltage, 2 throttled, both now, and 16 higher the same since the start.
 */
export async function readPower(
  processes: Programs,
  sysfs = '/sys',
): Promise<DiagnosticsDetails['machine']['power']> {
  const told = await readFile(path.join(sysfs, THROTTLED_FILE), 'utf8').catch(() => askFirmware(processes));
  const digits = /^(?:throttled=)?(?:0x)?([0-9a-f]+)$/i.exec(told.trim())?.[1];
  if (digits === undefined) return null;
  const bits = parseInt(digits, 16);
  const has = (bit: number) => (bits & (1 << bit)) !== 0;
  return {
    ...{ under_voltage: has(0), throttled: has(2) },
    ...{ under_voltage_since_start: has(16), throttled_since_start: has(18) },
  };
}

async function askFirmware(processes: Programs): Promise<string> {
  const options = { timeoutMs: VCGENCMD_LIMIT_MS };
  const run = await processes.run('vcgencmd', ['get_throttled'], options).catch(() => null);
  return run?.stdout.toString('utf8') ?? '';
}

/** The machine's name, as `Raspberry Pi 4 Model B Rev 1.5`; null where the firmware tells none. */
export async function readModel(file = '/proc/device-tree/model'): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text?.replaceAll('\0', '').trim() ?? null;
}
