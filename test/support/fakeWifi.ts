import type { FakeOutput } from './fakePrograms';

/** A Wi-Fi network that the played NetworkManager sees. */
interface FakeNetwork {
  name: string;
  security: string;
  /** What it lets in; absent where it is open. */
  key?: string;
}

/** Why a profile does not come up, in nmcli's words. */
export const FAILURES = {
  noSecrets: 'Error: Connection activation failed: Secrets were required, but not provided',
  notFound: 'Error: Connection activation failed: The Wi-Fi network could not be found',
  noAddress:
    'Error: Connection activation failed: IP configuration could not be reserved (no available address, timeout, etc.)',
  supplicant: 'Error: Connection activation failed: 802.1X supplicant took too long to authenticate',
} as const;

interface FakeProfile {
  name: string;
  key: string | undefined;
  saved: boolean;
  /** `ap`: what the machine itself opens. */
  mode: 'infrastructure' | 'ap';
}

/**
 * Plays nmcli over a NetworkManager 1.42 with one Wi-Fi device: what it prints, and how it behaves with right and wrong
 * keys, is as a real one did with simulated radios.
 */
export class FakeWifi {
  networks: FakeNetwork[] = [];
  readonly profiles = new Map<string, FakeProfile>();
  joined: string | null = null;
  radio: 'enabled' | 'disabled' = 'enabled';
  device = 'wlan0:wifi:disconnected:';
  /** Why the next profile does not come up, whatever its key. */
  failure: string | null = null;

  /** Keeps a network as one that was joined before; gives the profile's id. */
  keep(name: string, key?: string, mode: FakeProfile['mode'] = 'infrastructure'): string {
    const uuid = `00000000-0000-4000-8000-${String(this.profiles.size).padStart(12, '0')}`;
    this.profiles.set(uuid, { name, key, saved: true, mode });
    return uuid;
  }

  /** Answers a call, given the input on its standard input. */
  answer(args: readonly string[], input: string | undefined): FakeOutput {
    const call = args.join(' ');
    const uuid = args[args.indexOf('uuid') + 1] ?? '';
    if (call.includes('DEVICE,TYPE,STATE'))
      return `lo:loopback:unmanaged:\n${this.device}\np2p-dev-wlan0:wifi-p2p:disconnected:\n`;
    if (call.includes('WIFI radio')) return `${this.radio}\n`;
    if (call.includes('device wifi list')) return this.#list();
    if (call.includes('UUID,TYPE'))
      return [...this.profiles.keys()].map((id) => `${id}:802-11-wireless\n`).join('');
    if (call.includes('802-11-wireless.ssid')) return `${this.profiles.get(uuid)?.name ?? ''}\n`;
    if (call.includes('802-11-wireless.mode')) return `${this.profiles.get(uuid)?.mode ?? ''}\n`;
    if (call.includes('GENERAL.CON-UUID')) return `${this.joined ?? ''}\n`;
    if (call.includes('IP4.ADDRESS'))
      return this.joined ? '10.0.1.18/24\nfe80::1/64 | 2001:db8::5/64\n' : '\n\n';
    if (call.includes('connection add')) return this.#add(args);
    if (call.includes('connection up')) return this.#up(uuid, input);
    if (call.includes('connection delete')) return this.#delete(uuid);
    if (call.includes('connection modify')) return this.#save(uuid);
    throw new Error(`nobody plays ${call}`);
  }

  #list(): string {
    const joined = this.joined === null ? undefined : this.profiles.get(this.joined)?.name;
    return this.networks
      .map(({ name, security }) => {
        const hex = Buffer.from(name).toString('hex').toUpperCase();
        return `${name === joined ? '*' : ' '}:${hex}:70:${security}\n`;
      })
      .join('');
  }

  #add(args: readonly string[]): FakeOutput {
    const after = (word: string) => args[args.indexOf(word) + 1] ?? '';
    this.profiles.set(after('connection.uuid'), {
      name: after('ssid'),
      key: undefined,
      saved: false,
      mode: 'infrastructure',
    });
    return '';
  }

  #up(uuid: string, input: string | undefined): FakeOutput {
    const profile = this.profiles.get(uuid);
    if (!profile) return { code: 10, stderr: `Error: unknown connection '${uuid}'.` };
    this.joined = null;
    if (this.failure !== null) {
      const stderr = `${this.failure}\nHint: use 'journalctl …'\n`;
      this.failure = null;
      return { code: 4, stderr };
    }
    const asked = `Passwords or encryption keys are required to access the wireless network '${profile.name}'.\nPassword (802-11-wireless-security.psk): `;
    const { key } = this.networks.find(({ name }) => name === profile.name) ?? {};
    const given = input?.replace(/\n$/, '') ?? profile.key;
    if (key !== undefined && given !== key)
      return input === undefined
        ? { code: 4, stderr: FAILURES.noSecrets }
        : { code: 143, stderr: '', stdout: `${asked}\n${asked}` };
    profile.key = given;
    this.joined = uuid;
    return input === undefined ? '' : asked;
  }

  #delete(uuid: string): FakeOutput {
    if (!this.profiles.delete(uuid)) return { code: 10, stderr: `Error: unknown connection '${uuid}'.` };
    if (this.joined === uuid) this.joined = null;
    return '';
  }

  #save(uuid: string): FakeOutput {
    const profile = this.profiles.get(uuid);
    if (profile) profile.saved = true;
    return '';
  }
}
