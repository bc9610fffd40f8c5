import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { s3Error } from './errors';
import type { S3Key } from './keys';
import { percentEncode, percentEncodePath, type S3Request } from './request';

/** What follows from a verified signature: who asks, and how the chunks of the body are signed. */
export interface Signer {
  readonly key: S3Key;
  /** Hexadecimal, of the request's headers; the first chunk's signature builds on it. */
  readonly seedSignature: string;
  /** Signs the lines after date and scope, under an algorithm such as AWS4-HMAC-SHA256-PAYLOAD. */
  sign(algorithm: string, lines: readonly string[]): string;
}

/** Where and when a request is judged. */
export interface Authenticator {
  readonly keys: ReadonlyMap<string, S3Key>;
  readonly region: string;
  readonly service: string;
  /** The server's clock, in ms since 1970. */
  readonly nowMs: number;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const MAX_SKEW_MS = 15 * 60 * 1000;
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 +Credential=(?<id>[^/,]+)\/(?<day>\d{8})\/(?<region>[^/,]+)\/(?<service>[^/,]+)\/aws4_request, *SignedHeaders=(?<names>[a-z0-9_;-]+), *Signature=(?<signature>[0-9a-f]{64})$/;
const ISO_BASIC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/**
 * Verifies a request's Signature Version 4 in its headers (the payload's hash is only taken by its word here).
 * @param payloadHash what `x-amz-content-sha256` says
 * @throws AccessDenied, AuthorizationHeaderMalformed, InvalidAccessKeyId, InvalidToken, ExpiredToken,
 *   RequestTimeTooSkewed, SignatureDoesNotMatch
 */
export function authenticate(request: S3Request, payloadHash: string, judge: Authenticator): Signer {
  const authorization = request.headers.get('authorization');
  if (authorization === undefined) throw s3Error('AccessDenied');
  const fields = AUTHORIZATION.exec(authorization)?.groups;
  if (!fields) throw s3Error('AuthorizationHeaderMalformed');
  const { id = '', day = '', region = '', service = '', names = '', signature = '' } = fields;
  if (region !== judge.region || service !== judge.service) {
    throw s3Error(
      'AuthorizationHeaderMalformed',
      `The authorization header is malformed; the scope '${region}/${service}' is wrong; expecting '${judge.region}/${judge.service}'`,
      { Region: judge.region },
    );
  }
  const key = judge.keys.get(id);
  if (!key) throw s3Error('InvalidAccessKeyId', undefined, { AWSAccessKeyId: id });
  checkToken(key, request.headers.get('x-amz-security-token'));
  const date = request.headers.get('x-amz-date') ?? '';
  checkDate(date, day, judge.nowMs);
  const signedNames = names.split(';');
  checkSignedNames(request, signedNames);

  const scope = `${day}/${region}/${service}/aws4_request`;
  const signingKey = [day, region, service, 'aws4_request'].reduce<Buffer>(
    hmac,
    Buffer.from(`AWS4${key.secretAccessKey}`),
  );
  const sign = (algorithm: string, lines: readonly string[]) =>
    hmac(signingKey, [algorithm, date, scope, ...lines].join('\n')).toString('hex');
  const canonical = canonicalRequest(request, signedNames, payloadHash);
  const calculated = sign(ALGORITHM, [sha256(canonical)]);
  if (!timingSafeEqual(Buffer.from(calculated), Buffer.from(signature))) {
    throw s3Error('SignatureDoesNotMatch', undefined, {
      AWSAccessKeyId: id,
      SignatureProvided: signature,
      CanonicalRequest: canonical,
    });
  }
  return { key, seedSignature: signature, sign };
}

/** Hexadecimal SHA-256. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

function checkToken(key: S3Key, token: string | undefined) {
  if (key.sessionToken !== undefined && token === undefined) {
    throw s3Error('InvalidAccessKeyId', undefined, { AWSAccessKeyId: key.accessKeyId });
  }
  if (token !== key.sessionToken) throw s3Error('InvalidToken');
  if (key.expired) throw s3Error('ExpiredToken');
}

function checkDate(date: string, day: string, nowMs: number) {
  const fields = ISO_BASIC.exec(date)?.slice(1).map(Number);
  if (!fields) {
    throw s3Error('AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
  }
  const [year = 0, month = 0, ...rest] = fields;
  if (Math.abs(Date.UTC(year, month - 1, ...rest) - nowMs) > MAX_SKEW_MS) {
    throw s3Error('RequestTimeTooSkewed', undefined, {
      RequestTime: date,
      ServerTime: new Date(nowMs).toISOString(),
      MaxAllowedSkewMilliseconds: MAX_SKEW_MS,
    });
  }
  if (!date.startsWith(day)) {
    throw s3Error(
      'AuthorizationHeaderMalformed',
      `Invalid credential date ${day}. This date is not the same as X-Amz-Date.`,
    );
  }
}

function checkSignedNames(request: S3Request, signedNames: readonly string[]) {
  const isSorted = [...signedNames].sort().join(';') === signedNames.join(';');
  if (!isSorted || !signedNames.every((name) => request.headers.has(name))) {
    throw s3Error('AuthorizationHeaderMalformed', 'SignedHeaders must be sorted, and each must be there.');
  }
  const mustBeSigned = [...request.headers.keys()].filter(
    (name) => name === 'host' || name === 'content-md5' || name.startsWith('x-amz-'),
  );
  const unsigned = mustBeSigned.filter((name) => !signedNames.includes(name));
  if (unsigned.length > 0) {
    throw s3Error('AccessDenied', 'There were headers present in the request which were not signed', {
      HeadersNotSigned: unsigned.join(', '),
    });
  }
}

function canonicalRequest(request: S3Request, signedNames: readonly string[], payloadHash: string): string {
  const query = [...request.query]
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map((pair) => pair.join('='));
  const headers = signedNames.map(
    (name) => `${name}:${(request.headers.get(name) ?? '').trim().replace(/ +/g, ' ')}`,
  );
  return [
    request.method,
    percentEncodePath(request.path),
    query.join('&'),
    ...headers,
    '',
    signedNames.join(';'),
    payloadHash,
  ].join('\n');
}
