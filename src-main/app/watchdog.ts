import { execFile } from 'node:child_process';
import type { Logger } from '#engine/platform/log';

/** Signs of life within the time that systemd waits for one: two may get lost. */
const NOTIFICATIONS_PER_TIMEOUT = 3;

export interface Watchdog {
  /** Tells systemd that the program is about to end, and gives no more signs of life. */
  stop(): void;
}

/**
 * Tells systemd that the program is ready and then, as often as WATCHDOG_USEC (µs) asks for, that its main loop turns.
 * Only where systemd listens (NOTIFY_SOCKET). Node has no Unix datagram sockets, hence systemd-notify and, in the unit,
 * NotifyAccess=all.
 */
export function startWatchdog(environment: NodeJS.ProcessEnv, log: Logger): Watchdog {
  if (!environment.NOTIFY_SOCKET) return { stop: () => undefined };
  const notify = (message: string) => {
    execFile('systemd-notify', [message], { env: environment }, (error) => {
      if (error) log.warn({ error: error.message }, 'systemd could not be told of this program');
    });
  };
  notify('READY=1');
  const timeoutMs = Number(environment.WATCHDOG_USEC ?? 0) / 1000;
  const signs =
    timeoutMs > 0
      ? setInterval(() => {
          notify('WATCHDOG=1');
        }, timeoutMs / NOTIFICATIONS_PER_TIMEOUT)
      : undefined;
  return {
    stop: () => {
      clearInterval(signs);
      notify('STOPPING=1');
    },
  };
}
