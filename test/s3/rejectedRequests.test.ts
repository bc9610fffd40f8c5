import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { clientFor, refusalOf, serverForTest } from './client';
import { s3Key } from './keys';

const Key = 'k';

/** Lets a test change what is sent after it was signed. */
function changeSigned(
  client: S3Client,
  change: (request: { headers: Record<string, string>; body?: unknown }) => void,
) {
  client.middlewareStack.add(
    (next) => (args) => {
      change(args.request as { headers: Record<string, string>; body?: unknown });
      return next(args);
    },
    { step: 'deserialize', priority: 'high' },
  );
}

describe('who asks', () => {
  it.each([
    ['an unknown key', { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'x' }, 'InvalidAccessKeyId', 403],
    ['a wrong secret', { accessKeyId: 'AKIAUSER', secretAccessKey: 'wrong' }, 'SignatureDoesNotMatch', 403],
    [
      'an unasked token',
      { accessKeyId: 'AKIAUSER', secretAccessKey: 's', sessionToken: 't' },
      'InvalidToken',
      400,
    ],
    ['no token', { accessKeyId: 'ASIATEMPORARY', secretAccessKey: 's' }, 'InvalidAccessKeyId', 403],
    [
      'a wrong token',
      { accessKeyId: 'ASIATEMPORARY', secretAccessKey: 's', sessionToken: 'u' },
      'InvalidToken',
      400,
    ],
    [
      'an old token',
      { accessKeyId: 'ASIAEXPIRED', secretAccessKey: 's', sessionToken: 't' },
      'ExpiredToken',
      400,
    ],
  ])('is refused with %s', async (_, credentials, name, status) => {
    const server = await serverForTest({
      keys: [
        s3Key({ accessKeyId: 'AKIAUSER', secretAccessKey: 's' }),
        s3Key({ accessKeyId: 'ASIATEMPORARY', secretAccessKey: 's', sessionToken: 't' }),
        s3Key({ accessKeyId: 'ASIAEXPIRED', secretAccessKey: 's', sessionToken: 't', expired: true }),
      ],
    });
    const call = (client: S3Client) => client.send(new ListObjectsV2Command({ Bucket: server.bucket }));
    expect(await refusalOf(call(clientFor(server, { credentials })))).toEqual({ name, status });
    expect(server.journal).toMatchObject([{ operation: 'ListObjectsV2', status, code: name }]);
    const good = { accessKeyId: 'ASIATEMPORARY', secretAccessKey: 's', sessionToken: 't' };
    await expect(call(clientFor(server, { credentials: good }))).resolves.toMatchObject({ KeyCount: 0 });
  });

  it('is refused in another region', async () => {
    const server = await serverForTest();
    const client = clientFor(server, { region: 'eu-north-1' });
    const call = client.send(new ListObjectsV2Command({ Bucket: server.bucket }));
    expect(await refusalOf(call)).toEqual({ name: 'AuthorizationHeaderMalformed', status: 400 });
  });

  it('is refused unsigned', async () => {
    const server = await serverForTest();
    const headers = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    const answer = await fetch(`${server.endpoint}/${server.bucket}/k`, { headers });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<Code>AccessDenied</Code>');
  });
});

describe('the clock', () => {
  it.each([-16, 16])(
    '%s minutes off is refused with the right time, which the SDK learns',
    async (minutes) => {
      const nowMs = Date.now() + minutes * 60_000;
      const server = await serverForTest({ nowMs: () => nowMs });
      const client = clientFor(server);
      const call = () => client.send(new ListObjectsV2Command({ Bucket: server.bucket }));
      expect(await refusalOf(call())).toEqual({ name: 'RequestTimeTooSkewed', status: 403 });
      await expect(call()).resolves.toMatchObject({ KeyCount: 0 });
    },
  );

  it('14 minutes off is good enough', async () => {
    const server = await serverForTest({ nowMs: () => Date.now() + 14 * 60_000 });
    const call = clientFor(server).send(new ListObjectsV2Command({ Bucket: server.bucket }));
    await expect(call).resolves.toMatchObject({ KeyCount: 0 });
  });
});

describe('what a key may', () => {
  it('is put, get and list, and no more', async () => {
    const server = await serverForTest();
    const client = clientFor(server);
    const Bucket = server.bucket;
    server.hold(Key, 'x');
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const denied = { name: 'AccessDenied', status: 403 };
    const upload = { Bucket, Key, UploadId };
    expect(await refusalOf(client.send(new DeleteObjectCommand({ Bucket, Key })))).toEqual(denied);
    expect(await refusalOf(client.send(new AbortMultipartUploadCommand(upload)))).toEqual(denied);
    expect(await refusalOf(client.send(new ListPartsCommand(upload)))).toEqual(denied);
    expect(await refusalOf(client.send(new ListMultipartUploadsCommand({ Bucket })))).toEqual(denied);
    expect(server.objects().size).toBe(1);
    expect(server.uploads()).toHaveLength(1);
  });

  it('can be taken away one by one', async () => {
    const server = await serverForTest();
    const client = clientFor(server);
    const Bucket = server.bucket;
    const get = () => client.send(new GetObjectCommand({ Bucket, Key }));
    const head = () => client.send(new HeadObjectCommand({ Bucket, Key }));
    expect(await refusalOf(get())).toEqual({ name: 'NoSuchKey', status: 404 });
    expect(await refusalOf(head())).toMatchObject({ status: 404 });
    server.allowed.delete('list');
    expect(await refusalOf(get())).toEqual({ name: 'AccessDenied', status: 403 });
    expect(await refusalOf(head())).toMatchObject({ status: 403 });
    expect(await refusalOf(client.send(new ListObjectsV2Command({ Bucket })))).toMatchObject({ status: 403 });
    server.allowed.delete('put');
    const put = client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    expect(await refusalOf(put)).toEqual({ name: 'AccessDenied', status: 403 });
    expect(server.objects().size).toBe(0);
  });
});

describe('a body', () => {
  it.each<[string, object, string]>([
    ['CRC32', { ChecksumCRC32: 'AAAAAA==' }, 'BadDigest'],
    ['CRC32C', { ChecksumCRC32C: 'AAAAAA==' }, 'BadDigest'],
    ['CRC64NVME', { ChecksumCRC64NVME: 'AAAAAAAAAAA=' }, 'BadDigest'],
    ['SHA1', { ChecksumSHA1: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' }, 'BadDigest'],
    ['SHA256', { ChecksumSHA256: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' }, 'BadDigest'],
    ['Content-MD5', { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' }, 'BadDigest'],
    ['Content-MD5 of another length', { ContentMD5: 'AAAA' }, 'InvalidDigest'],
    ['CRC32 of another length', { ChecksumCRC32: 'AAAA' }, 'InvalidRequest'],
    ['pair of checksums', { ChecksumCRC32: 'AAAAAA==', ChecksumCRC32C: 'AAAAAA==' }, 'InvalidRequest'],
  ])('with a wrong %s is refused', async (_, claim, name) => {
    const server = await serverForTest();
    const call = clientFor(server).send(
      new PutObjectCommand({ Bucket: server.bucket, Key, Body: 'not empty', ...claim }),
    );
    expect(await refusalOf(call)).toEqual({ name, status: 400 });
    expect(server.objects().size).toBe(0);
  });

  it('that is not what was signed is refused', async () => {
    const server = await serverForTest();
    const client = clientFor(server, { requestChecksumCalculation: 'WHEN_REQUIRED' });
    changeSigned(client, (request) => (request.body = 'changed!!'));
    const call = client.send(new PutObjectCommand({ Bucket: server.bucket, Key, Body: 'not empty' }));
    expect(await refusalOf(call)).toEqual({ name: 'XAmzContentSHA256Mismatch', status: 400 });
  });
});

describe('a request', () => {
  it.each<[string, Record<string, string>, string]>([
    ['a header that was not signed', { 'x-amz-meta-new': '1' }, 'AccessDenied'],
    ['a header changed since it was signed', { 'x-amz-meta-goat': '18' }, 'SignatureDoesNotMatch'],
    ['a header that is not known here', { pragma: 'no-cache' }, 'NotImplemented'],
    [
      'an authorization of another form',
      { authorization: 'AWS AKIAUSER:AAAA' },
      'AuthorizationHeaderMalformed',
    ],
  ])('with %s is refused', async (_, headers, name) => {
    const server = await serverForTest();
    const client = clientFor(server);
    changeSigned(client, (request) => Object.assign(request.headers, headers));
    const call = client.send(
      new PutObjectCommand({ Bucket: server.bucket, Key, Body: 'x', Metadata: { goat: '17' } }),
    );
    expect(await refusalOf(call)).toMatchObject({ name });
    expect(server.objects().size).toBe(0);
  });

  it('for what is not known here is refused', async () => {
    const server = await serverForTest();
    const client = clientFor(server);
    const call = client.send(
      new PutObjectCommand({ Bucket: server.bucket, Key, Body: 'x', StorageClass: 'GLACIER' }),
    );
    expect(await refusalOf(call)).toEqual({ name: 'NotImplemented', status: 501 });
    const versioned = client.send(new GetObjectCommand({ Bucket: server.bucket, Key, VersionId: '1' }));
    expect(await refusalOf(versioned)).toEqual({ name: 'NotImplemented', status: 501 });
  });
});
