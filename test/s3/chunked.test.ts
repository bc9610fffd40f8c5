import { describe, expect, it } from 'vitest';
import { decodeAwsChunked, type Chunking } from './chunked';
import { fullObjectChecksum } from './checksums';
import { s3Key } from './keys';
import type { S3Request } from './request';
import { authenticate, type Signer } from './signature';

const BIG = Buffer.alloc(64 * 1024, 'a');
const SMALL = Buffer.alloc(1024, 'a');
const BOTH = Buffer.concat([BIG, SMALL]);

function framed(chunks: readonly (readonly [string, Buffer])[], tail: string): Buffer {
  return Buffer.concat([
    ...chunks.flatMap(([head, bytes]) => [Buffer.from(`${head}\r\n`), bytes, Buffer.from('\r\n')]),
    Buffer.from(tail),
  ]);
}

describe('signed chunks', () => {
  // The examples of the Amazon S3 API Reference, "Signature Calculations for the Authorization Header:
  // Transferring Payload in Multiple Chunks" and its sibling on trailers.
  const seed = (headers: Record<string, string>): Signer => {
    const names = Object.keys(headers).filter((name) => name !== 'authorization');
    const request: S3Request = {
      method: 'PUT',
      path: '/examplebucket/chunkObject.txt',
      bucket: 'examplebucket',
      key: 'chunkObject.txt',
      query: new Map(),
      headers: new Map(Object.entries(headers)).set(
        'authorization',
        `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=${names.join(';')},Signature=${headers.authorization ?? ''}`,
      ),
    };
    const key = s3Key({
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    });
    return authenticate(request, headers['x-amz-content-sha256'] ?? '', {
      keys: new Map([[key.accessKeyId, key]]),
      region: 'us-east-1',
      service: 's3',
      nowMs: Date.UTC(2013, 4, 24),
    });
  };
  const plain = () =>
    seed({
      'content-encoding': 'aws-chunked',
      'content-length': '66824',
      host: 's3.amazonaws.com',
      'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
      'x-amz-date': '20130524T000000Z',
      'x-amz-decoded-content-length': '66560',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      authorization: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
    });
  const withTrailer = () =>
    seed({
      'content-encoding': 'aws-chunked',
      host: 's3.amazonaws.com',
      'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
      'x-amz-date': '20130524T000000Z',
      'x-amz-decoded-content-length': '66560',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      'x-amz-trailer': 'x-amz-checksum-crc32c',
      authorization: '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
    });
  const signatures = [
    'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
    '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
    'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
  ] as const;
  const trailerSignatures = [
    'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2',
    '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7',
    '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992',
  ] as const;
  const body = ([first, second, last]: readonly [string, string, string], big = BIG, trailer = '') =>
    framed(
      [
        [`10000;chunk-signature=${first}`, big],
        [`400;chunk-signature=${second}`, SMALL],
      ],
      `0;chunk-signature=${last}\r\n${trailer}\r\n`,
    );
  const trailer = (signature: string) =>
    `x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:${signature}\r\n`;
  const trailerSignature = 'd81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435';

  it("are taken with the signatures of AWS's example", () => {
    const raw = body(signatures);
    expect(raw.length).toBe(66824);
    const { bytes } = decodeAwsChunked(raw, { decodedLength: 66560, trailerNames: [], signer: plain() });
    expect(bytes.equals(BOTH)).toBe(true);
  });

  it("are taken with the trailer of AWS's example, whose checksum is the bytes' own", () => {
    const { bytes, trailers } = decodeAwsChunked(body(trailerSignatures, BIG, trailer(trailerSignature)), {
      decodedLength: 66560,
      trailerNames: ['x-amz-checksum-crc32c'],
      signer: withTrailer(),
    });
    expect(bytes.equals(BOTH)).toBe(true);
    expect(trailers.get('x-amz-checksum-crc32c')).toBe(fullObjectChecksum('CRC32C', bytes).value);
  });

  it('are refused with a byte changed, and with the signature of a trailer changed', () => {
    const changed = Buffer.from(BIG).fill('b', 0, 1);
    expect(() =>
      decodeAwsChunked(body(signatures, changed), {
        decodedLength: 66560,
        trailerNames: [],
        signer: plain(),
      }),
    ).toThrow(expect.objectContaining({ code: 'SignatureDoesNotMatch' }));
    expect(() =>
      decodeAwsChunked(body(trailerSignatures, BIG, trailer(signatures[0])), {
        decodedLength: 66560,
        trailerNames: ['x-amz-checksum-crc32c'],
        signer: withTrailer(),
      }),
    ).toThrow(expect.objectContaining({ code: 'SignatureDoesNotMatch' }));
  });
});

describe('unsigned chunks', () => {
  const chunking: Chunking = {
    decodedLength: BOTH.length,
    trailerNames: ['x-amz-checksum-crc32'],
    signer: undefined,
  };
  const end = '0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n';
  const chunks = [
    ['10000', BIG],
    ['400', SMALL],
  ] as const;

  it('are joined, and the trailer is told', () => {
    const { bytes, trailers } = decodeAwsChunked(framed(chunks, end), chunking);
    expect(bytes.equals(BOTH)).toBe(true);
    expect([...trailers]).toEqual([['x-amz-checksum-crc32', 'AAAAAA==']]);
  });

  it.each<[string, Buffer, string]>([
    [
      'a small chunk before the last',
      framed(
        [
          ['400', SMALL],
          ['10000', BIG],
        ],
        end,
      ),
      'InvalidChunkSizeError',
    ],
    ['another length than declared', framed(chunks.slice(0, 1), end), 'IncompleteBody'],
    ['no last chunk', framed(chunks, ''), 'IncompleteBody'],
    ['a chunk shorter than it says', framed([['10001', BIG]], end), 'IncompleteBody'],
    ['a chunk longer than it says', framed([['ffff', BIG]], end), 'IncompleteBody'],
    ['a size that is no number', framed([['xyz', BIG]], end), 'IncompleteBody'],
    ['bytes after the end', framed(chunks, `${end}more`), 'IncompleteBody'],
    ['no trailer', framed(chunks, '0\r\n\r\n'), 'MalformedTrailerError'],
    ['another trailer', framed(chunks, '0\r\nx-amz-checksum-sha1:AA==\r\n\r\n'), 'MalformedTrailerError'],
    ['a signature', framed([[`10000;chunk-signature=${'a'.repeat(64)}`, BIG]], end), 'IncompleteBody'],
    ['no frames at all', BOTH, 'IncompleteBody'],
  ])('with %s are refused', (_, raw, code) => {
    expect(() => decodeAwsChunked(raw, chunking)).toThrow(expect.objectContaining({ code }));
  });
});
