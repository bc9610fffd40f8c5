import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { fullObjectChecksum } from './checksums';
import { handleRequest } from './handleRequest';
import { Faults } from './faults';
import type { JournalEntry } from './journal';
import { s3Key, type S3Key } from './keys';
import type { Quirks } from './quirks';
import { emptyBucket, storedBytes, type Bucket, type Upload } from './storage';

export interface S3ServerOptions {
  /** Names; the first one is `server.bucket`. */
  readonly buckets?: readonly string[];
  readonly region?: string;
  /** The first one is `server.credentials`. */
  readonly keys?: readonly S3Key[];
  /** The server's clock, ms since 1970. */
  readonly nowMs?: () => number;
  /** The most entries in one page of a list; S3's 1000 if not given. */
  readonly pageSize?: number;
  /** Ways in which it differs from AWS. */
  readonly quirks?: Quirks;
}

/** What a bucket holds under a key, as tests compare it. */
export interface HeldObject {
  readonly bytes: Buffer;
  /** Base64, of the bytes as they are now, whatever checksum they came with. */
  readonly crc64nvme: string;
  /** Without the prefix `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly etag: string;
}

const METADATA_PREFIX = 'x-amz-meta-';

/** Starts an S3 server on a free port of 127.0.0.1. It keeps everything in memory. */
export async function startS3Server(options: S3ServerOptions = {}): Promise<S3Server> {
  const server = new S3Server(options);
  await server.resume();
  return server;
}

/** A strict S3 of one region, path-style, over HTTP: what it does not know it refuses. */
export class S3Server {
  readonly region: string;
  readonly pageSize: number;
  /** May be changed while the server runs. */
  readonly quirks: Quirks;
  /** By their ids; may be changed while the server runs. */
  readonly keys: Map<string, S3Key>;
  readonly buckets: Map<string, Bucket>;
  readonly faults = new Faults();
  /** Every request since the start, in the order of arrival. */
  readonly journal: JournalEntry[] = [];
  /** May be replaced, to set the clock. */
  nowMs: () => number;
  readonly #http: Server;
  readonly #firstKey: S3Key;
  #port = 0;

  constructor({
    buckets = ['training-937249941844'],
    region = 'us-east-2',
    keys = [s3Key({ accessKeyId: 'AKIATESTTESTTESTTEST', secretAccessKey: 'secret/of+the/tests' })],
    nowMs = Date.now,
    pageSize = 1000,
    quirks = {},
  }: S3ServerOptions = {}) {
    const [firstKey] = keys;
    if (!firstKey) throw new Error('The server needs a key');
    this.#firstKey = firstKey;
    this.region = region;
    this.pageSize = pageSize;
    this.quirks = quirks;
    this.keys = new Map(keys.map((key) => [key.accessKeyId, key]));
    this.buckets = new Map(buckets.map((name) => [name, emptyBucket(name)]));
    this.nowMs = nowMs;
    const serve = (message: IncomingMessage, response: ServerResponse) => void this.#serve(message, response);
    // With Expect: 100-continue the body is asked for only where a fault does not forbid it.
    this.#http = createServer(serve).on('checkContinue', serve);
  }

  /** `http://127.0.0.1:PORT`, the same over the server's life. */
  get endpoint(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The name of the first bucket. */
  get bucket(): string {
    return [...this.buckets.keys()][0] ?? '';
  }

  /** The first key, as the AWS SDK takes it. */
  get credentials(): { accessKeyId: string; secretAccessKey: string; sessionToken?: string } {
    const { accessKeyId, secretAccessKey, sessionToken } = this.#firstKey;
    return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
  }

  /** What the first key may do. */
  get allowed(): S3Key['allowed'] {
    return this.#firstKey.allowed;
  }

  /** The environment variables that point the application at this server. */
  get environment(): Record<string, string> {
    const { accessKeyId, secretAccessKey, sessionToken } = this.credentials;
    return {
      S3_ENDPOINT: this.endpoint,
      S3_TRAINING_BUCKET: this.bucket,
      AWS_REGION: this.region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      ...(sessionToken !== undefined && { AWS_SESSION_TOKEN: sessionToken }),
    };
  }

  /** What a bucket holds, by key, in the order it was written. */
  objects(bucket = this.bucket): Map<string, HeldObject> {
    const held = [...this.#bucketOf(bucket).objects].map(([key, { bytes, headers, etag }]) => {
      const metadata = Object.entries(headers)
        .filter(([name]) => name.startsWith(METADATA_PREFIX))
        .map(([name, value]) => [name.slice(METADATA_PREFIX.length), value] as const);
      const object: HeldObject = {
        bytes,
        crc64nvme: fullObjectChecksum('CRC64NVME', bytes).value,
        metadata: Object.fromEntries(metadata),
        contentType: headers['content-type'] ?? '',
        etag,
      };
      return [key, object] as const;
    });
    return new Map(held);
  }

  /** Puts an object into a bucket, past all checks. */
  hold(key: string, content: string | Buffer, bucket = this.bucket) {
    const kept = storedBytes(Buffer.from(content), undefined, new Date(this.nowMs()));
    this.#bucketOf(bucket).objects.set(key, { ...kept, headers: {} });
  }

  /** The multipart uploads that are neither completed nor aborted, the oldest first. */
  uploads(bucket = this.bucket): Upload[] {
    return [...this.#bucketOf(bucket).uploads.values()];
  }

  /** The journal's entries of one operation. */
  requests(operation: JournalEntry['operation']): JournalEntry[] {
    return this.journal.filter((entry) => entry.operation === operation);
  }

  /** Closes the port and resets what is connected; connections are refused until `resume`. */
  async pause(): Promise<void> {
    if (!this.#http.listening) return;
    const closed = once(this.#http, 'close');
    this.#http.close();
    this.#http.closeAllConnections();
    await closed;
  }

  /** Listens again, on the same port, with all that was held. */
  async resume(): Promise<void> {
    this.#http.listen(this.#port, '127.0.0.1');
    await once(this.#http, 'listening');
    const address = this.#http.address();
    if (address === null || typeof address === 'string') throw new Error('The server has no port');
    this.#port = address.port;
  }

  /** Ends all faults, all connections, and the server. */
  async stop(): Promise<void> {
    // In this order, so that what a fault holds is not done in the last moment.
    await this.pause();
    this.faults.clear();
  }

  #bucketOf(name: string): Bucket {
    const bucket = this.buckets.get(name);
    if (!bucket) throw new Error(`The server has no bucket ${name}`);
    return bucket;
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const entry: JournalEntry = {
      method: message.method ?? '',
      url: message.url ?? '',
      startedMs: this.nowMs(),
      endedMs: null,
      operation: null,
      bucket: '',
      key: '',
      partNumber: null,
      bytes: 0,
      status: null,
      code: null,
      fault: null,
    };
    this.journal.push(entry);
    try {
      await handleRequest(this, message, response, entry);
    } catch (error) {
      // A fault of this server itself: the client must not wait, and the test must fail.
      message.destroy();
      throw error;
    }
  }
}
