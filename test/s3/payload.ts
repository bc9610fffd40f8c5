import { createHash } from 'node:crypto';
import { badChecksum, claimedChecksum, fullObjectChecksum, type ChecksumAlgorithm } from './checksums';
import { decodeAwsChunked } from './chunked';
import { s3Error } from './errors';
import type { S3Request } from './request';
import { sha256, type Signer } from './signature';

/** A body that is what its sender meant it to be. */
export interface Payload {
  readonly bytes: Buffer;
  /** The algorithm whose checksum the sender gave, and which was right. */
  readonly algorithm: ChecksumAlgorithm | undefined;
}

interface Framing {
  readonly isSigned: boolean;
  readonly hasTrailer: boolean;
}

const FRAMINGS: Record<string, Framing> = {
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER': { isSigned: false, hasTrailer: true },
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD': { isSigned: true, hasTrailer: false },
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER': { isSigned: true, hasTrailer: true },
};

/**
 * What x-amz-content-sha256 says of the body.
 * @throws InvalidRequest, InvalidArgument
 */
export function declaredHash(request: S3Request): string {
  const declared = request.headers.get('x-amz-content-sha256');
  if (declared === undefined) {
    throw s3Error('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  }
  if (declared !== 'UNSIGNED-PAYLOAD' && !/^[0-9a-f]{64}$/.test(declared) && !FRAMINGS[declared]) {
    throw s3Error(
      'InvalidArgument',
      `x-amz-content-sha256 must be UNSIGNED-PAYLOAD, ${Object.keys(FRAMINGS).join(', ')} or a valid sha256 value.`,
    );
  }
  return declared;
}

/**
 * Verifies all that the request says of its body: hash, length, frames, Content-MD5, checksum.
 * @param checksumIsOfBody false where a checksum header speaks of the object instead (CompleteMultipartUpload)
 * @throws XAmzContentSHA256Mismatch, BadDigest, InvalidDigest, IncompleteBody, MissingContentLength, …
 */
export function verifyPayload(
  request: S3Request,
  raw: Buffer,
  signer: Signer,
  checksumIsOfBody: boolean,
): Payload {
  const declared = declaredHash(request);
  const framing = FRAMINGS[declared];
  const { bytes, trailers } = framing ? unframe(request, raw, framing, signer) : unframed(request, raw);
  if (/^[0-9a-f]{64}$/.test(declared) && sha256(bytes) !== declared) {
    throw s3Error('XAmzContentSHA256Mismatch', undefined, {
      ClientComputedContentSHA256: declared,
      S3ComputedContentSHA256: sha256(bytes),
    });
  }
  verifyMd5(request.headers.get('content-md5'), bytes);
  const algorithm = checksumIsOfBody
    ? verifyChecksum(new Map([...request.headers, ...trailers]), bytes)
    : undefined;
  return { bytes, algorithm };
}

function unframed(request: S3Request, raw: Buffer) {
  if (request.headers.has('transfer-encoding')) {
    throw s3Error('NotImplemented', undefined, { Header: 'Transfer-Encoding' });
  }
  if (request.method === 'PUT' && !request.headers.has('content-length')) {
    throw s3Error('MissingContentLength');
  }
  if (contentCodings(request).includes('aws-chunked')) {
    throw s3Error('InvalidRequest', 'aws-chunked needs a STREAMING value of x-amz-content-sha256');
  }
  return { bytes: raw, trailers: new Map<string, string>() };
}

function unframe(request: S3Request, raw: Buffer, framing: Framing, signer: Signer) {
  const decodedLength = request.headers.get('x-amz-decoded-content-length');
  if (decodedLength === undefined || !/^\d+$/.test(decodedLength)) throw s3Error('MissingContentLength');
  if (!contentCodings(request).includes('aws-chunked')) {
    throw s3Error(
      'InvalidRequest',
      'A STREAMING value of x-amz-content-sha256 needs Content-Encoding: aws-chunked',
    );
  }
  const trailer = request.headers.get('x-amz-trailer');
  if (framing.hasTrailer !== (trailer !== undefined)) {
    throw s3Error('MalformedTrailerError');
  }
  return decodeAwsChunked(raw, {
    decodedLength: Number(decodedLength),
    trailerNames: trailer === undefined ? [] : trailer.split(',').map((name) => name.trim().toLowerCase()),
    signer: framing.isSigned ? signer : undefined,
  });
}

/** The codings in Content-Encoding; `aws-chunked` is the transfer's, the others are the object's. */
export function contentCodings(request: S3Request): string[] {
  const header = request.headers.get('content-encoding') ?? '';
  return header
    .split(',')
    .map((coding) => coding.trim())
    .filter(Boolean);
}

function verifyMd5(claimed: string | undefined, bytes: Buffer) {
  if (claimed === undefined) return;
  if (Buffer.from(claimed, 'base64').length !== 16) throw s3Error('InvalidDigest');
  const calculated = createHash('md5').update(bytes).digest('base64');
  if (claimed !== calculated) {
    throw s3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.', {
      ExpectedDigest: claimed,
      CalculatedDigest: calculated,
    });
  }
}

function verifyChecksum(fields: ReadonlyMap<string, string>, bytes: Buffer): ChecksumAlgorithm | undefined {
  const claim = claimedChecksum(fields);
  const named = fields.get('x-amz-sdk-checksum-algorithm');
  if (named !== undefined && named.toUpperCase() !== claim?.algorithm) {
    throw s3Error(
      'InvalidRequest',
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    );
  }
  if (claim && fullObjectChecksum(claim.algorithm, bytes).value !== claim.value) {
    throw badChecksum(claim.algorithm);
  }
  return claim?.algorithm;
}
