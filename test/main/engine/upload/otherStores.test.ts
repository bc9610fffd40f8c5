import { describe, expect, it } from 'vitest';
import { S3Store } from '#engine/upload/s3Store';
import { noLog, pictureBytes } from '#support/sessions';
import { uploadOf } from '#support/uploads';
import { clientFor, serverForTest } from '../../../s3/client';
import type { Quirks } from '../../../s3/quirks';

const KEY = '17/side/images.tar.gz';
const SMALL = pictureBytes('17', 'side', 1, 300_000);
const OTHERS = pictureBytes('18', 'side', 1, 300_000);
const LARGE = Buffer.concat(
  Array.from({ length: 20 }, (_, index) => Buffer.alloc(1024 * 1024, `mebibyte ${index}, `)),
);
const signal = new AbortController().signal;

async function setUp(quirks: Quirks, pageSize = 1000) {
  const server = await serverForTest({ quirks, pageSize });
  const client = clientFor(server, { requestChecksumCalculation: 'WHEN_REQUIRED' });
  return { server, store: new S3Store(client, server.bucket, noLog) };
}

describe.each<[string, Quirks, string]>([
  ['passes CRC-64/NVME over', { crc64nvme: 'ignored' }, 'etag'],
  ['refuses CRC-64/NVME', { crc64nvme: 'refused' }, 'etag'],
  ['gives no proof at all', { crc64nvme: 'ignored', etags: 'opaque' }, 'read-back'],
])('a store that %s', (_what, quirks, by) => {
  it.each([
    ['in one request', SMALL],
    ['in parts', LARGE],
  ])('proves an object %s, each byte sent once', async (_how, bytes) => {
    const { server, store } = await setUp(quirks);
    const put = await store.put(uploadOf(bytes, { onlyIfNew: true }));
    expect(put).toMatchObject({ outcome: 'stored', stored: { bytes: bytes.length, proof: { by } } });
    expect(server.objects().get(KEY)?.bytes.equals(bytes)).toBe(true);
    const sent = server.journal.filter(({ status }) => status === 200).map(({ bytes: one }) => one);
    expect(sent.reduce((sum, one) => sum + one, 0)).toBeLessThan(bytes.length * 1.01);
    expect(server.requests('GetObject')).toHaveLength(by === 'read-back' ? 1 : 0);
    if (put.outcome !== 'stored') throw new Error('it is not stored');
    expect(await store.holds(put.stored, signal)).toBe(true);
    server.hold(KEY, Buffer.alloc(bytes.length));
    expect(await store.holds(put.stored, signal)).toBe(false);
  });

  it('is not believed where it holds other bytes', async () => {
    const { server, store } = await setUp(quirks);
    // A store that does not know the checksum still compares the MD5: only what it writes later goes wrong.
    server.hold(KEY, Buffer.alloc(SMALL.length));
    expect(await store.put(uploadOf(SMALL, { onlyIfNew: true }))).toEqual({ outcome: 'taken' });
  });

  it('copies aside', async () => {
    const { server, store } = await setUp(quirks);
    server.hold(KEY, OTHERS);
    expect(await store.copyAside('17', 'T', signal)).toEqual([KEY]);
    expect(server.objects().get('_replaced/17/T/side/images.tar.gz')?.bytes.equals(OTHERS)).toBe(true);
  });
});

describe.each<[string, Quirks]>([
  ['passes conditions over', { conditions: 'ignored' }],
  ['refuses conditions', { conditions: 'refused' }],
  ['refuses conditions and CRC-64/NVME', { conditions: 'refused', crc64nvme: 'refused' }],
])('a store that %s', (_what, quirks) => {
  it.each([
    ['in one request', SMALL],
    ['in parts', LARGE],
  ])('does not lose a goat of another kiosk: %s', async (_how, bytes) => {
    const { server, store } = await setUp(quirks);
    server.hold(KEY, OTHERS);
    expect(await store.put(uploadOf(bytes, { onlyIfNew: true }))).toEqual({ outcome: 'taken' });
    expect(server.objects().get(KEY)?.bytes.equals(OTHERS)).toBe(true);
    const key = '19/side/images.tar.gz';
    expect(await store.put(uploadOf(bytes, { onlyIfNew: true, key }))).toMatchObject({ outcome: 'stored' });
    expect(server.objects().get(key)?.bytes.equals(bytes)).toBe(true);
  });
});

it('looks again before the parts become an object', async () => {
  const { server, store } = await setUp({ conditions: 'ignored' });
  const last = server.faults.add({ kind: 'stall', operation: 'UploadPart', skip: 2 });
  const put = store.put(uploadOf(LARGE, { onlyIfNew: true }));
  await last.struck();
  server.hold(KEY, OTHERS);
  last.end();
  expect(await put).toEqual({ outcome: 'taken' });
  expect(server.objects().get(KEY)?.bytes.equals(OTHERS)).toBe(true);
});

describe('a list', () => {
  it.each<[string, Quirks]>([
    ['has the same token for ever', { lists: 'same-token' }],
    ['is cut off without a token', { lists: 'no-token' }],
  ])('that %s ends with a fault', async (_what, quirks) => {
    const { server, store } = await setUp(quirks, 2);
    for (let goat = 1; goat <= 5; goat++) server.hold(`${goat}/side/images.tar.gz`, 'x');
    await expect(store.listGoats(signal)).rejects.toMatchObject({ code: 'STORE_LIST_INCOMPLETE' });
    expect(server.requests('ListObjectsV2').length).toBeLessThan(5);
  });
});

describe('a goat that is copied aside', () => {
  it('may have keys with characters that an address gives a meaning', async () => {
    const { server, store } = await setUp({});
    const keys = ['17/a+b.txt', '17/c d.txt', '17/e%20f.txt', '17/ä&=#.txt'];
    for (const key of keys) server.hold(key, key);
    await store.copyAside('17', 'T', signal);
    for (const key of keys)
      expect(server.objects().get(key.replace('17/', '_replaced/17/T/'))?.bytes.toString()).toBe(key);
  });

  it('is named where one of its objects is archived', async () => {
    const { server, store } = await setUp({});
    server.hold(KEY, 'x');
    server.faults.add({ kind: 'status', status: 403, code: 'InvalidObjectState', operation: 'CopyObject' });
    await expect(store.copyAside('17', 'T', signal)).rejects.toMatchObject({
      ...{ code: 'STORE_ARCHIVED', fault: { parameters: { goat_id: '17', key: KEY } } },
    });
  });
});
