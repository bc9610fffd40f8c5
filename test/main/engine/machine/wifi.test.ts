import { beforeEach, describe, expect, it } from 'vitest';
import { createLogger, LogLines } from '#engine/platform/log';
import { Wifi } from '#engine/machine/wifi';
import { Secrets } from '#engine/platform/secrets';
import { faultOf } from '#support/capture';
import { TestClock } from '#support/clock';
import { FAILURES, FakeWifi } from '#support/fakeWifi';
import { FakePrograms } from '#support/fakePrograms';

const PEN = 'Goat: pen\\1 🐐';
const KEY = ' right: key\\1#';

let played: FakeWifi;
let programs: FakePrograms;
let logged: string[];
let wifi: Wifi;
beforeEach(() => {
  played = new FakeWifi();
  played.networks = [
    { name: PEN, security: 'WPA2', key: KEY },
    { name: 'Farm3', security: 'WPA3', key: 'sae-secret-1' },
    { name: '-open barn', security: '' },
    { name: 'Office', security: 'WPA2 802.1X' },
  ];
  programs = new FakePrograms();
  programs.play = (args, input) => played.answer(args, input);
  logged = [];
  const lines = new LogLines();
  lines.on('line', (line) => logged.push(line));
  const secrets = new Secrets();
  wifi = new Wifi({
    processes: programs,
    clock: new TestClock(),
    log: createLogger(lines, secrets),
    secrets,
  });
});

const names = () => [...played.profiles.values()].map(({ name }) => name);
const joinedName = () => (played.joined === null ? null : played.profiles.get(played.joined)?.name);

describe('how the Wi-Fi stands', () => {
  it('is told with its networks, the address, and which keys are kept', async () => {
    played.joined = played.keep(PEN, KEY);
    played.keep('Elsewhere', 'another key');
    const { wifi: told } = await wifi.describe({ rescan: true });
    expect(told).toMatchObject({ on: true, address: '10.0.1.18' });
    expect(told?.networks.map(({ name, lock, connected, known }) => [name, lock, connected, known])).toEqual([
      [PEN, 'key', true, true],
      ['Farm3', 'key', false, false],
      ['-open barn', 'open', false, false],
      ['Office', 'other', false, false],
    ]);
    expect(programs.calls.at(-1)).not.toContain('--rescan no');
    expect(programs.calls.some((call) => call.endsWith('device wifi list ifname wlan0 --rescan yes'))).toBe(
      true,
    );
  });

  it('names what is known and not seen once, and nothing that the machine itself opens', async () => {
    played.keep(PEN, KEY);
    played.keep('Old house', 'another key');
    played.keep('Old house', 'an older key');
    played.keep('Far barn');
    played.keep('Hotspot', 'key of its own', 'ap');
    expect((await wifi.describe({ rescan: false })).wifi?.unseen).toEqual(['Far barn', 'Old house']);
    expect((await wifi.forget({ name: 'Old house' })).wifi?.unseen).toEqual(['Far barn']);
    expect(names()).toEqual([PEN, 'Far barn', 'Hotspot']);
  });

  it('has an IPv6 address where there is no other that others can reach', async () => {
    played.joined = played.keep(PEN, KEY);
    programs.play = (args, input) =>
      args.includes('IP4.ADDRESS,IP6.ADDRESS')
        ? '\nfe80::1/64 | 2001:db8::5/64\n'
        : played.answer(args, input);
    expect((await wifi.describe({ rescan: false })).wifi?.address).toBe('2001:db8::5');
  });

  it.each([
    ['no nmcli', { code: 127, stderr: 'env: nmcli: No such file or directory' }],
    ['no NetworkManager', { code: 8, stderr: 'Error: NetworkManager is not running.' }],
    ['no Wi-Fi device', 'lo:loopback:unmanaged:\neth0:ethernet:connected:\n'],
    ['only one that somebody else manages', 'wlan0:wifi:unmanaged:\n'],
  ])('is null where there is %s', async (_what, answer) => {
    programs.play = () => answer;
    expect(await wifi.describe({ rescan: false })).toEqual({ wifi: null });
  });

  it('is off where the radio is, and on with one touch', async () => {
    played.radio = 'disabled';
    played.device = 'wlan0:wifi:unavailable:';
    expect((await wifi.describe({ rescan: false })).wifi).toEqual({
      ...{ on: false, address: null, networks: [], unseen: [] },
    });
    programs.play = (args, input) => {
      if (!args.join(' ').endsWith('radio wifi on')) return played.answer(args, input);
      played.radio = 'enabled';
      played.device = 'wlan0:wifi:disconnected:';
      return '';
    };
    expect((await wifi.switchOn()).wifi?.networks).toHaveLength(4);
  });
});

describe('a network is joined', () => {
  it('with its key, and kept only then', async () => {
    const { wifi: told } = await wifi.join({ name: PEN, key: KEY });
    expect(told?.networks[0]).toMatchObject({ name: PEN, connected: true, known: true });
    expect([...played.profiles.values()]).toEqual([
      { name: PEN, key: KEY, saved: true, mode: 'infrastructure' },
    ]);
  });

  it('without a key where it is open, whatever its name begins with', async () => {
    await wifi.join({ name: '-open barn' });
    expect(joinedName()).toBe('-open barn');
    const add = programs.calls.find((call) => call.includes('connection add')) ?? '';
    expect(add).toContain('con-name -open barn');
    expect(add).not.toContain('wifi-sec');
  });

  it('without its key where that is kept', async () => {
    const kept = played.keep(PEN, KEY);
    await wifi.join({ name: PEN });
    expect(played.joined).toBe(kept);
    expect(programs.inputs).toEqual([]);
  });

  it('with a new key in place of the kept one', async () => {
    played.keep(PEN, 'an older key');
    await wifi.join({ name: PEN, key: KEY });
    expect([...played.profiles.values()]).toEqual([
      { name: PEN, key: KEY, saved: true, mode: 'infrastructure' },
    ]);
  });

  it('by its name where it hides', async () => {
    await wifi.join({ name: 'hidden one', key: 'hidden-key-1', hidden: true });
    const add = programs.calls.find((call) => call.includes('connection add')) ?? '';
    expect(add).toContain('wifi.hidden yes wifi-sec.key-mgmt wpa-psk');
  });

  it('by WPA3 where it knows no older way', async () => {
    await wifi.join({ name: 'Farm3', key: 'sae-secret-1' });
    expect(programs.calls.some((call) => call.endsWith('wifi-sec.key-mgmt sae'))).toBe(true);
  });
});

describe('a network that is not joined', () => {
  it.each([
    ['its key is wrong', { name: PEN, key: 'wrong key 12' }, null, 'WIFI_KEY_WRONG'],
    ['it has gone', { name: PEN, key: KEY }, FAILURES.notFound, 'WIFI_OUT_OF_RANGE'],
    ['its WPA3 key is wrong', { name: 'Farm3', key: 'a wrong one' }, FAILURES.notFound, 'WIFI_KEY_WRONG'],
    ['it gives no address', { name: PEN, key: KEY }, FAILURES.noAddress, 'WIFI_NO_ADDRESS'],
    ['something else is wrong', { name: PEN, key: KEY }, FAILURES.supplicant, 'WIFI_FAILED'],
  ])(
    'because %s leaves nothing behind, and the one from before is joined',
    async (_why, request, failure, code) => {
      const before = played.keep('House', 'key of the house');
      played.networks.push({ name: 'House', security: 'WPA2', key: 'key of the house' });
      played.joined = before;
      played.failure = failure;
      const fault = await faultOf(wifi.join(request));
      expect(fault).toMatchObject({ code, parameters: { network: request.name } });
      expect(names()).toEqual(['House']);
      expect(played.joined).toBe(before);
    },
  );

  it('because a new key is wrong keeps the one that it had', async () => {
    played.joined = played.keep(PEN, KEY);
    expect((await faultOf(wifi.join({ name: PEN, key: 'wrong key 12' }))).code).toBe('WIFI_KEY_WRONG');
    expect([...played.profiles.values()]).toEqual([
      { name: PEN, key: KEY, saved: true, mode: 'infrastructure' },
    ]);
    expect(joinedName()).toBe(PEN);
  });

  it('because the kept key is no longer right says so', async () => {
    played.keep(PEN, 'an older key');
    expect((await faultOf(wifi.join({ name: PEN }))).code).toBe('WIFI_KEY_WRONG');
    expect(names()).toEqual([PEN]);
  });

  it.each([
    [{ name: PEN }, 'WIFI_KEY_MISSING'],
    [{ name: 'Nowhere', key: KEY }, 'WIFI_OUT_OF_RANGE'],
    [{ name: 'Office', key: KEY }, 'WIFI_NOT_FIT'],
    [{ name: PEN, key: 'short' }, 'INVALID_REQUEST'],
    [{ name: PEN, key: 'ñandú está aquí' }, 'INVALID_REQUEST'],
    [{ name: PEN, key: 'two\nlines of it' }, 'INVALID_REQUEST'],
    [{ name: '🐐'.repeat(9) }, 'INVALID_REQUEST'],
    [{ name: 'a\nb' }, 'INVALID_REQUEST'],
    [{}, 'INVALID_REQUEST'],
  ])('because of %j changes nothing', async (request, code) => {
    const { code: told } = await faultOf(Promise.resolve().then(() => wifi.join(request)));
    expect(told).toBe(code);
    expect(programs.calls.filter((call) => /connection (add|up|modify|delete)/.test(call))).toEqual([]);
  });
});

it('is forgotten with all that is kept of it', async () => {
  played.keep('House');
  played.joined = played.keep(PEN, KEY);
  played.keep(PEN, 'an older key');
  const { wifi: told } = await wifi.forget({ name: PEN });
  expect(names()).toEqual(['House']);
  expect(told?.networks.some(({ connected }) => connected)).toBe(false);
});

it('never tells a key: on no command line, in no answer, no error and no log', async () => {
  const said: unknown[] = [];
  for (const key of [KEY, 'wrong key 12']) said.push(await wifi.join({ name: PEN, key }).catch(String));
  said.push(await wifi.describe({ rescan: true }), ...programs.calls, ...logged);
  expect(programs.inputs).toEqual([`${KEY}\n`, 'wrong key 12\n']);
  expect(logged.length).toBeGreaterThan(0);
  for (const key of [KEY, 'wrong key 12'])
    expect(JSON.stringify(said)).not.toContain(JSON.stringify(key).slice(1, -1));
});

it('does one change after the other', async () => {
  await Promise.all([wifi.join({ name: '-open barn' }), wifi.join({ name: PEN, key: KEY })]);
  expect(joinedName()).toBe(PEN);
  expect(names()).toEqual(['-open barn', PEN]);
});
