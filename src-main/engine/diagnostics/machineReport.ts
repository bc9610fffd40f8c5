import { networkInterfaces, release, uptime } from 'node:os';
import type { DiagnosticsDetails, Finding } from '#contract/diagnostics';
import { AppError } from '#contract/errors';
import type { Clock } from '#engine/platform/clock';
import { clockFaults, heatFaults, powerFaults } from '#engine/machine/machineFaults';
import { readTime } from '#engine/machine/machineTime';
import { readMachineHealth, readModel, readPower } from '#engine/machine/machineHealth';
import type { Processes } from '#engine/platform/processes';
import { found, faultFinding } from './finding';

const BYTES_PER_MB = 1e6;
/** What two cameras and the program take at most; see docs/testing.md. */
const LOW_MEMORY_MB = 300;
const VERSION_LIMIT_MS = 5000;

/** The programs that captures need, and what makes each tell its version. */
const PROGRAMS = { ffmpeg: '-version', 'v4l2-ctl': '--version', djpeg: '-version' } as const;

/** Every interface gives itself one of these (fe80::/10); nobody reaches this machine from elsewhere by it. */
const LINK_LOCAL = /^fe[89ab]/i;

/**
 * Looks at the network: whether this machine has an address that others can reach.
 * @param interfaces as the operating system has them.
 */
export function reportNetwork(interfaces = networkInterfaces()): {
  details: DiagnosticsDetails['network'];
  findings: Finding[];
} {
  const addresses = Object.values(interfaces)
    .flatMap((entries) => entries ?? [])
    .filter(({ internal, address }) => !internal && !LINK_LOCAL.test(address))
    .map(({ address }) => address);
  const finding =
    addresses.length > 0
      ? found('network', 'NETWORK_FINE', { addresses: addresses.join(', ') })
      : found('network', 'NETWORK_NONE', {});
  return { details: { addresses }, findings: [finding] };
}

/** Looks at temperature, power, clock and memory. */
export async function reportMachine(
  processes: Processes,
  clock: Clock,
): Promise<{ details: DiagnosticsDetails['machine']; findings: Finding[] }> {
  const [health, power, model, time] = await Promise.all([
    readMachineHealth(),
    readPower(processes),
    readModel(),
    readTime(processes, clock),
  ]);
  const available = Math.round(health.memoryAvailableBytes / BYTES_PER_MB);
  const temperature = health.temperatureC;
  const findings = [
    ...heatFaults(temperature),
    ...powerFaults(power),
    ...clockFaults(time, clock.now(), uptime()),
  ].map((fault) => faultFinding('machine', fault, 'warning'));
  if (available < LOW_MEMORY_MB) findings.push(found('machine', 'MEMORY_LOW', { memory_mb: available }));
  if (findings.length === 0) findings.push(found('machine', 'MACHINE_FINE', { memory_mb: available }));
  const details = {
    ...{ model, temperature_c: temperature, power, uptime_sec: Math.round(uptime()) },
    memory_mb: Math.round(health.memoryBytes / BYTES_PER_MB),
    memory_available_mb: available,
  };
  return { details, findings };
}

/** Looks whether all programs are there that captures need. */
export async function reportProgram(
  processes: Processes,
  version: string,
): Promise<{ details: DiagnosticsDetails['versions']; findings: Finding[] }> {
  const findings: Finding[] = [];
  const versions: DiagnosticsDetails['versions'] = {
    ...{ 'goat-capture': version, node: process.versions.node, kernel: release() },
    ...('electron' in process.versions && { electron: process.versions.electron }),
  };
  for (const [program, argument] of Object.entries(PROGRAMS)) {
    versions[program] = null;
    try {
      const run = await processes.run(program, [argument], { timeoutMs: VERSION_LIMIT_MS });
      const [line = ''] = `${run.stdout.toString('utf8')}${run.stderr}`.split('\n');
      versions[program] = line.slice(0, 100);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      findings.push(faultFinding('program', error.fault));
    }
  }
  if (findings.length === 0) findings.push(found('program', 'PROGRAM_FINE', { version }));
  return { details: versions, findings };
}
