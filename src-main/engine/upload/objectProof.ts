import { GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import type { StoredObject } from '#contract/session';
import { digestOf, type ObjectDigest } from './objectDigest';
import { required, unquoted } from './s3Answers';
import { classifyS3Error } from './s3Errors';

/** Proves what a bucket holds. All methods throw AppError of the STORE_ codes, or the signal's reason. */
export class ObjectProof {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  /** True where an existing object is still the one that was stored. */
  async isUnchanged(object: StoredObject, signal: AbortSignal): Promise<boolean> {
    const head = await this.head(object.key, signal);
    if (head.bytes !== object.bytes) return false;
    if (head.crc64nvme !== undefined) return head.crc64nvme === object.crc64nvme;
    if (object.proof) return head.etag === object.proof.etag;
    return (await this.readBack(object.key, signal)) === object.crc64nvme;
  }

  /** Compares what the store holds with what it should: by the best proof that the store gives. */
  async prove(
    key: string,
    digest: ObjectDigest,
    signal: AbortSignal,
  ): Promise<{ stored: StoredObject | null; etag: string }> {
    const head = await this.head(key, signal);
    const { etag } = head;
    const stored = { key, bytes: digest.bytes, crc64nvme: digest.crc64nvme };
    if (head.bytes !== digest.bytes) return { stored: null, etag };
    if (head.crc64nvme !== undefined)
      return { stored: head.crc64nvme === digest.crc64nvme ? stored : null, etag };
    if (etag === digest.etag) return { stored: { ...stored, proof: { by: 'etag', etag } }, etag };
    // An ETag need not be made of MD5 sums: then only the bytes themselves tell.
    const isSame = (await this.readBack(key, signal)) === digest.crc64nvme;
    return { stored: isSame ? { ...stored, proof: { by: 'read-back', etag } } : null, etag };
  }

  /** Size, CRC-64/NVME where the store keeps one, and ETag without quotes. */
  async head(key: string, signal: AbortSignal) {
    const command = new HeadObjectCommand({ Bucket: this.#bucket, Key: key, ChecksumMode: 'ENABLED' });
    const head = await explained(
      this.#bucket,
      () => this.#client.send(command, { abortSignal: signal }),
      signal,
    );
    return {
      bytes: head.ContentLength,
      crc64nvme: head.ChecksumCRC64NVME,
      etag: unquoted(required(head.ETag, this.#bucket, 'ETag')),
    };
  }

  /** CRC-64/NVME of an object's bytes, read from the store. */
  async readBack(key: string, signal: AbortSignal): Promise<string> {
    return explained(
      this.#bucket,
      async () => {
        const command = new GetObjectCommand({ Bucket: this.#bucket, Key: key });
        const { Body: body } = await this.#client.send(command, { abortSignal: signal });
        if (!(body instanceof Readable)) throw new TypeError('a stream of bytes was expected');
        return (await digestOf(body)).crc64nvme;
      },
      signal,
    );
  }
}

/** Runs a request to a bucket; rejects with the signal's reason or an AppError of the STORE_ codes. */
export async function explained<T>(
  bucket: string,
  request: () => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  try {
    return await request();
  } catch (error) {
    signal.throwIfAborted();
    throw classifyS3Error(error, bucket, '');
  }
}
