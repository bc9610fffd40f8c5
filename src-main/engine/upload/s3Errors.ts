import { appError, AppError, type ErrorCode } from '#contract/errors';

/** What S3 and the SDK call their errors, and what they mean for the person at the kiosk. */
const MEANINGS: Record<string, ErrorCode> = {
  InvalidAccessKeyId: 'STORE_CREDENTIALS',
  SignatureDoesNotMatch: 'STORE_CREDENTIALS',
  ExpiredToken: 'STORE_CREDENTIALS',
  ExpiredTokenException: 'STORE_CREDENTIALS',
  InvalidToken: 'STORE_CREDENTIALS',
  TokenRefreshRequired: 'STORE_CREDENTIALS',
  CredentialsProviderError: 'STORE_CREDENTIALS',
  AccessDenied: 'STORE_DENIED',
  AllAccessDisabled: 'STORE_DENIED',
  AccountProblem: 'STORE_DENIED',
  NoSuchBucket: 'STORE_NO_BUCKET',
  PermanentRedirect: 'STORE_NO_BUCKET',
  RequestTimeTooSkewed: 'STORE_CLOCK',
  BadDigest: 'STORE_CORRUPT',
  InvalidPart: 'STORE_CORRUPT',
  XAmzContentChecksumMismatch: 'STORE_CORRUPT',
};

/** Node's and the SDK's codes of a network that is down, slow or cut. */
const NETWORK_CODES =
  /^(ECONN|ENET|EHOST|EPIPE|EAI_|ENOTFOUND|ETIMEDOUT|TimeoutError|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

/** An error of the SDK in the catalogue's words. */
export function classifyS3Error(error: unknown, bucket: string, key: string): AppError {
  if (error instanceof AppError) return error;
  const name = error instanceof Error ? error.name : 'unknown';
  const code = networkCode(error);
  const more = { cause: error, seen: [error instanceof Error ? `${name}: ${error.message}` : String(error)] };
  if (isForeignAnswer(error))
    return appError('STORE_INTERCEPTED', { bucket, name: foreignName(error) }, more);
  const meaning = MEANINGS[name];
  if (meaning === 'STORE_CORRUPT') return appError(meaning, { bucket, key }, more);
  if (meaning === 'STORE_CREDENTIALS' || meaning === 'STORE_DENIED')
    return appError(meaning, { bucket, name }, more);
  if (meaning === 'STORE_NO_BUCKET' || meaning === 'STORE_CLOCK') return appError(meaning, { bucket }, more);
  if (code !== undefined) return appError('STORE_UNREACHABLE', { bucket }, more);
  const status = httpStatusOf(error);
  // HEAD answers have no body, so that the SDK can't tell a name.
  if (status === 403) return appError('STORE_DENIED', { bucket, name }, more);
  return appError('STORE_FAILED', { bucket, name: status === undefined ? name : `${name}, ${status}` }, more);
}

/** A gateway of the store itself answers with a page and 5xx; 511 is a network that wants a login (RFC 6585). */
function isForeignAnswer(error: unknown): boolean {
  const status = httpStatusOf(error);
  if (!(error instanceof Error) || status === undefined) return false;
  if (status === 511) return true;
  if (status >= 500) return false;
  const isRedirect = status >= 300 && status < 400 && status !== 304;
  return error.message.includes('Deserialization error') || (isRedirect && error.name === 'Unknown');
}

function foreignName(error: unknown): string {
  return `HTTP ${httpStatusOf(error) ?? ''}, not an answer of S3`;
}

/** True where the store does not implement what a request asks for. */
export function isUnsupported(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (httpStatusOf(error) === 501) return true;
  return httpStatusOf(error) === 400 && /^(InvalidRequest|InvalidArgument|NotImplemented)$/.test(error.name);
}

/** The HTTP status of the answer behind an error of the SDK, or undefined. */
export function httpStatusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  const { $metadata: metadata } = error;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}

/** True where the store does not know an upload in parts: it was completed, aborted, or swept away. */
export function isNoSuchUpload(error: unknown): boolean {
  return error instanceof Error && error.name === 'NoSuchUpload';
}

function networkCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return NETWORK_CODES.test(code) ? code : networkCode(error.cause);
}
