import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type ChecksumAlgorithm,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Crc64Nvme } from '#engine/platform/crc64nvme';
import { clientFor, refusalOf, serverForTest } from './client';

const BYTES = Buffer.from(Array.from({ length: 100_000 }, (_, at) => (at * at) >> 5));
const CRC64 = new Crc64Nvme().update(BYTES).digest();

async function setUp() {
  const server = await serverForTest();
  server.allowed.add('delete');
  return { server, client: clientFor(server), Bucket: server.bucket };
}

describe('objects, by the AWS SDK', () => {
  it('are put and got with metadata and type, and journalled', async () => {
    const { server, client, Bucket } = await setUp();
    const Key = 'a b/ü+%&=~(1)!.jpg';
    await client.send(
      new PutObjectCommand({ Bucket, Key, Body: BYTES, ContentType: 'image/jpeg', Metadata: { goat: '17' } }),
    );
    const got = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(BYTES)).toBe(true);
    expect(got).toMatchObject({
      ContentType: 'image/jpeg',
      Metadata: { goat: '17' },
      ContentLength: BYTES.length,
    });
    const held = server.objects().get(Key);
    expect(held).toMatchObject({ crc64nvme: CRC64, metadata: { goat: '17' }, contentType: 'image/jpeg' });
    expect(held?.bytes.equals(BYTES)).toBe(true);
    expect(server.journal).toMatchObject([
      { operation: 'PutObject', bucket: Bucket, key: Key, bytes: BYTES.length, status: 200, code: null },
      { operation: 'GetObject', bucket: Bucket, key: Key, bytes: 0, status: 200, code: null },
    ]);
  });

  it.each<ChecksumAlgorithm>(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'])(
    'are verified by %s as the SDK calculates it, for a buffer and for a stream',
    async (ChecksumAlgorithm) => {
      const { server, client, Bucket } = await setUp();
      const put = await client.send(
        new PutObjectCommand({ Bucket, Key: 'buffer', Body: BYTES, ChecksumAlgorithm }),
      );
      expect(put.ChecksumType).toBe('FULL_OBJECT');
      await client.send(
        new PutObjectCommand({
          Bucket,
          Key: 'stream',
          Body: Readable.from([BYTES.subarray(0, 70_000), BYTES.subarray(70_000)]),
          ContentLength: BYTES.length,
          ChecksumAlgorithm,
        }),
      );
      const [buffer, stream] = await Promise.all(
        ['buffer', 'stream'].map((Key) =>
          client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' })),
        ),
      );
      expect(stream?.[`Checksum${ChecksumAlgorithm as 'CRC32'}`]).toMatch(/^[A-Za-z0-9+/]+=*$/);
      expect(stream).toMatchObject({ ETag: buffer?.ETag, ContentLength: BYTES.length });
      expect(server.objects().get('stream')?.crc64nvme).toBe(CRC64);
      expect(server.requests('PutObject').at(-1)?.bytes).toBeGreaterThan(BYTES.length);
    },
  );

  it('have a CRC-64/NVME where the client gave no checksum, told only if asked for', async () => {
    const { server, Bucket } = await setUp();
    const client = clientFor(server, { requestChecksumCalculation: 'WHEN_REQUIRED' });
    await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: BYTES }));
    const told = await client.send(new HeadObjectCommand({ Bucket, Key: 'k', ChecksumMode: 'ENABLED' }));
    expect(told).toMatchObject({ ChecksumCRC64NVME: CRC64, ChecksumType: 'FULL_OBJECT' });
    const untold = await client.send(new HeadObjectCommand({ Bucket, Key: 'k' }));
    expect(untold.ChecksumCRC64NVME).toBeUndefined();
    expect(untold.ETag).toBe(told.ETag);
  });

  it('are refused with small chunks before the last, as S3 does', async () => {
    const { client, Bucket } = await setUp();
    const Body = Readable.from([BYTES.subarray(0, 10), BYTES.subarray(10)]);
    const call = client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'k',
        Body,
        ContentLength: BYTES.length,
        ChecksumAlgorithm: 'CRC32',
      }),
    );
    expect(await refusalOf(call)).toEqual({ name: 'InvalidChunkSizeError', status: 403 });
  });

  it('are written on conditions', async () => {
    const { server, client, Bucket } = await setUp();
    const put = (Body: string, condition: object) =>
      client.send(new PutObjectCommand({ Bucket, Key: 'k', Body, ...condition }));
    expect(await refusalOf(put('0', { IfMatch: '"x"' }))).toEqual({ name: 'NoSuchKey', status: 404 });
    const { ETag } = await put('1', { IfNoneMatch: '*' });
    expect(await refusalOf(put('2', { IfNoneMatch: '*' }))).toEqual({
      name: 'PreconditionFailed',
      status: 412,
    });
    expect(await refusalOf(put('3', { IfMatch: '"x"' }))).toEqual({
      name: 'PreconditionFailed',
      status: 412,
    });
    expect(server.objects().get('k')?.bytes.toString()).toBe('1');
    await put('4', { IfMatch: ETag });
    expect(server.objects().get('k')?.bytes.toString()).toBe('4');
  });

  it.each([
    ['bytes=0-9', BYTES.subarray(0, 10), 'bytes 0-9/100000'],
    ['bytes=99990-', BYTES.subarray(99_990), 'bytes 99990-99999/100000'],
    ['bytes=-5', BYTES.subarray(99_995), 'bytes 99995-99999/100000'],
    ['bytes=99999-200000', BYTES.subarray(99_999), 'bytes 99999-99999/100000'],
  ])('are read by %s', async (Range, expected, ContentRange) => {
    const { server, client, Bucket } = await setUp();
    server.hold('k', BYTES);
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'k', Range }));
    expect(got.ContentRange).toBe(ContentRange);
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(expected)).toBe(true);
  });

  it('are not read beyond their end', async () => {
    const { server, client, Bucket } = await setUp();
    server.hold('k', BYTES);
    const call = client.send(new GetObjectCommand({ Bucket, Key: 'k', Range: 'bytes=100000-' }));
    expect(await refusalOf(call)).toEqual({ name: 'InvalidRange', status: 416 });
  });

  it('are copied with their metadata, or with new, and on conditions', async () => {
    const { server, client, Bucket } = await setUp();
    await client.send(new PutObjectCommand({ Bucket, Key: '17/ä b', Body: BYTES, Metadata: { goat: '17' } }));
    const CopySource = `${Bucket}/${encodeURIComponent('17/ä b')}`;
    const copied = await client.send(
      new CopyObjectCommand({ Bucket, Key: 'copy', CopySource, ChecksumAlgorithm: 'CRC64NVME' }),
    );
    expect(copied.CopyObjectResult).toMatchObject({ ChecksumCRC64NVME: CRC64, ChecksumType: 'FULL_OBJECT' });
    expect(server.objects().get('copy')).toMatchObject({ crc64nvme: CRC64, metadata: { goat: '17' } });
    const replace = { MetadataDirective: 'REPLACE', Metadata: { goat: '18' } } as const;
    await client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource, ...replace }));
    expect(server.objects().get('copy')?.metadata).toEqual({ goat: '18' });
    const copy = (fields: object) =>
      refusalOf(client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource, ...fields })));
    expect(await copy({ IfNoneMatch: '*' })).toEqual({ name: 'PreconditionFailed', status: 412 });
    expect(await copy({ CopySourceIfMatch: '"x"' })).toEqual({ name: 'PreconditionFailed', status: 412 });
    expect(await copy({ CopySource: `${Bucket}/none` })).toEqual({ name: 'NoSuchKey', status: 404 });
    expect(await copy({ Key: '17/ä b' })).toEqual({ name: 'InvalidRequest', status: 400 });
  });

  it('are deleted one by one and many at once', async () => {
    const { server, client, Bucket } = await setUp();
    for (const key of ['a', 'b', 'c&<>', 'd']) server.hold(key, key);
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    const Objects = [{ Key: 'b' }, { Key: 'c&<>' }, { Key: 'never there' }];
    const many = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(many.Deleted).toEqual(Objects);
    expect([...server.objects().keys()]).toEqual(['d']);
    server.allowed.delete('delete');
    const denied = await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'd' }] } }),
    );
    expect(denied.Errors).toMatchObject([{ Key: 'd', Code: 'AccessDenied' }]);
    expect(server.objects().has('d')).toBe(true);
  });
});

describe('lists, by the AWS SDK', () => {
  it('go over more than 1000 keys in the order of their bytes', async () => {
    const { server, client, Bucket } = await setUp();
    const keys = Array.from({ length: 2345 }, (_, at) => `${at}/side`);
    for (const key of keys) server.hold(key, '');
    const listed: string[] = [];
    const pages: number[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(new ListObjectsV2Command({ Bucket, ContinuationToken }));
      listed.push(...(page.Contents ?? []).map((entry) => entry.Key ?? ''));
      pages.push(page.KeyCount ?? 0);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(pages).toEqual([1000, 1000, 345]);
    expect(listed).toEqual([...keys].sort());
  });

  it('roll keys up under common prefixes, over pages too', async () => {
    const { server, client, Bucket } = await setUp();
    for (const key of ['1/side', '1/top', '10/side', '2/side', 'x', 'x/y', 'ü z/1']) server.hold(key, key);
    const seen: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({
          Bucket,
          Delimiter: '/',
          MaxKeys: 2,
          ContinuationToken,
          EncodingType: 'url',
        }),
      );
      expect(page.KeyCount).toBeLessThanOrEqual(2);
      seen.push(...(page.CommonPrefixes ?? []).map((entry) => entry.Prefix));
      seen.push(...(page.Contents ?? []).map((entry) => entry.Key));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(seen).toEqual(['1/', '10/', '2/', 'x', 'x/', '%C3%BC+z/']);
    const below = await client.send(new ListObjectsV2Command({ Bucket, Prefix: '1/', StartAfter: '1/side' }));
    expect(below.Contents).toMatchObject([{ Key: '1/top', Size: 5 }]);
  });

  it('refuse a token that is not their own', async () => {
    const { client, Bucket } = await setUp();
    const call = client.send(new ListObjectsV2Command({ Bucket, ContinuationToken: 'made up' }));
    expect(await refusalOf(call)).toEqual({ name: 'InvalidArgument', status: 400 });
  });

  it('know which buckets there are', async () => {
    const { client, Bucket } = await setUp();
    await client.send(new HeadBucketCommand({ Bucket }));
    expect(await refusalOf(client.send(new HeadBucketCommand({ Bucket: 'none' })))).toMatchObject({
      status: 404,
    });
    const call = client.send(new ListObjectsV2Command({ Bucket: 'none', MaxKeys: 1 }));
    expect(await refusalOf(call)).toEqual({ name: 'NoSuchBucket', status: 404 });
  });
});
