import { S3Client, S3ServiceException, type S3ClientConfig } from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import { startS3Server, type S3Server, type S3ServerOptions } from './server';

/** A server that is stopped when the running test is over. */
export async function serverForTest(options?: S3ServerOptions): Promise<S3Server> {
  const server = await startS3Server(options);
  onTestFinished(() => server.stop());
  return server;
}

/** The AWS SDK's client of a server, which tries once; closed when the running test is over. */
export function clientFor(server: S3Server, config: S3ClientConfig = {}): S3Client {
  const client = new S3Client({
    endpoint: server.endpoint,
    region: server.region,
    credentials: server.credentials,
    forcePathStyle: true,
    maxAttempts: 1,
    ...config,
  });
  onTestFinished(() => {
    client.destroy();
  });
  return client;
}

/** The name and the HTTP status of the error that a call ends with. */
export async function refusalOf(
  call: Promise<unknown>,
): Promise<{ name: string; status: number | undefined }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof S3ServiceException) {
      return { name: error.name, status: error.$metadata.httpStatusCode };
    }
    throw error;
  }
  throw new Error('The call went well');
}
