import { s3Error } from './errors';
import type { S3Request } from './request';
import type { StoredObject } from './storage';

/**
 * Judges If-Match and If-None-Match of a request that would write an object.
 * @throws PreconditionFailed, NoSuchKey, NotImplemented
 */
export function checkWrite(request: S3Request, existing: StoredObject | undefined) {
  const ifNoneMatch = request.headers.get('if-none-match');
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') {
    throw s3Error('NotImplemented', undefined, { Header: 'If-None-Match' });
  }
  if (ifNoneMatch !== undefined && existing) {
    throw s3Error('PreconditionFailed', undefined, { Condition: 'If-None-Match' });
  }
  const ifMatch = request.headers.get('if-match');
  if (ifMatch === undefined) return;
  if (!existing) throw s3Error('NoSuchKey', undefined, { Key: request.key });
  if (!names(ifMatch, existing)) throw s3Error('PreconditionFailed', undefined, { Condition: 'If-Match' });
}

/**
 * Judges If-Match and If-None-Match of a request that reads an object.
 * @throws PreconditionFailed, NotModified
 */
export function checkRead(request: S3Request, existing: StoredObject) {
  const ifMatch = request.headers.get('if-match');
  if (ifMatch !== undefined && !names(ifMatch, existing)) {
    throw s3Error('PreconditionFailed', undefined, { Condition: 'If-Match' });
  }
  const ifNoneMatch = request.headers.get('if-none-match');
  if (ifNoneMatch !== undefined && names(ifNoneMatch, existing)) throw s3Error('NotModified');
}

/** True where a condition names the object's ETag, with or without quotes, or any. */
export function names(condition: string, existing: StoredObject): boolean {
  return condition === '*' || condition.replaceAll('"', '') === existing.etag.replaceAll('"', '');
}
