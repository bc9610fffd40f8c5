import { describe, expect, it } from 'vitest';
import { settingsSchema } from '#contract/settings';
import { systemClock } from '#engine/platform/clock';
import { Crc64Nvme } from '#engine/platform/crc64nvme';
import { createS3Client } from '#engine/upload/s3Client';
import { S3Store } from '#engine/upload/s3Store';
import { UploadThrottle } from '#engine/upload/uploadThrottle';
import { pictureBytes, noLog } from '#support/sessions';
import { clientFor, serverForTest } from '../../../s3/client';
import type { S3Server } from '../../../s3/server';
import type { FaultRule } from '../../../s3/faults';
import { testCheckpoint, uploadOf } from '#support/uploads';

const KEY = '17/side/images.tar.gz';
const MIB = 1024 * 1024;
const SMALL = pictureBytes('17', 'side', 1, 300_000);
const OTHERS = pictureBytes('18', 'side', 1, 300_000);
/** Three parts: 8, 8 and 4 MiB. */
const LARGE = Buffer.concat(
  Array.from({ length: 20 }, (_, index) => Buffer.alloc(MIB, `mebibyte ${index}, `)),
);
const signal = new AbortController().signal;

async function setUp(server?: S3Server) {
  const bucket = server ?? (await serverForTest());
  const store = new S3Store(clientFor(bucket), bucket.bucket, noLog);
  const held = (key = KEY) => bucket.objects().get(key)?.bytes;
  return { server: bucket, store, held };
}

const stored = (bytes: Buffer, key = KEY) => ({
  outcome: 'stored',
  stored: { key, bytes: bytes.length, crc64nvme: new Crc64Nvme().update(bytes).digest() },
});
const refused = (status: number, code: string): FaultRule => ({ kind: 'status', status, code });

describe.each([
  ['in one request', SMALL, 'PutObject'],
  ['in parts', LARGE, 'CompleteMultipartUpload'],
] as const)('an object %s', (_, bytes, last) => {
  it('is held as it was sent, with its type, proven by the checksum of the whole', async () => {
    const { server, store, held } = await setUp();
    expect(await store.put(uploadOf(bytes, { onlyIfNew: true }))).toEqual(stored(bytes));
    expect(held()?.equals(bytes)).toBe(true);
    expect(server.objects().get(KEY)).toMatchObject({ contentType: 'application/gzip' });
    expect(server.requests('HeadObject')).toHaveLength(1);
    expect(server.uploads()).toEqual([]);
  });

  it('does not take a key that holds other bytes, and says so', async () => {
    const { server, store, held } = await setUp();
    server.hold(KEY, OTHERS);
    expect(await store.put(uploadOf(bytes, { onlyIfNew: true }))).toEqual({ outcome: 'taken' });
    expect(held()?.equals(OTHERS)).toBe(true);
  });

  it('is its own where the answer was lost', async () => {
    const { server, store, held } = await setUp();
    server.faults.add({ kind: 'lostAnswer', operation: last });
    const upload = uploadOf(bytes, { onlyIfNew: true });
    await expect(store.put(upload)).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
    expect(await store.put(upload)).toEqual(stored(bytes));
    expect(held()?.equals(bytes)).toBe(true);
    expect(server.requests('UploadPart').length).toBeLessThanOrEqual(3);
  });

  it('is its own where the answer was lost and the client itself tries again', async () => {
    const { server, held } = await setUp();
    const store = new S3Store(clientFor(server, { maxAttempts: 3 }), server.bucket, noLog);
    server.faults.add({ kind: 'lostAnswer', operation: last });
    for (const onlyIfNew of [true, false]) {
      expect(await store.put(uploadOf(bytes, { onlyIfNew }))).toEqual(stored(bytes));
      expect(held()?.equals(bytes)).toBe(true);
      server.faults.add({ kind: 'lostAnswer', operation: last });
    }
  });

  it('is not believed to be there where the store holds other bytes', async () => {
    const { server, store, held } = await setUp();
    const operation = bytes === LARGE ? 'UploadPart' : 'PutObject';
    server.faults.add({ kind: 'corrupt', operation });
    const upload = uploadOf(bytes, { onlyIfNew: bytes === LARGE });
    const put = store.put(upload).catch((error: unknown) => error);
    // S3 itself notices it in an object that came in parts: a part's ETag does not fit.
    expect(await put).toMatchObject(bytes === LARGE ? { code: 'STORE_CORRUPT' } : { outcome: 'corrupt' });
    expect(await store.put(upload)).toEqual(stored(bytes));
    expect(held()?.equals(bytes)).toBe(true);
  });

  it.each<[string, FaultRule, string]>([
    ['its bucket is not there', refused(404, 'NoSuchBucket'), 'STORE_NO_BUCKET'],
    ['the key is unknown', refused(403, 'InvalidAccessKeyId'), 'STORE_CREDENTIALS'],
    ['the secret is wrong', refused(403, 'SignatureDoesNotMatch'), 'STORE_CREDENTIALS'],
    ['the token has expired', refused(400, 'ExpiredToken'), 'STORE_CREDENTIALS'],
    ['access is denied', refused(403, 'AccessDenied'), 'STORE_DENIED'],
    ['the clock is wrong', refused(403, 'RequestTimeTooSkewed'), 'STORE_CLOCK'],
    ['it is slowed down', refused(503, 'SlowDown'), 'STORE_FAILED'],
    ['the store has a fault', refused(500, 'InternalError'), 'STORE_FAILED'],
    ['the connection is reset at once', { kind: 'reset', at: 'start' }, 'STORE_UNREACHABLE'],
    ['the connection is reset in the middle', { kind: 'reset', at: { bodyBytes: 100 } }, 'STORE_UNREACHABLE'],
    ['the connection is reset at its end', { kind: 'reset', at: 'end' }, 'STORE_UNREACHABLE'],
  ])('waits where %s, and comes through afterwards', async (_what, rule, code) => {
    const { server, store, held } = await setUp();
    server.faults.add({ ...rule, operation: last });
    const upload = uploadOf(bytes, { onlyIfNew: true });
    await expect(store.put(upload)).rejects.toMatchObject({ code });
    expect(held()).toBeUndefined();
    expect(await store.put(upload)).toEqual(stored(bytes));
    expect(held()?.equals(bytes)).toBe(true);
    expect(server.uploads()).toEqual([]);
  });

  it('can be broken off at once', async () => {
    const { server, store } = await setUp();
    const stop = new AbortController();
    const fault = server.faults.add({ kind: 'stall', operation: last });
    const put = store.put(uploadOf(bytes, { signal: stop.signal }));
    await fault.struck();
    stop.abort(new Error('stopped'));
    await expect(put).rejects.toThrow('stopped');
  });
});

describe('an upload in parts', () => {
  it('goes on at the missing part, also in another run', async () => {
    const { server, store, held } = await setUp();
    const checkpoint = testCheckpoint();
    server.faults.add({ kind: 'reset', at: 'end', operation: 'UploadPart', skip: 1 });
    await expect(store.put(uploadOf(LARGE, { checkpoint }))).rejects.toMatchObject({
      code: 'STORE_UNREACHABLE',
    });
    expect(checkpoint.kept?.parts.map(({ number, bytes }) => [number, bytes])).toEqual([[1, 8 * MIB]]);
    const sent = server.requests('UploadPart').length;
    const { store: nextRun } = await setUp(server);
    expect(await nextRun.put(uploadOf(LARGE, { checkpoint }))).toEqual(stored(LARGE));
    expect(
      server
        .requests('UploadPart')
        .slice(sent)
        .map(({ partNumber }) => partNumber),
    ).toEqual([2, 3]);
    expect(server.requests('CreateMultipartUpload')).toHaveLength(1);
    expect(held()?.equals(LARGE)).toBe(true);
  });

  it('sends a part again whose bytes are not those that were noted', async () => {
    const { server, store, held } = await setUp();
    const checkpoint = testCheckpoint();
    server.faults.add({ kind: 'reset', at: 'end', operation: 'UploadPart', skip: 2 });
    await expect(store.put(uploadOf(LARGE, { checkpoint }))).rejects.toMatchObject({
      code: 'STORE_UNREACHABLE',
    });
    const changed = Buffer.from(LARGE);
    changed.write('changed', 3 * MIB);
    expect(await store.put(uploadOf(changed, { checkpoint }))).toEqual(stored(changed));
    expect(
      server
        .requests('UploadPart')
        .slice(3)
        .map(({ partNumber }) => partNumber),
    ).toEqual([1, 3]);
    expect(held()?.equals(changed)).toBe(true);
  });

  it('begins anew where the store does not know it any more', async () => {
    const { server, store, held } = await setUp();
    const checkpoint = testCheckpoint();
    server.faults.add({ kind: 'reset', at: 'end', operation: 'UploadPart', skip: 1 });
    await expect(store.put(uploadOf(LARGE, { checkpoint }))).rejects.toMatchObject({
      code: 'STORE_UNREACHABLE',
    });
    for (const { uploads } of server.buckets.values()) uploads.clear();
    expect(await store.put(uploadOf(LARGE, { checkpoint }))).toEqual(stored(LARGE));
    expect(held()?.equals(LARGE)).toBe(true);
  });

  it('is not gone on with for another key or bucket', async () => {
    const { server, store, held } = await setUp();
    const checkpoint = testCheckpoint();
    server.faults.add({ kind: 'reset', at: 'end', operation: 'UploadPart', skip: 1 });
    await expect(store.put(uploadOf(LARGE, { checkpoint }))).rejects.toThrow();
    const key = '17/top/images.tar.gz';
    expect(await store.put(uploadOf(LARGE, { checkpoint, key }))).toEqual(stored(LARGE, key));
    expect(held(key)?.equals(LARGE)).toBe(true);
  });

  it('is freed where it is given up, and swept where a run was killed before it was noted', async () => {
    const { server, store } = await setUp();
    for (const right of ['abort', 'listMultipartUploads'] as const) server.allowed.add(right);
    const checkpoint = testCheckpoint();
    for (const kept of [checkpoint, testCheckpoint(), testCheckpoint()]) {
      server.faults.add({ kind: 'reset', at: 'end', operation: 'UploadPart', skip: 1 });
      await expect(store.put(uploadOf(LARGE, { checkpoint: kept }))).rejects.toThrow();
    }
    expect(server.uploads()).toHaveLength(3);
    await store.abandon(checkpoint, signal);
    expect(server.uploads()).toHaveLength(2);
    expect(checkpoint.kept).toBeNull();
    await store.sweep('170', signal);
    expect(server.uploads()).toHaveLength(2);
    await store.sweep('17', signal);
    expect(server.uploads()).toEqual([]);
  });

  it('goes without the rights to free what is left, and keeps its peace', async () => {
    const { server, store } = await setUp();
    const checkpoint = testCheckpoint();
    server.faults.add({ kind: 'reset', at: 'end', operation: 'UploadPart', skip: 1 });
    await expect(store.put(uploadOf(LARGE, { checkpoint }))).rejects.toThrow();
    await store.abandon(checkpoint, signal);
    await store.sweep('17', signal);
    expect(server.requests('AbortMultipartUpload')).toMatchObject([{ code: 'AccessDenied' }]);
    expect(server.requests('ListMultipartUploads')).toMatchObject([{ code: 'AccessDenied' }]);
    expect(server.uploads()).toHaveLength(1);
  });
});

describe('a bucket', () => {
  it('lists 2,500 goats of many pages, and nothing that is none', async () => {
    const { server, store } = await setUp();
    for (let goat = 1; goat <= 2500; goat++) server.hold(`${goat}/side/images.tar.gz`, 'x');
    server.hold('_replaced/7/T/side/images.tar.gz', 'x');
    server.hold('readme.txt', 'x');
    const goats = await store.listGoats(signal);
    expect(goats).toHaveLength(2500);
    expect(new Set(goats).has('2500')).toBe(true);
    expect(server.requests('ListObjectsV2')).toHaveLength(3);
  });

  it('copies a goat aside, whole, and leaves it as it is', async () => {
    const { server, store, held } = await setUp();
    await store.put(uploadOf(LARGE));
    server.hold('17/goat_data.json', '{}');
    server.hold('170/side/images.tar.gz', 'x');
    expect(await store.copyAside('17', 'T1', signal)).toEqual(['17/goat_data.json', KEY]);
    expect(held('_replaced/17/T1/side/images.tar.gz')?.equals(LARGE)).toBe(true);
    expect(held('_replaced/17/T1/goat_data.json')?.toString()).toBe('{}');
    expect(held()?.equals(LARGE)).toBe(true);
    expect(server.objects().size).toBe(5);
    expect(await store.copyAside('18', 'T1', signal)).toEqual([]);
  });

  it('says in a check what is wrong', async () => {
    const { server, store } = await setUp();
    await store.check(signal);
    server.allowed.delete('list');
    await expect(store.check(signal)).rejects.toMatchObject({ code: 'STORE_DENIED' });
    server.allowed.add('list');
    server.buckets.clear();
    await expect(store.check(signal)).rejects.toMatchObject({ code: 'STORE_NO_BUCKET' });
    await server.pause();
    await expect(store.check(signal)).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
  });

  it('comes through with a clock that is an hour off', async () => {
    const { server, held } = await setUp();
    server.nowMs = () => Date.now() + 3600_000;
    const store = new S3Store(clientFor(server, { maxAttempts: 3 }), server.bucket, noLog);
    expect(await store.put(uploadOf(SMALL))).toEqual(stored(SMALL));
    expect(held()?.equals(SMALL)).toBe(true);
  });
});

describe('traffic', () => {
  it('is measured and limited, and what is sent again comes through whole', async () => {
    const server = await serverForTest();
    const settings = settingsSchema.parse({
      S3_ENDPOINT: server.endpoint,
      S3_TRAINING_BUCKET: server.bucket,
    });
    const throttle = new UploadThrottle(systemClock, 4800);
    const client = createS3Client(settings, { throttle });
    client.config.credentials = () => Promise.resolve(server.credentials);
    const store = new S3Store(client, server.bucket, noLog, throttle);
    server.faults.add({ kind: 'status', status: 503, code: 'SlowDown', operation: 'PutObject' });
    const startMs = systemClock.monotonicMs();
    expect(await store.put(uploadOf(SMALL))).toEqual(stored(SMALL));
    const tookSec = (systemClock.monotonicMs() - startMs) / 1000;
    // 2 × 300,000 bytes at 600,000 bytes a second, but for the last pieces, which nobody waits for.
    expect(tookSec).toBeGreaterThan(0.85);
    expect(throttle.bytesPerSecond).toBeGreaterThan(200_000);
    expect(throttle.bytesPerSecond).toBeLessThan(700_000);
    expect(server.objects().get(KEY)?.bytes.equals(SMALL)).toBe(true);
    client.destroy();
  });
});
