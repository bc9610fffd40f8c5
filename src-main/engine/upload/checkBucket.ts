import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { appError, type AppError, type Fault } from '#contract/errors';
import { callerIdentity } from './callerIdentity';
import { listPage, required } from './s3Answers';
import { classifyS3Error } from './s3Errors';
import type { StoreCheckResult } from './store';

/** The one object that is written to try whether it may be; not in a folder, so that it is no goat's. */
export const PROBE_KEY = 'goat-capture-probe.txt';
const PROBE = 'Written by Goat Training Capture, to see whether it may. It can be deleted.\n';

/** Tries a bucket for all that uploads need: to list, to write and to read. Never rejects. */
export async function checkBucket(
  client: S3Client,
  bucket: string,
  signal: AbortSignal,
): Promise<StoreCheckResult> {
  const target = { Bucket: bucket, Key: PROBE_KEY };
  const options = { abortSignal: signal };
  const faults: Fault[] = [];
  const may = async (right: string, attempt: () => Promise<unknown>): Promise<boolean | null> => {
    // What can't be reached at all needs no second try.
    if (faults.some(({ code }) => code !== 'STORE_DENIED')) return null;
    try {
      await attempt();
      return true;
    } catch (thrown) {
      // One that does not answer in time can't be reached.
      const error = signal.aborted
        ? appError('STORE_UNREACHABLE', { bucket }, { cause: thrown })
        : classifyS3Error(thrown, bucket, PROBE_KEY);
      faults.push(error.code === 'STORE_DENIED' ? denied(bucket, right).fault : error.fault);
      return error.code === 'STORE_DENIED' ? false : null;
    }
  };
  const list = await may('s3:ListBucket', () => listPage(client, bucket, { MaxKeys: 1 }, signal));
  const put = await may('s3:PutObject', async () => {
    const command = new PutObjectCommand({ ...target, Body: PROBE, ContentType: 'text/plain' });
    required((await client.send(command, options)).ETag, bucket, 'ETag');
  });
  const get = put && (await may('s3:GetObject', () => read(client, target, signal)));
  const [server, identity] = await Promise.all([
    describeServer(client, signal),
    list === null ? null : callerIdentity(client, signal),
  ]);
  return {
    report: { kind: 's3', identity, rights: { list, put, get }, ...server },
    fault: faults[0] ?? null,
  };
}

const denied = (bucket: string, right: string): AppError => appError('STORE_DENIED', { bucket, name: right });

async function read(
  client: S3Client,
  target: { Bucket: string; Key: string },
  signal: AbortSignal,
): Promise<void> {
  const { Body: body } = await client.send(new GetObjectCommand(target), { abortSignal: signal });
  if ((await body?.transformToString()) !== PROBE)
    throw appError('STORE_CORRUPT', { bucket: target.Bucket, key: target.Key });
}

/** The store's clock and how soon it answers, without any keys; nulls where it can't be reached. */
async function describeServer(client: S3Client, signal: AbortSignal) {
  try {
    const startMs = Date.now();
    const { headers } = await fetch(await s3Address(client), { method: 'HEAD', redirect: 'manual', signal });
    const endMs = Date.now();
    // The header is cut off to the second: in the middle it is half a second behind.
    const theirsMs = Date.parse(headers.get('date') ?? '') + 500;
    const skew = Math.round(((startMs + endMs) / 2 - theirsMs) / 1000);
    return { clock_skew_sec: Number.isNaN(skew) ? null : skew, round_trip_ms: endMs - startMs };
  } catch {
    return { clock_skew_sec: null, round_trip_ms: null };
  }
}

async function s3Address(client: S3Client): Promise<string> {
  const given = await client.config.endpoint?.();
  if (!given) return `https://s3.${await client.config.region()}.amazonaws.com/`;
  const port = given.port === undefined ? '' : `:${given.port}`;
  return `${given.protocol}//${given.hostname}${port}/`;
}
