import { checksumHeader, type Checksum } from './checksums';
import { s3Error } from './errors';
import type { Action } from './keys';
import type { Payload } from './payload';
import type { S3Request } from './request';
import type { Bucket } from './storage';
import { element, xmlDocument, type Markup } from './xml';

/** What an operation is given once signature, payload, permission and bucket are found good. */
export interface Call {
  readonly request: S3Request;
  readonly bucket: Bucket;
  readonly buckets: ReadonlyMap<string, Bucket>;
  readonly payload: Payload;
  readonly now: Date;
  /** The most entries in one page of a list; S3's is 1000. */
  readonly pageSize: number;
  readonly may: (action: Action) => boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: Buffer | string;
}

/** One operation of S3: how it is recognized, what it understands, and what it does. */
export interface Operation<Name extends string = string> {
  readonly name: Name;
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  readonly target: 'bucket' | 'object';
  /** Query parameters that must be there and tell it from others of the same method. */
  readonly marks?: readonly string[];
  /** A header that must be there too. */
  readonly markHeader?: string;
  /** Further query parameters that it understands. */
  readonly query?: readonly string[];
  /** Headers that it understands beside those of any request; a final asterisk stands for the rest of a name. */
  readonly headers?: readonly string[];
  /** What the key must be allowed before anything is looked at. */
  readonly needs?: Action;
  /** True where a checksum header speaks of the object, not of the body. */
  readonly checksumIsOfObject?: boolean;
  readonly run: (call: Call) => Answer;
}

const HEADERS_OF_ANY_REQUEST = [
  'accept',
  'accept-encoding',
  'amz-sdk-invocation-id',
  'amz-sdk-request',
  'authorization',
  'connection',
  'content-length',
  'content-type',
  'expect',
  'host',
  'transfer-encoding',
  'user-agent',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-security-token',
  'x-amz-user-agent',
  'x-amzn-trace-id',
];

/** The headers of an operation that takes a body with a checksum. */
export const BODY_HEADERS = [
  'content-encoding',
  'content-md5',
  'x-amz-decoded-content-length',
  'x-amz-sdk-checksum-algorithm',
  'x-amz-trailer',
  'x-amz-checksum-*',
];

/** The operation of `operations` that a request means, or undefined. The one with the most marks wins. */
export function recognize<Name extends string>(
  request: S3Request,
  operations: readonly Operation<Name>[],
): Operation<Name> | undefined {
  const target = request.key === '' ? 'bucket' : 'object';
  const marks = (operation: Operation) => [operation.markHeader ?? [], operation.marks ?? []].flat().length;
  return operations
    .filter(
      (operation) =>
        operation.method === request.method &&
        operation.target === target &&
        (operation.marks ?? []).every((mark) => request.query.has(mark)) &&
        (operation.markHeader === undefined || request.headers.has(operation.markHeader)),
    )
    .sort((a, b) => marks(b) - marks(a))[0];
}

/**
 * Refuses what this server would ignore: a client must not believe that it was heard.
 * @throws NotImplemented
 */
export function refuseUnknown(request: S3Request, operation: Operation) {
  const query = [...(operation.marks ?? []), ...(operation.query ?? []), 'x-id'];
  const headers = [...HEADERS_OF_ANY_REQUEST, operation.markHeader ?? '', ...(operation.headers ?? [])];
  const isKnown = (header: string) =>
    headers.some((known) => (known.endsWith('*') ? header.startsWith(known.slice(0, -1)) : header === known));
  const unknown = [
    ...[...request.query.keys()].filter((name) => !query.includes(name)),
    ...[...request.headers.keys()].filter((name) => !isKnown(name)),
  ];
  if (unknown.length > 0) {
    throw s3Error('NotImplemented', `${operation.name} does not know ${unknown.join(', ')} here`);
  }
}

/** An answer in S3's XML. */
export function xmlAnswer(root: string, children: readonly Markup[]): Answer {
  const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: xmlDocument(root, children, namespace),
  };
}

/** A checksum as headers of an answer. */
export function checksumHeaders(checksum: Checksum): Record<string, string> {
  return { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type };
}

/** The element of a checksum's value, such as ChecksumCRC64NVME. */
export function checksumElement(checksum: Checksum): Markup {
  return element(`Checksum${checksum.algorithm}`, checksum.value);
}

/**
 * A query parameter that is a whole number.
 * @throws InvalidArgument
 */
export function wholeNumber(request: S3Request, name: string, fallback: number, smallest = 0): number {
  const text = request.query.get(name);
  if (text === undefined) return fallback;
  if (!/^\d{1,9}$/.test(text) || Number(text) < smallest) {
    throw s3Error('InvalidArgument', `Provided ${name} not an integer or within integer range`, {
      ArgumentName: name,
      ArgumentValue: text,
    });
  }
  return Number(text);
}
