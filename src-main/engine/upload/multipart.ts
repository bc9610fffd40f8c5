import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
  type CompletedPart,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Crc64Nvme } from './crc64nvme';
import type { Part } from './parts';

interface Target {
  Bucket: string;
  Key: string;
}

/**
 * An upload in parts. CRC-64/NVME is the checksum that S3 keeps of the whole object also when it came in parts.
 * All methods throw what the SDK throws.
 */
export class Multipart {
  readonly #client: S3Client;
  readonly #upload: Target & { UploadId: string | undefined };
  readonly #signal: AbortSignal;
  readonly #parts: CompletedPart[] = [];
  readonly #whole = new Crc64Nvme();

  private constructor(
    client: S3Client,
    upload: Target & { UploadId: string | undefined },
    signal: AbortSignal,
  ) {
    this.#client = client;
    this.#upload = upload;
    this.#signal = signal;
  }

  static async create(
    client: S3Client,
    { contentType, ...target }: Target & { contentType: string },
    signal: AbortSignal,
  ): Promise<Multipart> {
    const command = new CreateMultipartUploadCommand({
      ...target,
      ContentType: contentType,
      ChecksumAlgorithm: 'CRC64NVME',
      ChecksumType: 'FULL_OBJECT',
    });
    const { UploadId } = await client.send(command, { abortSignal: signal });
    return new Multipart(client, { ...target, UploadId }, signal);
  }

  async send({ number, bytes }: Part): Promise<void> {
    const ChecksumCRC64NVME = new Crc64Nvme().update(bytes).digest();
    const command = new UploadPartCommand({
      ...this.#upload,
      PartNumber: number,
      Body: bytes,
      ChecksumCRC64NVME,
    });
    const { ETag } = await this.#client.send(command, { abortSignal: this.#signal });
    this.#whole.update(bytes);
    this.#parts.push({ PartNumber: number, ETag, ChecksumCRC64NVME });
  }

  async complete(condition: { IfNoneMatch?: string }): Promise<void> {
    const command = new CompleteMultipartUploadCommand({
      ...this.#upload,
      ...condition,
      MultipartUpload: { Parts: this.#parts },
      ChecksumType: 'FULL_OBJECT',
      ChecksumCRC64NVME: this.#whole.digest(),
    });
    await this.#client.send(command, { abortSignal: this.#signal });
  }

  /** Frees what the store keeps of an upload that is given up; not bound to the signal, which may be aborted by now. */
  async abort(): Promise<void> {
    await this.#client.send(new AbortMultipartUploadCommand(this.#upload));
  }
}
