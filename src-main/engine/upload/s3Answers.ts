import { ListObjectsV2Command, type ListObjectsV2CommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { appError } from '#contract/errors';

/**
 * A part of an answer that only the store itself gives. A captive portal answers any request with 200 and a page: the
 * SDK then finds no fields, and absent fields must not count as a statement.
 * @throws AppError STORE_INTERCEPTED where it is absent.
 */
export function required<T>(value: T | undefined, bucket: string, field: string): T {
  if (value === undefined || value === '')
    throw appError('STORE_INTERCEPTED', { bucket, name: `no ${field} in the answer` });
  return value;
}

/** An ETag without its quotes. */
export const unquoted = (etag: string): string => etag.replaceAll('"', '');

/** One page of a list. Throws what the SDK throws, and AppError STORE_INTERCEPTED. */
export async function listPage(
  client: S3Client,
  bucket: string,
  query: { Prefix?: string; Delimiter?: string; MaxKeys?: number; ContinuationToken?: string },
  signal: AbortSignal,
): Promise<ListObjectsV2CommandOutput> {
  const command = new ListObjectsV2Command({ Bucket: bucket, ...query });
  const page = await client.send(command, { abortSignal: signal });
  if (page.Name !== bucket || typeof page.IsTruncated !== 'boolean')
    throw appError('STORE_INTERCEPTED', { bucket, name: 'not a list of this bucket' });
  return page;
}

/**
 * The keys and common prefixes of a bucket, of all pages.
 * @throws what the SDK throws; AppError STORE_INTERCEPTED; STORE_LIST_INCOMPLETE where a page does not lead to the next.
 */
export async function listAll(
  client: S3Client,
  bucket: string,
  query: { Prefix?: string; Delimiter?: string },
  signal: AbortSignal,
): Promise<{ keys: string[]; prefixes: string[] }> {
  const keys: string[] = [];
  const prefixes: string[] = [];
  const tokens = new Set<string>();
  for (;;) {
    const [token] = [...tokens].slice(-1);
    const page = await listPage(
      client,
      bucket,
      { ...query, ...(token !== undefined && { ContinuationToken: token }) },
      signal,
    );
    for (const { Key: key } of page.Contents ?? []) if (key !== undefined) keys.push(key);
    for (const { Prefix: found } of page.CommonPrefixes ?? []) if (found !== undefined) prefixes.push(found);
    if (!page.IsTruncated) return { keys, prefixes };
    const next = page.NextContinuationToken;
    if (next === undefined || next === '')
      throw appError('STORE_LIST_INCOMPLETE', { bucket, name: 'truncated, without a continuation token' });
    if (tokens.has(next))
      throw appError('STORE_LIST_INCOMPLETE', { bucket, name: 'the same continuation token again' });
    tokens.add(next);
  }
}
