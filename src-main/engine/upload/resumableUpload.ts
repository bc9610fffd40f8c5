import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Crc64Nvme } from '#engine/platform/crc64nvme';
import { createHash } from 'node:crypto';
import { required } from './s3Answers';
import type { Part } from './splitParts';
import type { MultipartCheckpoint, UploadedPart, UploadCheckpoint } from './uploadCheckpoint';

export interface MultipartTarget {
  Bucket: string;
  Key: string;
  contentType: string;
  /** Size of all parts but the last. */
  partBytes: number;
  /** False where the store does not know CRC-64/NVME: then each part goes with its MD5. */
  usesCrc64: boolean;
}

/**
 * An upload in parts, each noted when the store has it. CRC-64/NVME is the checksum that S3 keeps of the whole object
 * also when it came in parts. All methods throw what the SDK throws.
 */
export class Multipart {
  readonly #client: S3Client;
  readonly #checkpoint: UploadCheckpoint;
  readonly #signal: AbortSignal;
  readonly #saved: MultipartCheckpoint;
  readonly #usesCrc64: boolean;
  readonly #sent: UploadedPart[] = [];
  readonly #whole = new Crc64Nvme();

  private constructor(
    client: S3Client,
    checkpoint: UploadCheckpoint,
    noted: MultipartCheckpoint,
    usesCrc64: boolean,
    signal: AbortSignal,
  ) {
    this.#client = client;
    this.#checkpoint = checkpoint;
    this.#saved = noted;
    this.#usesCrc64 = usesCrc64;
    this.#signal = signal;
  }

  /** Goes on with the upload that the notes tell of, where it is one to this target; else begins one. */
  static async open(
    client: S3Client,
    target: MultipartTarget,
    checkpoint: UploadCheckpoint,
    signal: AbortSignal,
  ): Promise<Multipart> {
    const { Bucket, Key, contentType, partBytes, usesCrc64 } = target;
    const noted = await checkpoint.read();
    if (noted?.place === Bucket && noted.key === Key && noted.partBytes === partBytes)
      return new Multipart(client, checkpoint, noted, usesCrc64, signal);
    const command = new CreateMultipartUploadCommand({
      Bucket,
      Key,
      ContentType: contentType,
      ...(usesCrc64 && { ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'FULL_OBJECT' }),
    });
    const { UploadId: uploadId } = await client.send(command, { abortSignal: signal });
    const begun = {
      ...{ place: Bucket, key: Key, partBytes, parts: [] },
      uploadId: required(uploadId, Bucket, 'UploadId'),
    };
    await checkpoint.write(begun);
    return new Multipart(client, checkpoint, begun, usesCrc64, signal);
  }

  /** Sends a part, unless the store has it already. */
  async send({ number, bytes }: Part): Promise<void> {
    const crc64nvme = new Crc64Nvme().update(bytes).digest();
    this.#whole.update(bytes);
    const noted = this.#saved.parts.find((part) => part.number === number);
    if (noted?.bytes === bytes.length && noted.crc64nvme === crc64nvme) {
      this.#sent.push(noted);
      return;
    }
    const command = new UploadPartCommand({
      ...this.#upload,
      PartNumber: number,
      Body: bytes,
      ...(this.#usesCrc64
        ? { ChecksumCRC64NVME: crc64nvme }
        : { ContentMD5: createHash('md5').update(bytes).digest('base64') }),
    });
    const { ETag: etag } = await this.#client.send(command, { abortSignal: this.#signal });
    this.#sent.push({
      ...{ number, bytes: bytes.length, crc64nvme },
      etag: required(etag, this.#saved.place, 'ETag'),
    });
    await this.#checkpoint.write({ ...this.#saved, parts: this.#sent });
  }

  /** @returns the object's ETag, with its quotes. */
  async complete(condition: { IfNoneMatch?: string; IfMatch?: string }): Promise<string> {
    const command = new CompleteMultipartUploadCommand({
      ...this.#upload,
      ...condition,
      MultipartUpload: {
        Parts: this.#sent.map(({ number, crc64nvme, etag }) => ({
          PartNumber: number,
          ETag: etag,
          ...(this.#usesCrc64 && { ChecksumCRC64NVME: crc64nvme }),
        })),
      },
      ...(this.#usesCrc64 && { ChecksumType: 'FULL_OBJECT', ChecksumCRC64NVME: this.#whole.digest() }),
    });
    const { ETag: etag } = await this.#client.send(command, { abortSignal: this.#signal });
    return required(etag, this.#saved.place, 'ETag');
  }

  get #upload() {
    const { place, key, uploadId } = this.#saved;
    return { Bucket: place, Key: key, UploadId: uploadId };
  }
}

/** Frees what the store keeps of an upload in parts that nobody will complete. Throws what the SDK throws. */
export async function abortMultipart(
  client: S3Client,
  { place, key, uploadId }: Pick<MultipartCheckpoint, 'place' | 'key' | 'uploadId'>,
  signal: AbortSignal,
): Promise<void> {
  const command = new AbortMultipartUploadCommand({ Bucket: place, Key: key, UploadId: uploadId });
  await client.send(command, { abortSignal: signal });
}
