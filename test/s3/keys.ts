/** What a key may be allowed to do, by S3's permissions. */
export const ACTIONS = [
  'put', // s3:PutObject, also for each step of a multipart upload
  'get', // s3:GetObject
  'list', // s3:ListBucket
  'delete', // s3:DeleteObject
  'abort', // s3:AbortMultipartUpload
  'listParts', // s3:ListMultipartUploadParts
  'listMultipartUploads', // s3:ListBucketMultipartUploads
] as const;
export type Action = (typeof ACTIONS)[number];

/** An access key that the server knows. */
export interface S3Key {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Temporary credentials have one, and every request must bring it. */
  readonly sessionToken?: string;
  /** True for temporary credentials whose time is over. */
  expired: boolean;
  /** May be changed while the server runs. */
  readonly allowed: Set<Action>;
}

/** A key with what the deployment's own user may do unless told otherwise: put, get, list. */
export function s3Key(options: {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  expired?: boolean;
  allowed?: Iterable<Action>;
}): S3Key {
  const { expired = false, allowed = ['put', 'get', 'list'], ...credentials } = options;
  return { ...credentials, expired, allowed: new Set(allowed) };
}
