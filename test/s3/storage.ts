import { createHash } from 'node:crypto';
import { fullObjectChecksum, type Checksum, type ChecksumAlgorithm, type ChecksumType } from './checksums';

/** The headers that are kept with an object and given back: content-type and its like, x-amz-meta-*. */
export type StoredHeaders = Readonly<Record<string, string>>;

export interface StoredObject {
  readonly bytes: Buffer;
  /** With its quotes. */
  readonly etag: string;
  readonly lastModified: Date;
  readonly headers: StoredHeaders;
  readonly checksum: Checksum;
}

export interface Part {
  readonly bytes: Buffer;
  readonly etag: string;
  readonly lastModified: Date;
  readonly checksum: Checksum;
}

/** A multipart upload that is neither completed nor aborted. */
export interface Upload {
  readonly id: string;
  readonly key: string;
  readonly initiated: Date;
  readonly headers: StoredHeaders;
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
  /** False where CRC64NVME was taken because the client named no algorithm. */
  readonly isAlgorithmChosen: boolean;
  readonly parts: Map<number, Part>;
}

export interface Bucket {
  readonly name: string;
  readonly objects: Map<string, StoredObject>;
  /** By their ids, the oldest first. */
  readonly uploads: Map<string, Upload>;
}

export function emptyBucket(name: string): Bucket {
  return { name, objects: new Map(), uploads: new Map() };
}

/** S3's default where a client gives no checksum. */
const DEFAULT_ALGORITHM: ChecksumAlgorithm = 'CRC64NVME';

/** Bytes as they are kept when they came in one request: an object, or a part of one. */
export function storedBytes(
  bytes: Buffer,
  algorithm: ChecksumAlgorithm | undefined,
  lastModified: Date,
): Part {
  return {
    bytes,
    etag: `"${md5(bytes)}"`,
    lastModified,
    checksum: fullObjectChecksum(algorithm ?? DEFAULT_ALGORITHM, bytes),
  };
}

/** The ETag of an object made of parts: the MD5 of their MD5s, and their number. */
export function multipartEtag(parts: readonly Part[]): string {
  const digests = parts.map((part) => Buffer.from(part.etag.replaceAll('"', ''), 'hex'));
  return `"${md5(Buffer.concat(digests))}-${parts.length}"`;
}

/** Names in the order of their UTF-8 bytes, as S3 lists them. */
export function inByteOrder(names: Iterable<string>): string[] {
  return [...names].sort(compareBytes);
}

/** Negative where `a` comes before `b` in the order of their UTF-8 bytes. */
export function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function md5(bytes: Buffer): string {
  return createHash('md5').update(bytes).digest('hex');
}
