import { S3Client } from '@aws-sdk/client-s3';
import type { Settings } from '../../contract/settings';

/** A server that can't be connected to in so many ms can't be reached. */
const CONNECTION_TIMEOUT_MS = 10_000;
/** A connection on which nothing moves for so many ms is dead; a limit on the whole request would cut slow uploads off. */
const INACTIVITY_TIMEOUT_MS = 30_000;

/** A client with credentials found in the AWS SDK's usual way. */
export function createS3Client(settings: Settings): S3Client {
  return new S3Client({
    region: settings.AWS_REGION,
    ...(settings.S3_ENDPOINT !== undefined && { endpoint: settings.S3_ENDPOINT, forcePathStyle: true }),
    maxAttempts: 3,
    requestHandler: { connectionTimeout: CONNECTION_TIMEOUT_MS, socketTimeout: INACTIVITY_TIMEOUT_MS },
  });
}

/** True where the AWS SDK finds credentials in one of its usual places. */
export async function hasCredentials(client: S3Client): Promise<boolean> {
  return client.config.credentials().then(
    () => true,
    () => false,
  );
}
