import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Crc64Nvme } from '#engine/platform/crc64nvme';
import { splitParts } from './splitParts';

/** What goes out in one request, in bytes: S3 wants parts of 5 MiB and more, and the SDK retries only what is in memory. */
export const PART_BYTES = 8 * 1024 * 1024;

/** What proves an object: its size, CRC-64/NVME (base64), and the ETag that most stores give it: of MD5 sums. */
export interface ObjectDigest {
  bytes: number;
  crc64nvme: string;
  /** Without quotes. Of an object in several parts: the MD5 of their MD5s, a hyphen, and their number. */
  etag: string;
}

/** Takes the digest of an object that is sent in parts. */
export class DigestBuilder {
  readonly #crc = new Crc64Nvme();
  readonly #md5s: Buffer[] = [];
  #bytes = 0;

  /** Parts come in order. */
  add(part: Buffer): void {
    this.#crc.update(part);
    this.#bytes += part.length;
    this.#md5s.push(createHash('md5').update(part).digest());
  }

  result(): ObjectDigest {
    return { bytes: this.#bytes, crc64nvme: this.#crc.digest(), etag: this.#etag() };
  }

  #etag(): string {
    const [only, ...others] = this.#md5s;
    if (only && others.length === 0) return only.toString('hex');
    const hash = createHash('md5').update(Buffer.concat(this.#md5s)).digest('hex');
    return `${hash}-${this.#md5s.length}`;
  }
}

/** The digest that an object will have. Rejects with what the stream fails with. */
export async function digestOf(stream: Readable): Promise<ObjectDigest> {
  const builder = new DigestBuilder();
  for await (const { bytes } of splitParts(stream, PART_BYTES)) builder.add(bytes);
  return builder.result();
}
