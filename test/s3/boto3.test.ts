import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { serverForTest } from './client';
import { ACTIONS } from './keys';

// Debian's own Python, since Debian's python3-boto3 belongs to it.
const PYTHON = '/usr/bin/python3';
const SCRIPT = fileURLToPath(new URL('boto3_client.py', import.meta.url));
const SMALL = Buffer.from('goat '.repeat(1000));

it('boto3 puts, gets, lists, copies, uploads in parts, deletes, and is refused', async () => {
  const server = await serverForTest();
  for (const action of ACTIONS) server.allowed.add(action);
  // No variable but these, and no files: a profile or a proxy of the machine must not get in between.
  const noFiles = { AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' };
  const env = { ...server.environment, ...noFiles };
  const { stdout } = await promisify(execFile)(PYTHON, [SCRIPT], { env });
  const sha256 = createHash('sha256').update(SMALL).digest('base64');
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(SMALL));
  const oddKey = "a b+c&d=~/ü(1)!*'.jpg";
  const seen: unknown = JSON.parse(stdout);
  expect(seen).toEqual({
    account: '937249941844',
    got_small: true,
    metadata: { goat: '17' },
    crc32: crc.toString('base64'),
    range: 'goat ',
    got_large: true,
    large: {
      bytes: 20 * 1024 * 1024,
      type: 'application/gzip',
      etag: (seen as { expected_etag: string }).expected_etag,
    },
    expected_etag: expect.stringMatching(/^"[0-9a-f]{32}-3"$/) as string,
    parts: [
      [1, SMALL.length, sha256],
      [2, SMALL.length, sha256],
    ],
    uploads: ['left'],
    uploads_left: 0,
    keys: ['17/side/images.tar.gz', oddKey, 'copy of it', 'large'],
    prefixes: ['17/', 'a b+c&d=~/'],
    deleted: ['copy of it', oddKey],
    refusals: {
      secret: 'SignatureDoesNotMatch',
      sts_secret: 'SignatureDoesNotMatch',
      checksum: 'BadDigest',
      md5: 'BadDigest',
      key: 'NoSuchKey',
      bucket: 'NoSuchBucket',
      part: 'NoSuchUpload',
    },
  });
  expect([...server.objects().keys()]).toEqual(['17/side/images.tar.gz', 'large']);
  expect(server.requests('UploadPart').filter((entry) => entry.key === 'large')).toHaveLength(3);
  expect(server.objects().get('17/side/images.tar.gz')?.bytes.equals(SMALL)).toBe(true);
});
