import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
  type CompletedPart,
  type CompleteMultipartUploadCommandInput,
  type CreateMultipartUploadCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Crc64Nvme } from '#engine/platform/crc64nvme';
import { clientFor, refusalOf, serverForTest } from './client';
import { ACTIONS, s3Key } from './keys';
import { MIN_PART_BYTES } from './multipart';

const PARTS = [1, 2].map((number) => Buffer.alloc(MIN_PART_BYTES, `part ${number}`));
PARTS.push(Buffer.from('the last part'));
const WHOLE = Buffer.concat(PARTS);
const CRC64 = new Crc64Nvme().update(WHOLE).digest();
const Key = '17/side/images.tar.gz';

async function setUp(pageSize?: number) {
  const credentials = { accessKeyId: 'AKIAMULTIPART', secretAccessKey: 'all/is+allowed' };
  const server = await serverForTest({
    keys: [s3Key({ ...credentials, allowed: ACTIONS })],
    ...(pageSize !== undefined && { pageSize }),
  });
  return { server, client: clientFor(server), Bucket: server.bucket };
}

/** Starts an upload and sends the parts; what comes back is the input to complete it. */
async function upload(
  client: S3Client,
  input: CreateMultipartUploadCommandInput,
  parts = PARTS,
): Promise<CompleteMultipartUploadCommandInput & { MultipartUpload: { Parts: CompletedPart[] } }> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(input));
  const { Bucket, Key, ChecksumAlgorithm } = input;
  const Parts: CompletedPart[] = [];
  for (const [at, Body] of parts.entries()) {
    const PartNumber = at + 1;
    const sent = await client.send(
      new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body, ChecksumAlgorithm }),
    );
    Parts.push({ ...sent, PartNumber });
  }
  return { Bucket, Key, UploadId, MultipartUpload: { Parts } };
}

describe('a multipart upload, by the AWS SDK', () => {
  it('with CRC64NVME ends as one object whose checksum is of all its bytes', async () => {
    const { server, client, Bucket } = await setUp();
    const input = await upload(client, {
      Bucket,
      Key,
      ChecksumAlgorithm: 'CRC64NVME',
      ContentType: 'application/gzip',
      Metadata: { goat: '17' },
    });
    expect(server.objects().size).toBe(0);
    const done = await client.send(
      new CompleteMultipartUploadCommand({
        ...input,
        ChecksumType: 'FULL_OBJECT',
        ChecksumCRC64NVME: CRC64,
        MpuObjectSize: WHOLE.length,
        IfNoneMatch: '*',
      }),
    );
    expect(done).toMatchObject({ ChecksumCRC64NVME: CRC64, ChecksumType: 'FULL_OBJECT' });
    expect(done.ETag).toMatch(/^"[0-9a-f]{32}-3"$/);
    const head = await client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    expect(head).toMatchObject({
      ETag: done.ETag,
      ChecksumCRC64NVME: CRC64,
      ContentLength: WHOLE.length,
      ContentType: 'application/gzip',
      Metadata: { goat: '17' },
    });
    const got = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(WHOLE)).toBe(true);
    expect(server.uploads()).toEqual([]);
    expect(server.requests('UploadPart').map((entry) => entry.partNumber)).toEqual([1, 2, 3]);
  });

  it('without a named algorithm has a CRC-64/NVME all the same', async () => {
    const { server, Bucket } = await setUp();
    const client = clientFor(server, { requestChecksumCalculation: 'WHEN_REQUIRED' });
    const input = await upload(client, { Bucket, Key });
    const done = await client.send(new CompleteMultipartUploadCommand(input));
    expect(done.ChecksumCRC64NVME).toBe(CRC64);
  });

  it.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)(
    'with %s has a checksum of checksums',
    async (name) => {
      const { client, Bucket } = await setUp();
      const input = await upload(client, { Bucket, Key, ChecksumAlgorithm: name });
      const done = await client.send(new CompleteMultipartUploadCommand(input));
      expect(done.ChecksumType).toBe('COMPOSITE');
      expect(done[`Checksum${name}`]).toMatch(/-3$/);
      const bare = input.MultipartUpload.Parts.map(({ ETag, PartNumber }) => ({ ETag, PartNumber }));
      const again = await upload(client, { Bucket, Key, ChecksumAlgorithm: name });
      const call = client.send(
        new CompleteMultipartUploadCommand({ ...again, MultipartUpload: { Parts: bare } }),
      );
      expect(await refusalOf(call)).toEqual({ name: 'InvalidRequest', status: 400 });
    },
  );

  it('is refused with a type that its algorithm does not have', async () => {
    const { client, Bucket } = await setUp();
    const call = client.send(
      new CreateMultipartUploadCommand({
        Bucket,
        Key,
        ChecksumAlgorithm: 'CRC64NVME',
        ChecksumType: 'COMPOSITE',
      }),
    );
    expect(await refusalOf(call)).toEqual({ name: 'InvalidRequest', status: 400 });
  });

  it.each([
    ['SHA1', 'CRC64NVME'],
    ['CRC32', undefined],
    ['CRC64NVME', undefined],
  ] as const)('takes no part with %s where it was started with %s', async (ofPart, ofUpload) => {
    const { client, Bucket } = await setUp();
    const start = new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: ofUpload });
    const { UploadId } = await client.send(start);
    const call = client.send(
      new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'x', ChecksumAlgorithm: ofPart }),
    );
    expect(await refusalOf(call)).toEqual({ name: 'InvalidRequest', status: 400 });
  });

  it('is completed only with what was sent, in order, large enough, and on conditions', async () => {
    const { server, client, Bucket } = await setUp();
    const input = await upload(client, { Bucket, Key, ChecksumAlgorithm: 'CRC64NVME' });
    const [first, second, third] = input.MultipartUpload.Parts;
    if (!first || !second || !third) throw new Error('Three parts were sent');
    const complete = (parts: CompletedPart[], more: object = {}) =>
      refusalOf(
        client.send(
          new CompleteMultipartUploadCommand({ ...input, ...more, MultipartUpload: { Parts: parts } }),
        ),
      );
    const all = [first, second, third];
    expect(await complete([])).toEqual({ name: 'MalformedXML', status: 400 });
    expect(await complete([second, first])).toEqual({ name: 'InvalidPartOrder', status: 400 });
    expect(await complete([first, { ...second, ETag: first.ETag }])).toEqual({
      name: 'InvalidPart',
      status: 400,
    });
    expect(await complete([...all, { ...third, PartNumber: 4 }])).toEqual({
      name: 'InvalidPart',
      status: 400,
    });
    expect(await complete([first, { ...second, ChecksumCRC64NVME: CRC64 }])).toMatchObject({
      name: 'InvalidPart',
    });
    expect(await complete(all, { ChecksumCRC64NVME: 'AAAAAAAAAAA=' })).toEqual({
      name: 'BadDigest',
      status: 400,
    });
    expect(await complete(all, { ChecksumCRC64NVME: 'AAAA' })).toEqual({
      name: 'InvalidRequest',
      status: 400,
    });
    expect(await complete(all, { MpuObjectSize: 5 })).toEqual({ name: 'InvalidRequest', status: 400 });
    expect(await complete(all, { ChecksumType: 'COMPOSITE' })).toEqual({ name: 'BadDigest', status: 400 });
    expect(await complete(all, { Key: 'other' })).toEqual({ name: 'NoSuchUpload', status: 404 });
    expect(await complete(all, { IfMatch: '"x"' })).toEqual({ name: 'NoSuchKey', status: 404 });
    expect(server.objects().size).toBe(0);

    server.hold(Key, 'was here before');
    expect(await complete(all, { IfNoneMatch: '*' })).toEqual({ name: 'PreconditionFailed', status: 412 });
    expect(server.objects().get(Key)?.bytes.toString()).toBe('was here before');
    await client.send(new CompleteMultipartUploadCommand(input));
    expect(server.objects().get(Key)?.crc64nvme).toBe(CRC64);
    expect(await complete(all)).toEqual({ name: 'NoSuchUpload', status: 404 });
  });

  it('shows a part that was not kept as it was sent', async () => {
    const { server, client, Bucket } = await setUp();
    server.faults.add({ kind: 'corrupt', operation: 'UploadPart', skip: 2 });
    const { MultipartUpload, ...input } = await upload(client, {
      Bucket,
      Key,
      ChecksumAlgorithm: 'CRC64NVME',
    });
    const Parts = MultipartUpload.Parts.map(({ ETag, PartNumber }) => ({ ETag, PartNumber }));
    const call = client.send(
      new CompleteMultipartUploadCommand({ ...input, MultipartUpload: { Parts }, ChecksumCRC64NVME: CRC64 }),
    );
    expect(await refusalOf(call)).toEqual({ name: 'BadDigest', status: 400 });
  });

  it('may end with an error under the status 200', async () => {
    const { server, client, Bucket } = await setUp();
    const input = await upload(client, { Bucket, Key, ChecksumAlgorithm: 'CRC64NVME' });
    const operation = 'CompleteMultipartUpload';
    server.faults.add({ kind: 'status', status: 200, code: 'InternalError', operation });
    const call = client.send(new CompleteMultipartUploadCommand(input));
    expect((await refusalOf(call)).name).toBe('InternalError');
    expect(server.requests(operation)).toMatchObject([{ status: 200, code: 'InternalError' }]);
    expect(server.objects().size).toBe(0);
  });

  it('is refused with a small part that is not the last', async () => {
    const { client, Bucket } = await setUp();
    const parts = [Buffer.alloc(MIN_PART_BYTES - 1), Buffer.from('last')];
    const input = await upload(client, { Bucket, Key, ChecksumAlgorithm: 'CRC64NVME' }, parts);
    const call = client.send(new CompleteMultipartUploadCommand(input));
    expect(await refusalOf(call)).toEqual({ name: 'EntityTooSmall', status: 400 });
  });

  it('tells its parts in pages, and goes on with one sent again', async () => {
    const { client, Bucket } = await setUp(2);
    const parts = ['one', 'two', 'three', 'four', 'five'].map((text) => Buffer.from(text));
    const input = await upload(client, { Bucket, Key, ChecksumAlgorithm: 'CRC64NVME' }, parts);
    const { UploadId } = input;
    await client.send(
      new UploadPartCommand({
        Bucket,
        Key,
        UploadId,
        PartNumber: 3,
        Body: 'THREE!',
        ChecksumAlgorithm: 'CRC64NVME',
      }),
    );
    const sizes: (number | undefined)[] = [];
    const pages: (boolean | undefined)[] = [];
    let PartNumberMarker: string | undefined;
    do {
      const page = await client.send(new ListPartsCommand({ Bucket, Key, UploadId, PartNumberMarker }));
      expect(page).toMatchObject({ ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'FULL_OBJECT' });
      sizes.push(...(page.Parts ?? []).map((part) => part.Size));
      pages.push(page.IsTruncated);
      PartNumberMarker = page.IsTruncated ? page.NextPartNumberMarker : undefined;
    } while (PartNumberMarker !== undefined);
    expect(sizes).toEqual([3, 3, 6, 4, 4]);
    expect(pages).toEqual([true, true, false]);
    const one = await client.send(new ListPartsCommand({ Bucket, Key, UploadId, MaxParts: 1 }));
    const crc = new Crc64Nvme().update(Buffer.from('one')).digest();
    expect(one.Parts).toMatchObject([
      { PartNumber: 1, Size: 3, ChecksumCRC64NVME: crc, ETag: input.MultipartUpload.Parts[0]?.ETag },
    ]);
  });

  it('is listed until it is aborted', async () => {
    const { server, client, Bucket } = await setUp(2);
    for (const name of ['b', 'a', 'a', 'c/d']) {
      await client.send(new CreateMultipartUploadCommand({ Bucket, Key: name }));
    }
    const seen: (string | undefined)[] = [];
    let markers: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } | undefined = {};
    do {
      const page: Awaited<ReturnType<typeof list>> = await list(markers);
      seen.push(...(page.Uploads ?? []).map((entry) => entry.Key));
      markers = page.IsTruncated
        ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
        : undefined;
    } while (markers);
    expect(seen).toEqual(['a', 'a', 'b', 'c/d']);
    const [first] = (await list({ Prefix: 'c/' })).Uploads ?? [];
    const { Key: name, UploadId } = first ?? {};
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key: name, UploadId }));
    expect(server.uploads().map((entry) => entry.key)).toEqual(['b', 'a', 'a']);
    const again = client.send(new AbortMultipartUploadCommand({ Bucket, Key: name, UploadId }));
    expect(await refusalOf(again)).toEqual({ name: 'NoSuchUpload', status: 404 });

    function list(more: object) {
      return client.send(new ListMultipartUploadsCommand({ Bucket, ...more }));
    }
  });
});
