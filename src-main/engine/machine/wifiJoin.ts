import { appError, type AppError } from '#contract/errors';
import { nmcli, type KeyManagement, type NetworkInReach } from './nmcli';
import type { Programs } from './systemProgram';

/** NetworkManager gives up on an address after 45 s; a network that is slow to let one in needs some before. */
const JOIN_LIMIT_SEC = 90;
/** Only where nmcli itself hangs. */
const KILL_AFTER_MS = (JOIN_LIMIT_SEC + 10) * 1000;

/** How a network is to be joined. */
export interface Join {
  network: string;
  /** Where it was told; else NetworkManager has it, or there is none. */
  key: string | undefined;
  keyManagement: KeyManagement;
  /** The name of the Wi-Fi device. */
  device: string;
}

/** How one proves to a network that one has its key. What tells nothing of itself is taken for WPA2, where there is a key. */
export function managementFor(network: NetworkInReach | undefined, key: string | undefined): KeyManagement {
  if (network) return network.keyManagement;
  return key === undefined ? null : 'wpa-psk';
}

/**
 * Asks NetworkManager, by nmcli.
 * @returns what it has printed.
 * @throws AppError SYSTEM_REFUSED.
 */
export async function askNmcli(programs: Programs, args: readonly string[]): Promise<Buffer> {
  const { code, stdout, stderr } = await nmcli(programs, args);
  if (code === 0) return stdout;
  throw appError('SYSTEM_REFUSED', { detail: reasonIn(stderr) }, { seen: stderr.trim().split('\n') });
}

/**
 * Joins by a profile that NetworkManager has. The key goes to nmcli over its standard input: a command line could be read
 * by everybody on this machine, and a file would stay after a power cut.
 * @throws AppError WIFI_KEY_WRONG, WIFI_OUT_OF_RANGE, WIFI_NO_ADDRESS, WIFI_FAILED.
 */
export async function raise(programs: Programs, uuid: string, join: Join): Promise<void> {
  const { key, keyManagement, device } = join;
  const up = ['--wait', String(JOIN_LIMIT_SEC), 'connection', 'up', 'uuid', uuid, 'ifname', device];
  const { code, stdout, stderr } = await (key === undefined || keyManagement === null
    ? nmcli(programs, up, { timeoutMs: KILL_AFTER_MS })
    : nmcli(programs, ['--ask', ...up], {
        timeoutMs: KILL_AFTER_MS,
        input: Buffer.from(`${key}\n`),
        isEnough: wasAskedAgain,
      }));
  if (code === 0) return;
  throw wasAskedAgain(stdout.toString('utf8'))
    ? appError('WIFI_KEY_WRONG', { network: join.network })
    : failureOf(stderr, join);
}

/**
 * True where NetworkManager wants the key a second time: the network has refused it. nmcli 1.42 answers with the same
 * one then, again and again, until its time is up.
 */
function wasAskedAgain(printed: string): boolean {
  return (printed.match(/^Passwords or encryption keys are required/gm)?.length ?? 0) > 1;
}

/** What nmcli 1.42 and later say of a network that was not joined. */
function failureOf(stderr: string, { network, keyManagement }: Join): AppError {
  const seen = stderr.trim().split('\n');
  const isAbsent = stderr.includes('network could not be found');
  // Of WPA3, a wrong key looks as if nobody were there.
  if (stderr.includes('Secrets were required') || (isAbsent && keyManagement === 'sae'))
    return appError('WIFI_KEY_WRONG', { network }, { seen });
  if (isAbsent) return appError('WIFI_OUT_OF_RANGE', { network }, { seen });
  if (stderr.includes('IP configuration could not be reserved'))
    return appError('WIFI_NO_ADDRESS', { network }, { seen });
  return appError('WIFI_FAILED', { network, detail: reasonIn(stderr) }, { seen });
}

/** The reason in nmcli's first line, without what stands before it. */
function reasonIn(stderr: string): string {
  const [first = ''] = stderr.trim().split('\n');
  return first.replace(/^Error: (Connection activation failed: )?/, '').replace(/\.$/, '');
}
