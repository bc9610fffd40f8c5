import { S3Client } from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import type { Settings } from '#contract/settings';
import type { StoreKeys } from '#contract/settingsApi';
import type { UploadThrottle } from './uploadThrottle';

/** When a server counts as out of reach. */
interface S3Timeouts {
  /** A server that can't be connected to in so many ms can't be reached. */
  connectionMs: number;
  /** A connection on which nothing moves for so many ms is dead; a limit on the whole request would cut slow uploads off. */
  inactivityMs: number;
}
const TIMEOUTS: S3Timeouts = { connectionMs: 10_000, inactivityMs: 30_000 };

export interface S3ClientOptions {
  /** Null where they are to be found in the AWS SDK's usual places. */
  keys?: StoreKeys | null;
  /** Measures and limits what is sent. */
  throttle?: UploadThrottle;
  timeouts?: S3Timeouts;
}

/** A client for the bucket that is set. */
export function createS3Client(
  settings: Settings,
  { keys, throttle, timeouts = TIMEOUTS }: S3ClientOptions = {},
): S3Client {
  const client = new S3Client({
    region: settings.AWS_REGION,
    ...(settings.S3_ENDPOINT !== undefined && { endpoint: settings.S3_ENDPOINT, forcePathStyle: true }),
    ...(keys && {
      credentials: { accessKeyId: keys.access_key_id, secretAccessKey: keys.secret_access_key },
    }),
    maxAttempts: 3,
    // Each write brings its own checksum; one that the SDK adds is refused by stores that do not know it.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: timeouts.connectionMs, socketTimeout: timeouts.inactivityMs },
  });
  if (throttle) throttleRequests(client, throttle);
  return client;
}

/** Bodies become streams only here, after signing and for each attempt anew: so the SDK can still send them again. */
function throttleRequests(client: S3Client, throttle: UploadThrottle): void {
  client.middlewareStack.add(
    (next) => (args) => {
      const { request } = args;
      if (typeof request !== 'object' || request === null || !('body' in request)) return next(args);
      const { body } = request;
      if (!(body instanceof Uint8Array) || body.length === 0) return next(args);
      const paced = Readable.from(throttle.pace(body), { objectMode: false });
      return next({ ...args, request: { ...request, body: paced } });
    },
    { step: 'deserialize', priority: 'low', name: 'traffic' },
  );
}

/** True where the AWS SDK finds credentials in one of its usual places. */
export async function hasCredentials(client: S3Client): Promise<boolean> {
  return client.config.credentials().then(
    () => true,
    () => false,
  );
}
