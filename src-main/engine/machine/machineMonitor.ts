import { uptime } from 'node:os';
import type { Fault } from '#contract/errors';
import type { Clock } from '#engine/platform/clock';
import { readPower } from './machineHealth';
import type { Programs } from './systemProgram';
import { clockFaults, powerFaults } from './machineFaults';
import { readTime } from './machineTime';

/** Power and clock are looked at again after so many ms: it takes a program or two. */
const POLL_INTERVAL_MS = 60_000;
/** The same where something is wrong: who mends it wants to see that soon. */
const FAST_POLL_INTERVAL_MS = 10_000;

export interface MachineMonitorOptions {
  processes: Programs;
  /** How the machine's own programs are started; as all others where not given. */
  machinePrograms?: Programs;
  clock: Clock;
  /** Seconds since the machine's start; the kernel's word where not given. */
  uptimeSec?: () => number;
  /** Where sysfs is mounted. */
  sysfs?: string;
}

/** What is wrong with the machine's power and clock, as it was seen last: nobody waits for a look. */
export class MachineMonitor {
  readonly #parts: MachineMonitorOptions;
  readonly #onChange: () => void;
  #faults: readonly Fault[] = [];
  #nextPollMs = -Infinity;

  /** @param onChange called after a look that has found something else than the one before. */
  constructor(parts: MachineMonitorOptions, onChange: () => void) {
    this.#parts = parts;
    this.#onChange = onChange;
  }

  /** POWER_LOW, MACHINE_SLOWED, CLOCK_WRONG_YEAR, CLOCK_UNSURE. Where the last look is long ago, the next one begins. */
  get faults(): readonly Fault[] {
    const nowMs = this.#parts.clock.monotonicMs();
    if (nowMs >= this.#nextPollMs) {
      this.#nextPollMs = Infinity;
      void this.#poll();
    }
    return this.#faults;
  }

  /** Never rejects: what can't be asked is not known. */
  async #poll(): Promise<void> {
    const { processes, machinePrograms = processes, clock, sysfs, uptimeSec = uptime } = this.#parts;
    const [power, time] = await Promise.all([
      readPower(machinePrograms, sysfs),
      readTime(machinePrograms, clock),
    ]);
    const found = [...powerFaults(power), ...clockFaults(time, clock.now(), uptimeSec())];
    const isNew = JSON.stringify(found) !== JSON.stringify(this.#faults);
    this.#faults = found;
    this.#nextPollMs = clock.monotonicMs() + (found.length > 0 ? FAST_POLL_INTERVAL_MS : POLL_INTERVAL_MS);
    if (isNew) this.#onChange();
  }
}
