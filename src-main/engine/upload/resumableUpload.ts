import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Crc64Nvme } from '#engine/platform/crc64nvme';
import type { Part } from './splitParts';
import type { MultipartCheckpoint, UploadedPart, UploadCheckpoint } from './uploadCheckpoint';

export interface MultipartTarget {
  Bucket: string;
  Key: string;
  contentType: string;
  /** Size of all parts but the last. */
  partBytes: number;
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
  readonly #sent: UploadedPart[] = [];
  readonly #whole = new Crc64Nvme();

  private constructor(
    client: S3Client,
    checkpoint: UploadCheckpoint,
    noted: MultipartCheckpoint,
    signal: AbortSignal,
  ) {
    this.#client = client;
    this.#checkpoint = checkpoint;
    this.#saved = noted;
    this.#signal = signal;
  }

  /** Goes on with the upload that the notes tell of, where it is one to this target; else begins one. */
  static async open(
    client: S3Client,
    target: MultipartTarget,
    checkpoint: UploadCheckpoint,
    signal: AbortSignal,
  ): Promise<Multipart> {
    const { Bucket, Key, contentType, partBytes } = target;
    const noted = await checkpoint.read();
    if (noted?.place === Bucket && noted.key === Key && noted.partBytes === partBytes)
      return new Multipart(client, checkpoint, noted, signal);
    const command = new CreateMultipartUploadCommand({
      Bucket,
      Key,
      ContentType: contentType,
      ChecksumAlgorithm: 'CRC64NVME',
      ChecksumType: 'FULL_OBJECT',
    });
    const { UploadId: uploadId } = await client.send(command, { abortSignal: signal });
    if (uploadId === undefined) throw new Error(`the store gave no id for an upload of ${Key}`);
    const begun = { place: Bucket, key: Key, uploadId, partBytes, parts: [] };
    await checkpoint.write(begun);
    return new Multipart(client, checkpoint, begun, signal);
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
      ChecksumCRC64NVME: crc64nvme,
    });
    const { ETag: etag } = await this.#client.send(command, { abortSignal: this.#signal });
    if (etag === undefined) throw new Error(`the store gave no ETag for part ${number}`);
    this.#sent.push({ number, bytes: bytes.length, crc64nvme, etag });
    await this.#checkpoint.write({ ...this.#saved, parts: this.#sent });
  }

  async complete(condition: { IfNoneMatch?: string }): Promise<void> {
    const command = new CompleteMultipartUploadCommand({
      ...this.#upload,
      ...condition,
      MultipartUpload: {
        Parts: this.#sent.map(({ number, crc64nvme, etag }) => ({
          PartNumber: number,
          ETag: etag,
          ChecksumCRC64NVME: crc64nvme,
        })),
      },
      ChecksumType: 'FULL_OBJECT',
      ChecksumCRC64NVME: this.#whole.digest(),
    });
    await this.#client.send(command, { abortSignal: this.#signal });
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
