import type { DiagnosticsDetails } from '#contract/diagnostics';
import { appError, type Fault } from '#contract/errors';
import type { MachineTime } from '#contract/machine';

/** A Raspberry Pi slows itself down from here on, in degrees Celsius: pictures may then come late. */
const HOT_C = 80;
/** This program is of 2026: a clock that says less was never set. */
const FIRST_YEAR = 2026;
/** The network gets so many seconds after the machine's start to set the clock. */
const CLOCK_IS_SET_SEC = 120;

/**
 * MACHINE_HOT where the processor is too hot.
 * @param temperatureC null where it is not known.
 */
export function heatFaults(temperatureC: number | null): Fault[] {
  return temperatureC !== null && temperatureC >= HOT_C
    ? [appError('MACHINE_HOT', { degrees: Math.round(temperatureC) }).fault]
    : [];
}

/**
 * POWER_LOW where the supply is too weak; MACHINE_SLOWED where the processor is slowed down for another reason.
 * @param power null where it is not known.
 */
export function powerFaults(power: DiagnosticsDetails['machine']['power']): Fault[] {
  if (power?.under_voltage || power?.under_voltage_since_start) return [appError('POWER_LOW', {}).fault];
  return power?.throttled ? [appError('MACHINE_SLOWED', {}).fault] : [];
}

/**
 * CLOCK_WRONG_YEAR where the clock can't be right, CLOCK_UNSURE where the network should have set it and has not. A
 * clock that somebody sets by hand is theirs.
 * @param time null where there is no systemd to ask.
 * @param uptimeSec since the machine's start.
 */
export function clockFaults(time: MachineTime | null, now: Date, uptimeSec: number): Fault[] {
  const year = now.getFullYear();
  if (year < FIRST_YEAR) return [appError('CLOCK_WRONG_YEAR', { year: String(year) }).fault];
  const isUnsure = time !== null && time.automatic && !time.synchronised && uptimeSec >= CLOCK_IS_SET_SEC;
  return isUnsure ? [appError('CLOCK_UNSURE', {}).fault] : [];
}
