import { expect, it } from 'vitest';
import { scryptKey } from '#engine/auth/scryptKey';

it('derives the first bytes of the test vector of RFC 7914, section 12', async () => {
  const key = await scryptKey('password', Buffer.from('NaCl'), { N: 1024, r: 8, p: 16 });
  expect(key.toString('hex')).toBe('fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162');
});

it('tells of a cost that can not be', async () => {
  await expect(scryptKey('password', Buffer.from('NaCl'), { N: 1000, r: 8, p: 1 })).rejects.toThrow();
});
