import { z } from 'zod';
import type { WifiNetwork } from '#contract/wifi';
import type { Programs } from './systemProgram';
import type { FinishedProcess, RunOptions } from '#engine/platform/processes';

/** How long NetworkManager's questions may take; a scan takes the longest. */
const QUESTION_LIMIT_MS = 30_000;

/** Runs nmcli, whose words are then English and whose texts are UTF-8, wherever the machine stands. */
export function nmcli(
  programs: Programs,
  args: readonly string[],
  options: Partial<RunOptions> = {},
): Promise<FinishedProcess> {
  return programs.run('env', ['LC_ALL=C.UTF-8', 'nmcli', ...args], {
    timeoutMs: QUESTION_LIMIT_MS,
    ...options,
  });
}

/** The fields of a line that `nmcli --terse` has printed: a backslash stands before each colon and backslash in them. */
export function terseFields(line: string): string[] {
  const fields = [''];
  for (const [part] of line.matchAll(/\\(.)|:|[^\\:]+/gu)) {
    if (part === ':') fields.push('');
    else fields.push((fields.pop() ?? '') + (part.startsWith('\\') ? part.slice(1) : part));
  }
  return fields;
}

/** The fields of all lines that are as a schema wants them; nmcli prints empty lines for devices without networks. */
export function terseLines<T>(printed: Buffer, schema: z.ZodType<T>): T[] {
  return printed
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      const { success, data } = schema.safeParse(terseFields(line));
      return success ? [data] : [];
    });
}

/** How NetworkManager names the ways to prove that one has the key; null where there is none to prove. */
export type KeyManagement = 'wpa-psk' | 'sae' | 'owe' | null;

/** A network that is in reach. */
export interface NetworkInReach extends Omit<WifiNetwork, 'known'> {
  keyManagement: KeyManagement;
}

const accessPointSchema = z.tuple([
  z.enum(['*', ' ', '']),
  // Empty, or of zeros alone, where an access point keeps its name to itself.
  z.string().regex(/^(?!(00)*$)([0-9A-F]{2}){1,32}$/),
  z.string().regex(/^\d{1,3}$/),
  z.string(),
]);
/** The fields of `device wifi list` that make an access point; the name as hexadecimal bytes, for it can be any. */
export const ACCESS_POINT_FIELDS = 'IN-USE,SSID-HEX,SIGNAL,SECURITY';

/** The networks of the access points that nmcli has printed: one for each name, the joined one first, then the strongest. */
export function readNetworks(printed: Buffer): NetworkInReach[] {
  const networks = new Map<string, NetworkInReach>();
  for (const [inUse, hex, signal, security] of terseLines(printed, accessPointSchema)) {
    const { name, canBeWritten } = nameOf(Buffer.from(hex, 'hex'));
    const { lock, keyManagement } = lockOf(security);
    const strength = Math.min(100, Number(signal));
    const before = networks.get(hex);
    const connected = inUse === '*' || before?.connected === true;
    networks.set(
      hex,
      before && before.strength >= strength
        ? { ...before, connected }
        : { name, strength, lock: canBeWritten ? lock : 'other', connected, keyManagement },
    );
  }
  return [...networks.values()].sort(
    (one, other) => Number(other.connected) - Number(one.connected) || other.strength - one.strength,
  );
}

/** A name that is no UTF-8, or holds control characters, can be shown but not handed to a program. */
function nameOf(bytes: Buffer): { name: string; canBeWritten: boolean } {
  const name = bytes.toString('utf8');
  return { name: name.replace(/\p{Cc}/gu, '�'), canBeWritten: !/[\p{Cc}\uFFFD]/u.test(name) };
}

/** What nmcli's words of an access point's security mean. */
function lockOf(security: string): { lock: WifiNetwork['lock']; keyManagement: KeyManagement } {
  const has = (word: string) => security.split(' ').includes(word);
  if (has('802.1X') || has('WEP')) return { lock: 'other', keyManagement: null };
  // With WPA2 beside it, NetworkManager takes WPA3 by itself where it can.
  if (has('WPA1') || has('WPA2')) return { lock: 'key', keyManagement: 'wpa-psk' };
  if (has('WPA3')) return { lock: 'key', keyManagement: 'sae' };
  return { lock: 'open', keyManagement: has('OWE') ? 'owe' : null };
}
