import { s3Error } from './errors';
import { sha256, type Signer } from './signature';

/** How the body of an `aws-chunked` request is to be read. */
export interface Chunking {
  /** Bytes of the object, from x-amz-decoded-content-length. */
  readonly decodedLength: number;
  /** Lower-case names from x-amz-trailer; each must come, and no other may. */
  readonly trailerNames: readonly string[];
  /** Given where each chunk, and the trailers, carry a signature. */
  readonly signer: Signer | undefined;
}

const MIN_CHUNK_BYTES = 8192;
const MAX_LINE_BYTES = 8192;
const UNSIGNED_HEAD = /^(?<size>[0-9a-fA-F]{1,8})$/;
const SIGNED_HEAD = /^(?<size>[0-9a-fA-F]{1,8});chunk-signature=(?<signature>[0-9a-f]{64})$/;

/**
 * Takes the frames of aws-chunked off a body, and verifies signatures and lengths. Trailers are not compared
 * with the bytes yet. Each chunk but the last must have 8 KiB or more, as S3 demands.
 * @throws IncompleteBody, InvalidChunkSizeError, MalformedTrailerError, SignatureDoesNotMatch
 */
export function decodeAwsChunked(
  raw: Buffer,
  { decodedLength, trailerNames, signer }: Chunking,
): { bytes: Buffer; trailers: Map<string, string> } {
  const lines = new LineReader(raw);
  const chunks: Buffer[] = [];
  let signature = signer?.seedSignature ?? '';
  for (;;) {
    const head = (signer ? SIGNED_HEAD : UNSIGNED_HEAD).exec(lines.line())?.groups;
    if (!head) throw s3Error('IncompleteBody');
    const size = Number.parseInt(head.size ?? '', 16);
    const chunk = lines.take(size);
    if (signer) {
      signature = verified(
        signer.sign('AWS4-HMAC-SHA256-PAYLOAD', [signature, sha256(''), sha256(chunk)]),
        head,
      );
    }
    if (size === 0) break;
    const previous = chunks.at(-1);
    if (previous && previous.length < MIN_CHUNK_BYTES) {
      throw s3Error('InvalidChunkSizeError', undefined, {
        Chunk: chunks.length,
        BadChunkSize: previous.length,
      });
    }
    chunks.push(chunk);
    if (lines.line() !== '') throw s3Error('IncompleteBody');
  }
  const trailers = readTrailers(lines, trailerNames, signer, signature);
  const bytes = Buffer.concat(chunks);
  if (bytes.length !== decodedLength || !lines.isAtEnd()) {
    throw s3Error('IncompleteBody', undefined, {
      NumberBytesExpected: decodedLength,
      NumberBytesReceived: bytes.length,
    });
  }
  return { bytes, trailers };
}

function readTrailers(
  lines: LineReader,
  names: readonly string[],
  signer: Signer | undefined,
  lastSignature: string,
): Map<string, string> {
  const trailers = new Map<string, string>();
  let signed = '';
  let head: { signature?: string } = {};
  for (let line = lines.line(); line !== ''; line = lines.line()) {
    const [, name = '', value = ''] = /^([a-z0-9-]+):(.*)$/i.exec(line) ?? [];
    if (signer && name === 'x-amz-trailer-signature') {
      head = { signature: value };
    } else {
      trailers.set(name.toLowerCase(), value.trim());
      signed += `${name.toLowerCase()}:${value.trim()}\n`;
    }
  }
  const wanted = [...names].sort().join();
  if ([...trailers.keys()].sort().join() !== wanted) throw s3Error('MalformedTrailerError');
  if (signer && names.length > 0) {
    verified(signer.sign('AWS4-HMAC-SHA256-TRAILER', [lastSignature, sha256(signed)]), head);
  }
  return trailers;
}

function verified(calculated: string, given: { signature?: string }): string {
  if (calculated !== given.signature) throw s3Error('SignatureDoesNotMatch');
  return calculated;
}

/** Reads a body by lines that end with CR LF, and by counted bytes. */
class LineReader {
  #at = 0;

  constructor(private readonly raw: Buffer) {}

  line(): string {
    const end = this.raw.indexOf('\r\n', this.#at);
    if (end < 0 || end - this.#at > MAX_LINE_BYTES) throw s3Error('IncompleteBody');
    const line = this.raw.toString('latin1', this.#at, end);
    this.#at = end + 2;
    return line;
  }

  take(size: number): Buffer {
    const bytes = this.raw.subarray(this.#at, this.#at + size);
    if (bytes.length < size) throw s3Error('IncompleteBody');
    this.#at += size;
    return bytes;
  }

  isAtEnd(): boolean {
    return this.#at === this.raw.length;
  }
}
