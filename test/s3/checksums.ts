import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Crc64Nvme } from '#engine/platform/crc64nvme';
import { s3Error } from './errors';

/** Each algorithm by its name in S3, and the bytes of its digest. */
const DIGEST_BYTES = { CRC32: 4, CRC32C: 4, CRC64NVME: 8, SHA1: 20, SHA256: 32 };
export type ChecksumAlgorithm = keyof typeof DIGEST_BYTES;
export const CHECKSUM_ALGORITHMS = Object.keys(DIGEST_BYTES) as ChecksumAlgorithm[];
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
  /** Base64 of the digest; a composite one's ends with a hyphen and the number of parts. */
  readonly value: string;
}

/** The header, or trailer, that carries an algorithm's value. */
export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** An algorithm by its name in any case, as clients spell it. */
export function checksumAlgorithm(name: string): ChecksumAlgorithm {
  const found = CHECKSUM_ALGORITHMS.find((algorithm) => algorithm === name.toUpperCase());
  if (!found) throw s3Error('InvalidRequest', 'Checksum algorithm provided is unsupported.');
  return found;
}

/** The checksum of all bytes of an object or a part. */
export function fullObjectChecksum(algorithm: ChecksumAlgorithm, bytes: Uint8Array): Checksum {
  return { algorithm, type: 'FULL_OBJECT', value: digest(algorithm, bytes) };
}

/** The checksum of the parts' checksums. */
export function compositeChecksum(algorithm: ChecksumAlgorithm, parts: readonly string[]): Checksum {
  const digests = Buffer.concat(parts.map((part) => Buffer.from(part, 'base64')));
  return { algorithm, type: 'COMPOSITE', value: `${digest(algorithm, digests)}-${parts.length}` };
}

/**
 * The one checksum that a request's headers or trailers name, not yet compared with anything.
 * @throws InvalidRequest where there are several, or one is no base64 of the right length
 */
export function claimedChecksum(
  fields: ReadonlyMap<string, string>,
): { algorithm: ChecksumAlgorithm; value: string } | undefined {
  const claims = CHECKSUM_ALGORITHMS.flatMap((algorithm) => {
    const value = fields.get(checksumHeader(algorithm));
    return value === undefined ? [] : [{ algorithm, value }];
  });
  const [claim, ...others] = claims;
  if (others.length > 0) {
    throw s3Error(
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  if (claim && !isDigest(claim.algorithm, claim.value)) {
    throw s3Error('InvalidRequest', `Value for ${checksumHeader(claim.algorithm)} header is invalid.`);
  }
  return claim;
}

/** The error for a value that is not the bytes' own. */
export function badChecksum(algorithm: ChecksumAlgorithm): Error {
  return s3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
}

function isDigest(algorithm: ChecksumAlgorithm, value: string): boolean {
  const [base64 = '', parts] = value.split('-');
  const bytes = Buffer.from(base64, 'base64');
  const wellFormed = bytes.length === DIGEST_BYTES[algorithm] && bytes.toString('base64') === base64;
  return wellFormed && (parts === undefined || /^[1-9]\d*$/.test(parts));
}

function digest(algorithm: ChecksumAlgorithm, bytes: Uint8Array): string {
  switch (algorithm) {
    case 'CRC32':
      return base64OfWord(crc32(bytes));
    case 'CRC32C':
      return base64OfWord(crc32c(bytes));
    case 'CRC64NVME':
      return new Crc64Nvme().update(bytes).digest();
    case 'SHA1':
    case 'SHA256':
      return createHash(algorithm).update(bytes).digest('base64');
  }
}

function base64OfWord(word: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(word);
  return bytes.toString('base64');
}

/** CRC-32C's polynomial with its bits reversed (RFC 3720, appendix B.4). */
const CASTAGNOLI = 0x82f63b78;
const CRC32C_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? CASTAGNOLI : 0);
  return remainder;
});

function crc32c(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC32C_TABLE[(crc ^ byte) & 0xff] ?? 0);
  return ~crc >>> 0;
}
