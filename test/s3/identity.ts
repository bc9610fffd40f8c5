import { s3Error, type S3Error } from './errors';
import type { Answer } from './operation';
import type { S3Request } from './request';
import { authenticate, sha256, type Authenticator } from './signature';
import { element, xmlDocument } from './xml';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';
const ACCOUNT = '937249941844';

/** True for a request to the Security Token Service, which this server has under the same address. */
export function isForTokenService(request: S3Request): boolean {
  return request.method === 'POST' && request.bucket === '';
}

/**
 * STS's GetCallerIdentity: who a key belongs to.
 * @throws NotImplemented for any other action of the service, and what `authenticate` throws
 */
export function callerIdentity(
  request: S3Request,
  raw: Buffer,
  judge: Omit<Authenticator, 'service'>,
): Answer {
  const { key } = authenticate(request, sha256(raw), { ...judge, service: 'sts' });
  if (new URLSearchParams(raw.toString()).get('Action') !== 'GetCallerIdentity') {
    throw s3Error('NotImplemented', 'Only GetCallerIdentity is known here');
  }
  const result = element('GetCallerIdentityResult', [
    element('Arn', `arn:aws:iam::${ACCOUNT}:user/${key.accessKeyId}`),
    element('UserId', key.accessKeyId),
    element('Account', ACCOUNT),
  ]);
  return answer(200, xmlDocument('GetCallerIdentityResponse', [result], NAMESPACE));
}

/** An error in the shape of that service. */
export function identityError(error: S3Error): Answer {
  const detail = element('Error', [
    element('Type', error.status < 500 ? 'Sender' : 'Receiver'),
    element('Code', error.code),
    element('Message', error.message),
  ]);
  return answer(error.status, xmlDocument('ErrorResponse', [detail], NAMESPACE));
}

function answer(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/xml' }, body };
}
