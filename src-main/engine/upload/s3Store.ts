import {
  CopyObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';
import { appError } from '#contract/errors';
import type { StoredObject } from '#contract/session';
import type { Logger } from '#engine/platform/log';
import { Crc64Nvme } from '#engine/platform/crc64nvme';
import { checksumStream } from '#engine/platform/checksumStream';
import { abortMultipart, Multipart } from './resumableUpload';
import { ownerOf, replacedKey } from './objects';
import { splitParts } from './splitParts';
import { classifyS3Error, httpStatusOf, isNoSuchUpload } from './s3Errors';
import { checkBucket } from './checkBucket';
import type { PutResult, Store, StoreCheckResult, StoreUpload } from './store';
import type { UploadThrottle } from './uploadThrottle';
import type { UploadCheckpoint } from './uploadCheckpoint';

/** What goes out in one request, in bytes: S3 wants parts of 5 MiB and more, and the SDK retries only what is in memory. */
const PART_BYTES = 8 * 1024 * 1024;

/** S3's answers to a conditional write that lost: the key exists, or another one is being written. */
const TAKEN_STATUSES = new Set([409, 412]);

/** An S3 bucket. The rights to put, get and list are enough. `traffic` is the one that its client sends through. */
export class S3Store implements Store {
  readonly kind = 's3';
  readonly #client: S3Client;
  readonly #log: Logger;
  readonly #throttle: UploadThrottle | undefined;
  /** What the key's user may not do, so that it is said once. */
  readonly #denied = new Set<string>();

  constructor(
    client: S3Client,
    readonly place: string,
    log: Logger,
    throttle?: UploadThrottle,
  ) {
    this.#client = client;
    this.#log = log;
    this.#throttle = throttle;
  }

  get bytesPerSecond(): number {
    return this.#throttle?.bytesPerSecond ?? 0;
  }

  get rateHistory(): readonly number[] {
    return this.#throttle?.history ?? [];
  }

  async put(upload: StoreUpload): Promise<PutResult> {
    try {
      return (await this.#attempt(upload)) ?? (await this.#attempt(upload)) ?? { outcome: 'corrupt' };
    } catch (error) {
      upload.signal.throwIfAborted();
      const explained = classifyS3Error(error, this.place, upload.key);
      // Parts that the store holds otherwise than they were sent can't be gone on with.
      if (explained.code === 'STORE_CORRUPT') await this.abandon(upload.checkpoint, upload.signal);
      throw explained;
    }
  }

  async holds(object: StoredObject, signal: AbortSignal): Promise<boolean> {
    // Asked first, since a HEAD can't tell a missing object from a missing bucket.
    const { keys } = await this.#list(object.key, signal);
    return keys.includes(object.key) && this.#hasBytes(object, signal);
  }

  async copyAside(goatId: string, time: string, signal: AbortSignal): Promise<string[]> {
    const keys = (await this.#list(`${goatId}/`, signal)).keys;
    for (const key of keys) await this.#copy(key, replacedKey(key, time), signal);
    return keys;
  }

  async abandon(checkpoint: UploadCheckpoint, signal: AbortSignal): Promise<void> {
    const noted = await checkpoint.read();
    if (noted?.place === this.place)
      await this.#allowing('AbortMultipartUpload', () => abortMultipart(this.#client, noted, signal));
    await checkpoint.clear();
  }

  async sweep(goatId: string, signal: AbortSignal): Promise<void> {
    await this.#allowing('ListMultipartUploads', async () => {
      const command = new ListMultipartUploadsCommand({ Bucket: this.place, Prefix: `${goatId}/` });
      // Never more than the thousand that one answer tells of.
      const { Uploads: uploads = [] } = await this.#client.send(command, { abortSignal: signal });
      for (const { Key: key, UploadId: uploadId } of uploads) {
        if (key === undefined || uploadId === undefined) continue;
        const left = { place: this.place, key, uploadId };
        await this.#allowing('AbortMultipartUpload', () => abortMultipart(this.#client, left, signal));
      }
    });
  }

  async listGoats(signal: AbortSignal): Promise<string[]> {
    const { prefixes } = await this.#list('', signal, '/');
    return prefixes.map(ownerOf).filter((goatId) => goatId !== null);
  }

  async check(signal: AbortSignal): Promise<void> {
    const command = new ListObjectsV2Command({ Bucket: this.place, MaxKeys: 1 });
    await this.#try(() => this.#client.send(command, { abortSignal: signal }), signal);
  }

  examine(signal: AbortSignal): Promise<StoreCheckResult> {
    return checkBucket(this.#client, this.place, signal);
  }

  /** Null where the upload in parts that was to be gone on with is not there any more: the next try begins anew. */
  async #attempt(upload: StoreUpload): Promise<PutResult | null> {
    const { key, onlyIfNew, checkpoint, signal } = upload;
    const source = checksumStream(upload.open());
    let rejection: 'taken' | 'gone' | null = null;
    try {
      await this.#send(upload, source.stream);
    } catch (error) {
      const hasSentAll = source.stream.readableEnded;
      source.stream.destroy();
      if (onlyIfNew && TAKEN_STATUSES.has(httpStatusOf(error) ?? 0)) rejection = 'taken';
      else if (isNoSuchUpload(error)) rejection = 'gone';
      else throw error;
      if (!hasSentAll) {
        await checkpoint.clear();
        return null;
      }
    }
    const stored = { key, ...source.result() };
    // A refusal may come of our own write, whose answer was lost: the store's checksum tells.
    if (await this.#hasBytes(stored, signal)) return { outcome: 'stored', stored };
    if (rejection === 'taken') return { outcome: 'taken' };
    await checkpoint.clear();
    return rejection === 'gone' ? null : { outcome: 'corrupt' };
  }

  async #send(
    { key, contentType, onlyIfNew, checkpoint, signal }: StoreUpload,
    stream: Readable,
  ): Promise<void> {
    const target = { Bucket: this.place, Key: key };
    const condition = onlyIfNew ? { IfNoneMatch: '*' } : {};
    let multipart: Multipart | null = null;
    for await (const part of splitParts(stream, PART_BYTES)) {
      if (part.isLast && !multipart) {
        const checksum = { ChecksumCRC64NVME: new Crc64Nvme().update(part.bytes).digest() };
        const input = { ...target, ...condition, ...checksum, Body: part.bytes, ContentType: contentType };
        await this.#client.send(new PutObjectCommand(input), { abortSignal: signal });
        return;
      }
      multipart ??= await Multipart.open(
        this.#client,
        { ...target, contentType, partBytes: PART_BYTES },
        checkpoint,
        signal,
      );
      await multipart.send(part);
    }
    await multipart?.complete(condition);
  }

  async #hasBytes(wanted: StoredObject, signal: AbortSignal): Promise<boolean> {
    const { bytes, crc64nvme } = await this.#head(wanted.key, signal);
    return bytes === wanted.bytes && crc64nvme === wanted.crc64nvme;
  }

  async #head(key: string, signal: AbortSignal) {
    const command = new HeadObjectCommand({ Bucket: this.place, Key: key, ChecksumMode: 'ENABLED' });
    const head = await this.#try(() => this.#client.send(command, { abortSignal: signal }), signal);
    return { bytes: head.ContentLength, crc64nvme: head.ChecksumCRC64NVME };
  }

  async #copy(key: string, to: string, signal: AbortSignal): Promise<void> {
    const command = new CopyObjectCommand({
      Bucket: this.place,
      Key: to,
      CopySource: encodeURI(`${this.place}/${key}`),
      ChecksumAlgorithm: 'CRC64NVME',
    });
    await this.#try(() => this.#client.send(command, { abortSignal: signal }), signal);
    const [original, copy] = [await this.#head(key, signal), await this.#head(to, signal)];
    // An object that another program has put may have no such checksum.
    const isSame = original.crc64nvme === undefined || original.crc64nvme === copy.crc64nvme;
    if (original.bytes !== copy.bytes || !isSame)
      throw appError('STORE_CORRUPT', { bucket: this.place, key: to });
  }

  async #list(prefix: string, signal: AbortSignal, delimiter?: string) {
    const keys: string[] = [];
    const prefixes: string[] = [];
    let token: string | undefined;
    do {
      const command = new ListObjectsV2Command({
        Bucket: this.place,
        Prefix: prefix,
        Delimiter: delimiter,
        ContinuationToken: token,
      });
      const page = await this.#try(() => this.#client.send(command, { abortSignal: signal }), signal);
      for (const { Key: key } of page.Contents ?? []) if (key !== undefined) keys.push(key);
      for (const { Prefix: found } of page.CommonPrefixes ?? [])
        if (found !== undefined) prefixes.push(found);
      token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
    return { keys, prefixes };
  }

  async #try<T>(request: () => Promise<T>, signal: AbortSignal): Promise<T> {
    try {
      return await request();
    } catch (error) {
      signal.throwIfAborted();
      throw classifyS3Error(error, this.place, '');
    }
  }

  /** Does what is welcome but not needed: where it is denied or fails, all goes on without, and the log says so once. */
  async #allowing(action: string, request: () => Promise<void>): Promise<void> {
    try {
      await request();
    } catch (error) {
      if (isNoSuchUpload(error) || this.#denied.has(action)) return;
      const { fault, message } = classifyS3Error(error, this.place, '');
      if (fault.code === 'STORE_DENIED') this.#denied.add(action);
      this.#log.warn({ action, fault }, `parts of a broken-off upload may be left in the store: ${message}`);
    }
  }
}
