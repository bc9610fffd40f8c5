import { s3Error } from './errors';
import { uploadOf } from './multipart';
import { checksumElement, wholeNumber, xmlAnswer, type Answer, type Call, type Operation } from './operation';
import { percentEncodePath, type S3Request } from './request';
import { compareBytes, inByteOrder, type Bucket } from './storage';
import { element, type Markup } from './xml';

const STORAGE_CLASS = element('StorageClass', 'STANDARD');

/** Where a list of objects goes on: after a key, or after all keys under a common prefix. */
interface Position {
  readonly kind: 'key' | 'prefix';
  readonly name: string;
}

function listObjects({ request, bucket, pageSize }: Call): Answer {
  if (request.query.get('list-type') !== '2') {
    throw s3Error('NotImplemented', 'Only version 2 of the list of objects is known here');
  }
  const { query } = request;
  const token = query.get('continuation-token');
  const startAfter = query.get('start-after');
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const maxKeys = Math.min(wholeNumber(request, 'max-keys', pageSize), pageSize);
  const after: Position = token === undefined ? { kind: 'key', name: startAfter ?? '' } : positionOf(token);
  const entries = entriesAfter(bucket, prefix, delimiter, after);
  const page = entries.slice(0, maxKeys);
  const last = page.at(-1);
  const isTruncated = last !== undefined && entries.length > page.length;
  const name = keyEncoder(request);
  return xmlAnswer('ListBucketResult', [
    element('Name', bucket.name),
    element('Prefix', name(prefix)),
    ...optional('Delimiter', delimiter && name(delimiter)),
    ...optional('StartAfter', startAfter && name(startAfter)),
    ...optional('ContinuationToken', token),
    ...optional('NextContinuationToken', isTruncated && tokenOf(last)),
    ...optional('EncodingType', query.get('encoding-type')),
    element('MaxKeys', maxKeys),
    element('KeyCount', page.length),
    element('IsTruncated', isTruncated),
    ...page.map((entry) =>
      entry.kind === 'prefix'
        ? element('CommonPrefixes', [element('Prefix', name(entry.name))])
        : element('Contents', [element('Key', name(entry.name)), ...objectElements(bucket, entry.name)]),
    ),
  ]);
}

function entriesAfter(bucket: Bucket, prefix: string, delimiter: string, after: Position): Position[] {
  const entries = new Map<string, Position>();
  for (const key of inByteOrder(bucket.objects.keys())) {
    const isPast =
      compareBytes(key, after.name) > 0 && !(after.kind === 'prefix' && key.startsWith(after.name));
    if (!isPast || !key.startsWith(prefix)) continue;
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const name = cut < 0 ? key : key.slice(0, cut + delimiter.length);
    const kind = cut < 0 ? 'key' : 'prefix';
    entries.set(`${kind} ${name}`, { kind, name });
  }
  return [...entries.values()];
}

function objectElements(bucket: Bucket, key: string): Markup[] {
  const stored = bucket.objects.get(key);
  if (!stored) return [];
  return [
    element('LastModified', stored.lastModified.toISOString()),
    element('ETag', stored.etag),
    element('ChecksumAlgorithm', stored.checksum.algorithm),
    element('ChecksumType', stored.checksum.type),
    element('Size', stored.bytes.length),
    STORAGE_CLASS,
  ];
}

function tokenOf({ kind, name }: Position): string {
  return Buffer.from(`${kind} ${name}`).toString('base64');
}

function positionOf(token: string): Position {
  const [, kind, name] = /^(key|prefix) (.+)$/s.exec(Buffer.from(token, 'base64').toString()) ?? [];
  if ((kind !== 'key' && kind !== 'prefix') || name === undefined) {
    throw s3Error('InvalidArgument', 'The continuation token provided is incorrect', {
      ArgumentName: 'continuation-token',
    });
  }
  return { kind, name };
}

/** With `encoding-type=url` S3 percent-encodes names but their slashes, and writes a space as a plus. */
function keyEncoder(request: S3Request): (name: string) => string {
  const encoding = request.query.get('encoding-type');
  if (encoding === undefined) return (name) => name;
  if (encoding !== 'url') throw s3Error('InvalidArgument', 'Invalid Encoding Method specified in Request');
  return (name) => percentEncodePath(name).replaceAll('%20', '+');
}

function optional(name: string, value: string | false | undefined): Markup[] {
  return value === undefined || value === false || value === '' ? [] : [element(name, value)];
}

function listParts(call: Call): Answer {
  const { request, bucket, pageSize } = call;
  const upload = uploadOf(call);
  const marker = wholeNumber(request, 'part-number-marker', 0);
  const maxParts = Math.min(wholeNumber(request, 'max-parts', pageSize), pageSize);
  const rest = [...upload.parts].filter(([number]) => number > marker).sort(([a], [b]) => a - b);
  const page = rest.slice(0, maxParts);
  return xmlAnswer('ListPartsResult', [
    element('Bucket', bucket.name),
    element('Key', upload.key),
    element('UploadId', upload.id),
    element('PartNumberMarker', marker),
    element('NextPartNumberMarker', page.at(-1)?.[0] ?? 0),
    element('MaxParts', maxParts),
    element('IsTruncated', rest.length > page.length),
    element('ChecksumAlgorithm', upload.algorithm),
    element('ChecksumType', upload.type),
    STORAGE_CLASS,
    ...page.map(([number, part]) =>
      element('Part', [
        element('PartNumber', number),
        element('LastModified', part.lastModified.toISOString()),
        element('ETag', part.etag),
        element('Size', part.bytes.length),
        checksumElement(part.checksum),
      ]),
    ),
  ]);
}

function listUploads({ request, bucket, pageSize }: Call): Answer {
  const { query } = request;
  const prefix = query.get('prefix') ?? '';
  const keyMarker = query.get('key-marker') ?? '';
  const idMarker = query.get('upload-id-marker') ?? '';
  const maxUploads = Math.min(wholeNumber(request, 'max-uploads', pageSize, 1), pageSize);
  // The uploads of a bucket stand in the order of their start, and sorting keeps it within a key.
  const all = [...bucket.uploads.values()]
    .filter((upload) => upload.key.startsWith(prefix))
    .sort((a, b) => compareBytes(a.key, b.key));
  const marked = all.findIndex((upload) => upload.key === keyMarker && upload.id === idMarker);
  const rest =
    marked >= 0 ? all.slice(marked + 1) : all.filter((upload) => compareBytes(upload.key, keyMarker) > 0);
  const page = rest.slice(0, maxUploads);
  const last = page.at(-1);
  const isTruncated = last !== undefined && rest.length > page.length;
  const name = keyEncoder(request);
  return xmlAnswer('ListMultipartUploadsResult', [
    element('Bucket', bucket.name),
    element('KeyMarker', name(keyMarker)),
    element('UploadIdMarker', idMarker),
    ...optional('NextKeyMarker', isTruncated && name(last.key)),
    ...optional('NextUploadIdMarker', isTruncated && last.id),
    ...optional('Prefix', prefix && name(prefix)),
    ...optional('EncodingType', query.get('encoding-type')),
    element('MaxUploads', maxUploads),
    element('IsTruncated', isTruncated),
    ...page.map((upload) =>
      element('Upload', [
        element('Key', name(upload.key)),
        element('UploadId', upload.id),
        STORAGE_CLASS,
        element('Initiated', upload.initiated.toISOString()),
        element('ChecksumAlgorithm', upload.algorithm),
        element('ChecksumType', upload.type),
      ]),
    ),
  ]);
}

export const LIST_OPERATIONS = [
  {
    name: 'HeadBucket',
    method: 'HEAD',
    target: 'bucket',
    needs: 'list',
    run: () => ({ status: 200 }),
  },
  {
    name: 'ListObjectsV2',
    method: 'GET',
    target: 'bucket',
    marks: ['list-type'],
    query: ['prefix', 'delimiter', 'max-keys', 'continuation-token', 'start-after', 'encoding-type'],
    needs: 'list',
    run: listObjects,
  },
  {
    name: 'ListParts',
    method: 'GET',
    target: 'object',
    marks: ['uploadId'],
    query: ['max-parts', 'part-number-marker'],
    needs: 'listParts',
    run: listParts,
  },
  {
    name: 'ListMultipartUploads',
    method: 'GET',
    target: 'bucket',
    marks: ['uploads'],
    query: ['prefix', 'key-marker', 'upload-id-marker', 'max-uploads', 'encoding-type'],
    needs: 'listMultipartUploads',
    run: listUploads,
  },
] as const satisfies readonly Operation[];
