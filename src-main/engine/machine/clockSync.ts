import type { Processes } from '#engine/platform/processes';

const LIMIT_MS = 5000;

/**
 * True where the kernel says that its clock is synchronised, by systemd's timedatectl. Where that can't be asked, as
 * in a container, nobody knows, and the answer is no.
 */
export async function isClockSynchronised(processes: Processes): Promise<boolean> {
  try {
    const args = ['show', '--property=NTPSynchronized', '--value'];
    const { code, stdout } = await processes.run('timedatectl', args, { timeoutMs: LIMIT_MS });
    return code === 0 && stdout.toString().trim() === 'yes';
  } catch {
    return false;
  }
}
