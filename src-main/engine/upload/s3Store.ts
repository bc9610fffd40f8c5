import {
  CopyObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { appError, AppError } from '#contract/errors';
import type { StoredObject } from '#contract/session';
import type { Logger } from '#engine/platform/log';
import { abortMultipart, Multipart } from './resumableUpload';
import { ownerOf, replacedKey } from './objects';
import { digestOf, DigestBuilder, PART_BYTES } from './objectDigest';
import { explained, ObjectProof } from './objectProof';
import { listAll, listPage, required, unquoted } from './s3Answers';
import { splitParts } from './splitParts';
import { classifyS3Error, httpStatusOf, isNoSuchUpload, isUnsupported } from './s3Errors';
import { checkBucket } from './checkBucket';
import type { PutResult, Store, StoreCheckResult, StoreUpload } from './store';
import type { UploadThrottle } from './uploadThrottle';
import type { UploadCheckpoint } from './uploadCheckpoint';

/** S3's answers to a conditional write that lost: the key exists, or another one is being written. */
const TAKEN_STATUSES = new Set([409, 412]);

interface WriteCondition {
  IfNoneMatch?: string;
  IfMatch?: string;
}

/** An S3 bucket. The rights to put, get and list are enough. `traffic` is the one that its client sends through. */
export class S3Store implements Store {
  readonly kind = 's3';
  readonly #client: S3Client;
  readonly #proof: ObjectProof;
  readonly #log: Logger;
  readonly #throttle: UploadThrottle | undefined;
  /** What the key's user may not do, so that it is said once. */
  readonly #denied = new Set<string>();
  /** What the store has not refused so far. */
  readonly #supports = { crc64nvme: true, conditions: true };

  constructor(
    client: S3Client,
    readonly place: string,
    log: Logger,
    throttle?: UploadThrottle,
  ) {
    this.#client = client;
    this.#proof = new ObjectProof(client, place);
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
      return (
        (await this.#attempt(upload)) ?? (await this.#attempt(upload)) ?? { outcome: 'corrupt', etag: null }
      );
    } catch (error) {
      upload.signal.throwIfAborted();
      if (this.#simplify(error)) {
        await this.abandon(upload.checkpoint, upload.signal);
        return this.put(upload);
      }
      const explained = classifyS3Error(error, this.place, upload.key);
      // Parts that the store holds otherwise than they were sent can't be gone on with.
      if (explained.code === 'STORE_CORRUPT') await this.abandon(upload.checkpoint, upload.signal);
      throw explained;
    }
  }

  async holds(object: StoredObject, signal: AbortSignal): Promise<boolean> {
    if (!(await this.#exists(object.key, signal))) return false;
    return this.#proof.isUnchanged(object, signal);
  }

  async copyAside(goatId: string, time: string, signal: AbortSignal): Promise<string[]> {
    const { keys } = await this.#list(`${goatId}/`, signal);
    for (const key of keys) await this.#copy(goatId, key, replacedKey(key, time), signal);
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
    await explained(this.place, () => listPage(this.#client, this.place, { MaxKeys: 1 }, signal), signal);
  }

  examine(signal: AbortSignal): Promise<StoreCheckResult> {
    return checkBucket(this.#client, this.place, signal);
  }

  /** Null if the multipart upload to resume no longer exists: the next attempt starts over. */
  async #attempt(upload: StoreUpload): Promise<PutResult | null> {
    const { key, onlyIfNew, claimEtag, signal } = upload;
    if (onlyIfNew && (await this.#isTaken(key, signal))) {
      const digest = await digestOf(upload.open());
      const { stored, etag } = await this.#proof.prove(key, digest, signal);
      if (stored) return { outcome: 'stored', stored };
      if (claimEtag === undefined || etag !== claimEtag) return { outcome: 'taken' };
      return this.#write(upload, { IfMatch: `"${claimEtag}"` });
    }
    if (onlyIfNew) return this.#write(upload, { IfNoneMatch: '*' });
    return this.#write(upload, {});
  }

  /** Writes an object and proves it. Null as in `#attempt`. */
  async #write(upload: StoreUpload, condition: WriteCondition): Promise<PutResult | null> {
    const { key, checkpoint, signal } = upload;
    const builder = new DigestBuilder();
    let written: string | null = null;
    let refusal: 'taken' | 'gone' | null = null;
    let hasSentAll = false;
    try {
      for await (const step of this.#send(upload, this.#supports.conditions ? condition : {}, builder)) {
        hasSentAll = step.isLast;
        written = step.etag;
      }
      if (written === null) refusal = 'taken';
    } catch (error) {
      const isConditional = condition.IfMatch !== undefined || condition.IfNoneMatch !== undefined;
      if (isConditional && TAKEN_STATUSES.has(httpStatusOf(error) ?? 0)) refusal = 'taken';
      else if (isNoSuchUpload(error)) refusal = 'gone';
      else throw error;
      if (!hasSentAll) {
        await checkpoint.clear();
        return null;
      }
    }
    if (refusal === 'gone') {
      await checkpoint.clear();
      // It is gone where it was completed, or where it was aborted.
      if (!(await this.#isTaken(key, signal))) return null;
    }
    // A refusal may come of our own write, whose answer was lost: the proof tells.
    const { stored, etag } = await this.#proof.prove(key, builder.result(), signal);
    if (stored) return { outcome: 'stored', stored };
    if (refusal === 'taken') return { outcome: 'taken' };
    await checkpoint.clear();
    if (refusal === 'gone') return null;
    return { outcome: 'corrupt', etag: etag === written ? etag : null };
  }

  /** Sends an object; yields the ETag of the answer with the last step, or null where another one has come before it. */
  async *#send(
    { key, open, contentType, checkpoint, onlyIfNew, signal }: StoreUpload,
    condition: WriteCondition,
    builder: DigestBuilder,
  ): AsyncGenerator<{ isLast: boolean; etag: string | null }, void, undefined> {
    const target = { Bucket: this.place, Key: key };
    const usesCrc64 = this.#supports.crc64nvme;
    let multipart: Multipart | null = null;
    for await (const part of splitParts(open(), PART_BYTES)) {
      builder.add(part.bytes);
      if (part.isLast && !multipart) {
        yield { isLast: true, etag: null };
        const checksum = usesCrc64
          ? { ChecksumCRC64NVME: builder.result().crc64nvme }
          : { ContentMD5: Buffer.from(builder.result().etag, 'hex').toString('base64') };
        const input = { ...target, ...condition, ...checksum, Body: part.bytes, ContentType: contentType };
        const answer = await this.#client.send(new PutObjectCommand(input), { abortSignal: signal });
        yield { isLast: true, etag: unquoted(required(answer.ETag, this.place, 'ETag')) };
        return;
      }
      multipart ??= await Multipart.open(
        this.#client,
        { ...target, contentType, partBytes: PART_BYTES, usesCrc64 },
        checkpoint,
        signal,
      );
      await multipart.send(part);
    }
    yield { isLast: true, etag: null };
    // A store may ignore conditions, and the parts took a while.
    if (onlyIfNew && condition.IfMatch === undefined && (await this.#isTaken(key, signal))) return;
    if (multipart) yield { isLast: true, etag: unquoted(await multipart.complete(condition)) };
  }

  /**
   * Drops what a store does not implement, so that the next try goes without it.
   * @returns false where the error says nothing of the kind, or nothing is left to drop.
   */
  #simplify(error: unknown): boolean {
    if (!isUnsupported(error)) return false;
    const names =
      error instanceof Error ? `${error.message} ${'Header' in error ? String(error.Header) : ''}` : '';
    const isCondition = /if-(none-)?match/i.test(names);
    if (this.#supports.crc64nvme && !isCondition) this.#supports.crc64nvme = false;
    else if (this.#supports.conditions) this.#supports.conditions = false;
    else return false;
    this.#log.warn({ store: this.place, ...this.#supports }, 'the store does not implement all of S3');
    return true;
  }

  async #copy(goatId: string, key: string, to: string, signal: AbortSignal): Promise<void> {
    const command = () =>
      new CopyObjectCommand({
        Bucket: this.place,
        Key: to,
        CopySource: [this.place, ...key.split('/')].map(encodeURIComponent).join('/'),
        ...(this.#supports.crc64nvme && { ChecksumAlgorithm: 'CRC64NVME' }),
      });
    const send = () => this.#client.send(command(), { abortSignal: signal });
    const answer = await explained(
      this.place,
      () =>
        send().catch((error: unknown) => {
          if (error instanceof Error && error.name === 'InvalidObjectState')
            throw appError('STORE_ARCHIVED', { bucket: this.place, goat_id: goatId, key }, { cause: error });
          if (this.#simplify(error)) return send();
          throw error;
        }),
      signal,
    );
    required(answer.CopyObjectResult?.ETag, this.place, 'ETag');
    const [original, copy] = [await this.#proof.head(key, signal), await this.#proof.head(to, signal)];
    // An object that another program has put, or a store of another kind, may have no such checksum.
    const [one, other] = [original.crc64nvme, copy.crc64nvme];
    const isSame = one === undefined || other === undefined || one === other;
    if (original.bytes !== copy.bytes || !isSame)
      throw appError('STORE_CORRUPT', { bucket: this.place, key: to });
  }

  async #exists(key: string, signal: AbortSignal): Promise<boolean> {
    // Listed, since a HEAD can't tell a missing object from a missing bucket or a foreign page.
    return (await this.#list(key, signal)).keys.includes(key);
  }

  /** True where a key is known to exist, whether or not the store honours conditional writes. */
  async #isTaken(key: string, signal: AbortSignal): Promise<boolean> {
    try {
      return await this.#exists(key, signal);
    } catch (error) {
      // Without the right to list, the conditional write alone decides.
      if (error instanceof AppError && error.code === 'STORE_DENIED') return false;
      throw error;
    }
  }

  #list(prefix: string, signal: AbortSignal, delimiter?: string) {
    const query = { Prefix: prefix, ...(delimiter !== undefined && { Delimiter: delimiter }) };
    return explained(this.place, () => listAll(this.#client, this.place, query, signal), signal);
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
