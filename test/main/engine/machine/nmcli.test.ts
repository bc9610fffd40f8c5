import { describe, expect, it } from 'vitest';
import { readNetworks, terseFields } from '#engine/machine/nmcli';

const hex = (name: string | Buffer) => Buffer.from(name).toString('hex').toUpperCase();
/** A line as NetworkManager 1.42 prints it for an access point. */
const line = (name: string | Buffer, signal: number, security: string, inUse = ' ') =>
  `${inUse}:${hex(name)}:${signal}:${security}`;
const read = (...lines: string[]) => readNetworks(Buffer.from(`${lines.join('\n')}\n`));
const only = (...lines: string[]) => read(...lines)[0];

describe('a terse line of nmcli', () => {
  it.each([
    ['a:b', ['a', 'b']],
    [' :Goat\\: pen\\\\1 🐐:100:WPA2', [' ', 'Goat: pen\\1 🐐', '100', 'WPA2']],
    ['::', ['', '', '']],
    ['\\\\\\:', ['\\:']],
    ['', ['']],
  ])('%j is %j', (printed, fields) => {
    expect(terseFields(printed)).toEqual(fields);
  });
});

describe('the networks in reach', () => {
  it('are one for each name, by its strongest access point, the joined one first', () => {
    const networks = read(
      line('Barn', 30, 'WPA2'),
      line('House', 90, 'WPA2'),
      line('Barn', 55, 'WPA2', '*'),
      line('Barn', 41, 'WPA2'),
      line('Road', 12, ''),
    );
    expect(networks.map(({ name, strength, connected }) => [name, strength, connected])).toEqual([
      ['Barn', 55, true],
      ['House', 90, false],
      ['Road', 12, false],
    ]);
  });

  it.each([
    'Goat: pen\\1 🐐',
    '--ask',
    '*:yes\\:no',
    ' two  spaces ',
    '%s $(reboot) `id`',
    'Ñandú',
    '32 bytes are the longest name ..',
  ])('have a name such as %j', (name) => {
    expect(only(line(name, 50, ''))).toMatchObject({ name, lock: 'open' });
  });

  it.each([
    ['no UTF-8', Buffer.from('fffe41', 'hex'), '��A'],
    ['line breaks', Buffer.from('a\nb'), 'a�b'],
    ['a zero byte', Buffer.from('a\0b'), 'a�b'],
  ])('can be seen but not joined where their name holds %s', (_what, bytes, name) => {
    expect(only(line(bytes, 50, 'WPA2'))).toMatchObject({ name, lock: 'other' });
  });

  it.each([
    ['', 'open', null],
    ['OWE', 'open', 'owe'],
    ['WPA1 WPA2', 'key', 'wpa-psk'],
    ['WPA2 WPA3', 'key', 'wpa-psk'],
    ['WPA3', 'key', 'sae'],
    ['WPA2 802.1X', 'other', null],
    ['WEP', 'other', null],
  ])('with the security %j are %s', (security, lock, keyManagement) => {
    expect(only(line('Barn', 50, security))).toMatchObject({ lock, keyManagement });
  });

  it('are none where nmcli prints nothing of use', () => {
    expect(
      read('', ' ::100:WPA2', ' :0000:100:WPA2', 'Error: something', ' :XY:1:', line('a'.repeat(33), 1, '')),
    ).toEqual([]);
  });
});
