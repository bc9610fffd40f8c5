import { describe, expect, it } from 'vitest';
import { Crc64Nvme } from '#engine/platform/crc64nvme';

const hexadecimal = (crc: Crc64Nvme) => Buffer.from(crc.digest(), 'base64').toString('hex');

describe('Crc64Nvme', () => {
  // The four blocks of 4096 bytes: NVM Express NVM Command Set Specification 1.0, 5.2.1.3.5 "64b CRC Test Cases".
  // The check value of the digits: the catalogue of parametrised CRC algorithms. The others: the AWS CRT's tests.
  it.each([
    ['no bytes', Buffer.alloc(0), '0000000000000000'],
    ['the digits 1 to 9', Buffer.from('123456789'), 'ae8b14860a799888'],
    ['ten letters', Buffer.from('aaaaaaaaaa'), '0c1a80036d65c555'],
    ['32 zeros', Buffer.alloc(32), 'cf3473434d4ecf3b'],
    ['4096 zeros', Buffer.alloc(4096), '6482d367eb22b64e'],
    ['4096 bytes of ones', Buffer.alloc(4096, 0xff), 'c0ddba7302eca3ac'],
    ['4096 bytes counting up', Buffer.from(Array.from({ length: 4096 }, (_, at) => at)), '3e729f5f6750449c'],
    [
      '4096 bytes counting down',
      Buffer.from(Array.from({ length: 4096 }, (_, at) => ~at)),
      '9a2df64b8e9e517e',
    ],
  ])('of %s is the published value', (_, bytes, expected) => {
    expect(hexadecimal(new Crc64Nvme().update(bytes))).toBe(expected);
  });

  it('is the same however the bytes are cut, and wherever in memory they lie', () => {
    const bytes = Buffer.from(Array.from({ length: 1000 }, (_, at) => (at * at) >> 3));
    const whole = new Crc64Nvme().update(bytes).digest();
    for (const step of [1, 3, 7, 8, 9, 64, 999]) {
      const crc = new Crc64Nvme();
      for (let at = 0; at < bytes.length; at += step) crc.update(bytes.subarray(at, at + step));
      expect(crc.digest(), `in steps of ${step} bytes`).toBe(whole);
    }
  });

  it('may be asked in between', () => {
    const crc = new Crc64Nvme().update(Buffer.from('1234'));
    const between = crc.digest();
    expect(crc.digest()).toBe(between);
    expect(hexadecimal(crc.update(Buffer.from('56789')))).toBe('ae8b14860a799888');
  });

  it('is base64 of eight bytes, the highest first', () => {
    expect(new Crc64Nvme().update(Buffer.from('123456789')).digest()).toBe('rosUhgp5mIg=');
  });
});
