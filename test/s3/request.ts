import type { IncomingMessage } from 'node:http';
import { s3Error } from './errors';

/** A request as S3 looks at it, path-style: `/bucket/key`. */
export interface S3Request {
  readonly method: string;
  /** Decoded, with its slashes; what was signed. */
  readonly path: string;
  /** Empty for a request to the service itself. */
  readonly bucket: string;
  /** Empty for a request to a bucket. */
  readonly key: string;
  /** Decoded names and values. */
  readonly query: ReadonlyMap<string, string>;
  /** By lower-case name; one that came several times is joined by commas. */
  readonly headers: ReadonlyMap<string, string>;
}

const MAX_KEY_BYTES = 1024;

/**
 * Reads the request line and the headers.
 * @throws InvalidURI, InvalidArgument, KeyTooLongError
 */
export function readRequest(message: IncomingMessage): S3Request {
  const [rawPath = '', search = ''] = splitOnce(message.url ?? '', '?');
  const path = decode(rawPath);
  if (!path.startsWith('/')) throw s3Error('InvalidURI');
  const [bucket = '', key = ''] = splitOnce(path.slice(1), '/');
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw s3Error('KeyTooLongError');

  const query = new Map<string, string>();
  for (const pair of search.split('&').filter(Boolean)) {
    const [name = '', value = ''] = splitOnce(pair.replaceAll('+', '%20'), '=').map(decode);
    if (query.has(name)) throw s3Error('InvalidArgument', `The query parameter ${name} came twice`);
    query.set(name, value);
  }

  const headers = new Map(
    Object.entries(message.headersDistinct).map(([name, values = []]) => [name, values.join(',')]),
  );
  return { method: message.method ?? '', path, bucket, key, query, headers };
}

/** Percent-encodes all but RFC 3986's unreserved characters, as signatures and listings want it. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Percent-encodes a path but its slashes. */
export function percentEncodePath(path: string): string {
  return path.split('/').map(percentEncode).join('/');
}

/** @throws InvalidURI where the percent signs are no valid UTF-8 */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw s3Error('InvalidURI');
  }
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
