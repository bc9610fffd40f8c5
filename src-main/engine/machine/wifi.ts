import { randomUUID } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { z } from 'zod';
import { appError } from '#contract/errors';
import {
  wifiForgetRequestSchema,
  wifiJoinRequestSchema,
  wifiRequestSchema,
  type WifiAnswer,
  type WifiJoinRequest,
} from '#contract/wifi';
import type { Clock } from '#engine/platform/clock';
import type { Logger } from '#engine/platform/log';
import { parseBody } from '#engine/platform/parseRequestBody';
import type { Secrets } from '#engine/platform/secrets';
import { ACCESS_POINT_FIELDS, nmcli, readNetworks, terseLines, type NetworkInReach } from './nmcli';
import type { Programs } from './systemProgram';
import { askNmcli, managementFor, raise, type Join } from './wifiJoin';
import { SerialQueue } from '#engine/platform/serialQueue';

/** A radio that was off is ready within so many ms. */
const READY_LIMIT_MS = 10_000;
const POLL_INTERVAL_MS = 500;

export interface WifiParts {
  processes: Programs;
  clock: Clock;
  log: Logger;
  secrets: Secrets;
}

/** A Wi-Fi network that NetworkManager keeps. */
interface Profile {
  uuid: string;
  name: string;
}

/** What the machine itself opens to others is nothing that it could join, nor forget. */
const OWN_MODES = ['ap', 'adhoc', 'mesh'];

const deviceSchema = z.tuple([
  z.string().min(1),
  z.literal('wifi'),
  z.string().regex(/^(?!unmanaged)/),
  z.string(),
]);
const profileSchema = z.tuple([z.uuid(), z.literal('802-11-wireless')]);

/**
 * The machine's Wi-Fi, by NetworkManager. A network is tried with a profile that is kept nowhere; only what has worked
 * takes the place of what was there, and what was joined before is joined again where it has not.
 */
export class Wifi {
  readonly #parts: WifiParts;
  readonly #changes = new SerialQueue();

  constructor(parts: WifiParts) {
    this.#parts = parts;
  }

  /**
   * How the Wi-Fi stands, which networks are in reach, and which others are known.
   * @param body the request as it came from outside.
   * @throws AppError INVALID_REQUEST, SYSTEM_REFUSED.
   */
  async describe(body: unknown): Promise<WifiAnswer> {
    const { rescan } = parseBody(wifiRequestSchema, body);
    const device = await this.#device();
    if (!device) return { wifi: null };
    const on = (await this.#ask(['--terse', '--fields', 'WIFI', 'radio'])).toString().trim() === 'enabled';
    if (!on || device.state === 'unavailable')
      return { wifi: { on, address: null, networks: [], unseen: [] } };
    const [networks, profiles, address] = await Promise.all([
      this.#networks(device.name, rescan),
      this.#profiles(),
      this.#address(device.name),
    ]);
    const known = new Set(profiles.map(({ name }) => name));
    return {
      wifi: {
        on,
        address: networks.some(({ connected }) => connected) ? address : null,
        networks: networks.map(({ name, strength, lock, connected }) => ({
          ...{ name, strength, lock, connected },
          known: known.has(name),
        })),
        unseen: await this.#unseen(profiles, networks),
      },
    };
  }

  /** Switches the radio on. @throws AppError SYSTEM_REFUSED. */
  switchOn(): Promise<WifiAnswer> {
    return this.#inTurn(async () => {
      const { clock, log } = this.#parts;
      await this.#ask(['radio', 'wifi', 'on']);
      log.info('the Wi-Fi is switched on');
      const end = clock.monotonicMs() + READY_LIMIT_MS;
      while ((await this.#device())?.state === 'unavailable' && clock.monotonicMs() < end)
        await clock.sleep(POLL_INTERVAL_MS);
    });
  }

  /**
   * Joins a network; takes up to two minutes.
   * @param body the request as it came from outside.
   * @throws AppError INVALID_REQUEST, WIFI_KEY_WRONG, WIFI_KEY_MISSING, WIFI_OUT_OF_RANGE, WIFI_NO_ADDRESS,
   * WIFI_NOT_FIT, WIFI_FAILED, SYSTEM_REFUSED.
   */
  join(body: unknown): Promise<WifiAnswer> {
    const request = parseBody(wifiJoinRequestSchema, body);
    this.#parts.secrets.hide(request.key);
    return this.#inTurn(() => this.#join(request));
  }

  /**
   * Forgets a network and its key; one that is joined is left.
   * @param body the request as it came from outside.
   * @throws AppError INVALID_REQUEST, SYSTEM_REFUSED.
   */
  forget(body: unknown): Promise<WifiAnswer> {
    const { name } = parseBody(wifiForgetRequestSchema, body);
    return this.#inTurn(async () => {
      for (const profile of await this.#profilesOf(name)) await this.#delete(profile.uuid);
      this.#parts.log.info({ network: name }, 'a Wi-Fi network is forgotten');
    });
  }

  async #inTurn(change: () => Promise<void>): Promise<WifiAnswer> {
    await this.#changes.run(change);
    return this.describe({ rescan: false });
  }

  async #join({ name, key, hidden = false }: WifiJoinRequest): Promise<void> {
    const { log } = this.#parts;
    const device = await this.#device();
    if (!device) throw appError('WIFI_FAILED', { network: name, detail: 'no Wi-Fi' });
    const network = (await this.#networks(device.name, false)).find((one) => one.name === name);
    if (!network && !hidden) throw appError('WIFI_OUT_OF_RANGE', { network: name });
    if (network?.lock === 'other') throw appError('WIFI_NOT_FIT', { network: name });
    const earlier = await this.#profilesOf(name);
    const former = await this.#joined(device.name);
    const lock = network?.lock ?? (key === undefined ? 'open' : 'key');
    const join: Join = {
      network: name,
      key,
      keyManagement: managementFor(network, key),
      device: device.name,
    };
    log.info({ network: name, lock, hidden }, 'a Wi-Fi network is joined');
    try {
      const [kept] = earlier;
      if (key === undefined && kept) await raise(this.#parts.processes, kept.uuid, join);
      else if (key === undefined && lock === 'key') throw appError('WIFI_KEY_MISSING', { network: name });
      else await this.#tryNew(join, hidden, earlier);
    } catch (error) {
      await this.#goBack(former, device.name);
      throw error;
    }
  }

  /** Joins with a profile that NetworkManager writes to its disk only when it has worked. */
  async #tryNew(join: Join, hidden: boolean, earlier: readonly Profile[]): Promise<void> {
    const { network, device, keyManagement } = join;
    const uuid = randomUUID();
    // Each word after a property's name is taken as its value, whatever it begins with.
    await this.#ask([
      ...['connection', 'add', 'save', 'no', 'type', 'wifi', 'con-name', network, 'connection.uuid', uuid],
      ...['ifname', device, 'autoconnect', 'no', 'ssid', network, 'wifi.hidden', hidden ? 'yes' : 'no'],
      ...(keyManagement ? ['wifi-sec.key-mgmt', keyManagement] : []),
    ]);
    try {
      await raise(this.#parts.processes, uuid, join);
      await this.#ask(['connection', 'modify', 'uuid', uuid, 'connection.autoconnect', 'yes']);
    } catch (error) {
      await this.#delete(uuid);
      throw error;
    }
    for (const profile of earlier) await this.#delete(profile.uuid);
  }

  /** NetworkManager goes back by itself too, but not at once, and not to what joins at a wish alone. */
  async #goBack(former: string | null, device: string): Promise<void> {
    const { processes, log } = this.#parts;
    if (former === null || (await this.#joined(device)) === former) return;
    const { code, stderr } = await nmcli(processes, ['--wait', '30', 'connection', 'up', 'uuid', former]);
    if (code !== 0)
      log.warn({ seen: stderr.trim() }, 'the Wi-Fi network from before is not joined again yet');
  }

  async #device(): Promise<{ name: string; state: string } | null> {
    const found = await nmcli(this.#parts.processes, [
      '--terse',
      '--fields',
      'DEVICE,TYPE,STATE,CON-UUID',
      'device',
    ])
      // Where there is no nmcli at all.
      .catch((error: unknown) => {
        this.#parts.log.debug({ error }, 'NetworkManager can not be asked');
        return null;
      });
    if (found?.code !== 0) return null;
    const [device] = terseLines(found.stdout, deviceSchema);
    return device ? { name: device[0], state: device[2] } : null;
  }

  /** The id of the profile by which a device is joined, or null. */
  async #joined(device: string): Promise<string | null> {
    const printed = await this.#ask(['--get-values', 'GENERAL.CON-UUID', 'device', 'show', device]);
    return z.uuid().safeParse(printed.toString().trim()).data ?? null;
  }

  async #networks(device: string, rescan: boolean): Promise<NetworkInReach[]> {
    const list = ['device', 'wifi', 'list', 'ifname', device, '--rescan', rescan ? 'yes' : 'no'];
    return readNetworks(await this.#ask(['--terse', '--fields', ACCESS_POINT_FIELDS, ...list]));
  }

  async #address(device: string): Promise<string | null> {
    const fields = ['--escape', 'no', '--get-values', 'IP4.ADDRESS,IP6.ADDRESS', 'device', 'show', device];
    const addresses = (await this.#ask(fields))
      .toString()
      .split(/[\s|]+/)
      .map((one) => one.split('/')[0] ?? '')
      .filter((one) => one !== '' && !/^fe[89ab]/i.test(one));
    return addresses.find((one) => isIPv4(one)) ?? addresses[0] ?? null;
  }

  async #profiles(): Promise<Profile[]> {
    const list = await this.#ask(['--terse', '--fields', 'UUID,TYPE', 'connection', 'show']);
    const uuids = terseLines(list, profileSchema).map(([uuid]) => uuid);
    return Promise.all(uuids.map(async (uuid) => ({ uuid, name: await this.#valueOf(uuid, 'ssid') })));
  }

  async #valueOf(uuid: string, field: 'ssid' | 'mode'): Promise<string> {
    const show = ['--escape', 'no', '--get-values', `802-11-wireless.${field}`];
    const printed = await this.#ask([...show, 'connection', 'show', 'uuid', uuid]);
    return printed.toString('utf8').replace(/\n$/, '');
  }

  /** The names, in order, of the profiles that could be forgotten and whose networks nobody sees. */
  async #unseen(profiles: readonly Profile[], networks: readonly NetworkInReach[]): Promise<string[]> {
    const seen = new Set(networks.map(({ name }) => name));
    const unseen = profiles.filter(
      ({ name }) => !seen.has(name) && wifiForgetRequestSchema.safeParse({ name }).success,
    );
    const modes = await Promise.all(unseen.map(({ uuid }) => this.#valueOf(uuid, 'mode')));
    const names = unseen
      .filter((_, index) => !OWN_MODES.includes(modes[index] ?? ''))
      .map(({ name }) => name);
    return [...new Set(names)].sort();
  }

  async #profilesOf(name: string): Promise<Profile[]> {
    return (await this.#profiles()).filter((profile) => profile.name === name);
  }

  async #delete(uuid: string): Promise<void> {
    await this.#ask(['connection', 'delete', 'uuid', uuid]);
  }

  #ask(args: readonly string[]): Promise<Buffer> {
    return askNmcli(this.#parts.processes, args);
  }
}
