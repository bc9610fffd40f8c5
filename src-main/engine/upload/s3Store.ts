import { HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';
import { appError } from '../../contract/errors';
import type { StoredObject } from '../../contract/sessions';
import type { Logger } from '../log';
import { Crc64Nvme } from './crc64nvme';
import { measured } from './measured';
import { Multipart } from './multipart';
import { inParts } from './parts';
import { explainS3Error, httpStatusOf } from './s3Errors';
import type { PutResult, Store, StoreUpload } from './store';

/** What goes out in one request, in bytes: S3 wants parts of 5 MiB and more, and the SDK retries only what is in memory. */
const PART_BYTES = 8 * 1024 * 1024;

/** S3's answers to a conditional write that lost: the key exists, or another one is being written. */
const TAKEN_STATUSES = new Set([409, 412]);

/** An S3 bucket. The rights to put, get and list are enough. */
export class S3Store implements Store {
  readonly kind = 's3';
  readonly #client: S3Client;
  readonly #log: Logger;

  constructor(
    client: S3Client,
    readonly place: string,
    log: Logger,
  ) {
    this.#client = client;
    this.#log = log;
  }

  async put(upload: StoreUpload): Promise<PutResult> {
    const { key, onlyIfNew, signal } = upload;
    const source = measured(upload.open());
    try {
      await this.#send(upload, source.stream);
    } catch (error) {
      source.stream.destroy();
      signal.throwIfAborted();
      if (!onlyIfNew || !TAKEN_STATUSES.has(httpStatusOf(error) ?? 0))
        throw explainS3Error(error, this.place, key);
      // The write is only refused at its end, so all bytes are measured. It may be our own, whose answer was lost.
      const ours = { key, ...source.result() };
      return (await this.#holds(ours, signal)) ? { taken: false, stored: ours } : { taken: true };
    }
    const stored = { key, ...source.result() };
    if (!(await this.#holds(stored, signal))) throw appError('STORE_CORRUPT', { bucket: this.place, key });
    return { taken: false, stored };
  }

  async listGoats(signal: AbortSignal): Promise<string[]> {
    const goats: string[] = [];
    let token: string | undefined;
    do {
      const command = new ListObjectsV2Command({
        Bucket: this.place,
        Delimiter: '/',
        ContinuationToken: token,
      });
      const page = await this.#try(() => this.#client.send(command, { abortSignal: signal }), signal);
      for (const { Prefix: prefix } of page.CommonPrefixes ?? []) if (prefix) goats.push(prefix.slice(0, -1));
      token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
    return goats;
  }

  async check(signal: AbortSignal): Promise<void> {
    const command = new ListObjectsV2Command({ Bucket: this.place, MaxKeys: 1 });
    await this.#try(() => this.#client.send(command, { abortSignal: signal }), signal);
  }

  async #send({ key, contentType, onlyIfNew, signal }: StoreUpload, stream: Readable): Promise<void> {
    const target = { Bucket: this.place, Key: key };
    const condition = onlyIfNew ? { IfNoneMatch: '*' } : {};
    let multipart: Multipart | null = null;
    try {
      for await (const part of inParts(stream, PART_BYTES)) {
        if (part.isLast && !multipart) {
          const checksum = { ChecksumCRC64NVME: new Crc64Nvme().update(part.bytes).digest() };
          const input = { ...target, ...condition, ...checksum, Body: part.bytes, ContentType: contentType };
          await this.#client.send(new PutObjectCommand(input), { abortSignal: signal });
          return;
        }
        multipart ??= await Multipart.create(this.#client, { ...target, contentType }, signal);
        await multipart.send(part);
      }
      await multipart?.complete(condition);
    } catch (error) {
      await multipart?.abort().catch((cause: unknown) => {
        this.#log.warn({ key, cause }, 'the parts of a broken-off upload could not be removed');
      });
      throw error;
    }
  }

  async #holds(wanted: StoredObject, signal: AbortSignal): Promise<boolean> {
    const command = new HeadObjectCommand({ Bucket: this.place, Key: wanted.key, ChecksumMode: 'ENABLED' });
    const head = await this.#try(() => this.#client.send(command, { abortSignal: signal }), signal);
    return head.ContentLength === wanted.bytes && head.ChecksumCRC64NVME === wanted.crc64nvme;
  }

  async #try<T>(request: () => Promise<T>, signal: AbortSignal): Promise<T> {
    try {
      return await request();
    } catch (error) {
      signal.throwIfAborted();
      throw explainS3Error(error, this.place, '');
    }
  }
}
