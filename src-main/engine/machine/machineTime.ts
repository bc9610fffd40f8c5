import { timeZoneSchema, type MachineTime, type TimeRequest } from '#contract/machine';
import { isoWithOffset, type Clock } from '#engine/platform/clock';
import { askSystem, type Programs } from './systemProgram';

/** timedatectl's names of what is read. */
const PROPERTIES = ['Timezone', 'CanNTP', 'NTP', 'NTPSynchronized'] as const;

/** The machine's clock as systemd has it; null where there is no systemd to ask. */
export async function readTime(programs: Programs, clock: Clock): Promise<MachineTime | null> {
  const args = ['show', ...PROPERTIES.map((name) => `--property=${name}`)];
  const printed = await askSystem(programs, 'timedatectl', args).catch(() => null);
  if (printed === null) return null;
  const values = new Map(printed.split('\n').map((line) => [line.split('=')[0], line.split('=')[1]]));
  const is = (name: (typeof PROPERTIES)[number]) => values.get(name) === 'yes';
  return {
    now: isoWithOffset(clock.now()),
    time_zone: values.get('Timezone') ?? '',
    can_be_automatic: is('CanNTP'),
    automatic: is('NTP'),
    synchronised: is('NTPSynchronized'),
  };
}

/**
 * The time zones that the machine can be set to: what it has itself, for the names in a browser's list are partly old
 * ones that Debian 13 no longer knows.
 * @throws AppError SYSTEM_REFUSED, FFMPEG_MISSING.
 */
export async function readTimeZones(programs: Programs): Promise<string[]> {
  const printed = await askSystem(programs, 'timedatectl', ['list-timezones']);
  return printed.split('\n').filter((zone) => timeZoneSchema.safeParse(zone).success);
}

/**
 * Sets time zone, clock, and whether the network sets the clock. A clock that is set by hand is no longer set by the
 * network.
 * @throws AppError SYSTEM_REFUSED.
 */
export async function setTime(
  programs: Programs,
  { time_zone: zone, automatic, now }: TimeRequest,
): Promise<void> {
  const ask = (...args: string[]) => askSystem(programs, 'timedatectl', ['--no-ask-password', ...args]);
  if (zone !== undefined) await ask('set-timezone', zone);
  if (now !== undefined) {
    await ask('set-ntp', 'false');
    await ask('set-time', now);
  } else if (automatic !== undefined) {
    await ask('set-ntp', String(automatic));
  }
}
