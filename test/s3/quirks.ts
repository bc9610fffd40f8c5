import { createHash } from 'node:crypto';
import { s3Error } from './errors';
import type { Answer } from './operation';
import type { S3Request } from './request';

/** Ways in which stores differ from AWS; none if not given. */
export interface Quirks {
  /** CRC-64/NVME: its headers are passed over, as by radosgw 16, or refused. */
  crc64nvme?: 'ignored' | 'refused';
  /** If-Match and If-None-Match of writes: passed over, or 501. */
  conditions?: 'ignored' | 'refused';
  /** ETags of objects are not made of MD5 sums, as with keys of a key management service. */
  etags?: 'opaque';
  /** The same continuation token for ever, or a truncated list without one. */
  lists?: 'same-token' | 'no-token';
}

const CRC64_HEADERS = ['x-amz-checksum-crc64nvme', 'x-amz-checksum-type'];

/** The request as a store with these quirks sees it. @throws NotImplemented, InvalidRequest */
export function asSeen(request: S3Request, { crc64nvme, conditions, lists }: Quirks): S3Request {
  const headers = new Map(request.headers);
  const query = new Map(request.query);
  const isWrite = request.method === 'PUT' || request.method === 'POST';
  for (const name of ['if-match', 'if-none-match']) {
    if (conditions === 'refused' && isWrite && headers.has(name))
      throw s3Error('NotImplemented', undefined, { Header: name });
    if (conditions === 'ignored' && isWrite) headers.delete(name);
  }
  const algorithms = ['x-amz-checksum-algorithm', 'x-amz-sdk-checksum-algorithm'];
  const named = algorithms.filter((name) => headers.get(name)?.toUpperCase() === 'CRC64NVME');
  const used = [...named, ...CRC64_HEADERS.filter((name) => headers.has(name))];
  if (crc64nvme === 'refused' && used.length > 0)
    throw s3Error('InvalidRequest', 'Checksum algorithm provided is unsupported.');
  if (crc64nvme === 'ignored') for (const name of used) headers.delete(name);
  if (lists === 'same-token') query.delete('continuation-token');
  return { ...request, headers, query };
}

/** The answer as a store with these quirks gives it. */
export function asGiven(answer: Answer, operation: string, { crc64nvme, etags, lists }: Quirks): Answer {
  const headers = new Map(Object.entries(answer.headers ?? {}));
  if (crc64nvme !== undefined) for (const name of CRC64_HEADERS) headers.delete(name);
  const etag = headers.get('etag');
  if (etags === 'opaque' && etag !== undefined && operation !== 'UploadPart')
    headers.set('etag', `"${createHash('sha256').update(String(etag)).digest('hex').slice(0, 32)}"`);
  const isList = operation === 'ListObjectsV2' && lists === 'no-token';
  const body = isList
    ? String(answer.body).replace(/<NextContinuationToken>.*<\/NextContinuationToken>/, '')
    : answer.body;
  return { ...answer, headers: Object.fromEntries(headers), ...(body !== undefined && { body }) };
}
