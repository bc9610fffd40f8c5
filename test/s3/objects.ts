import { checksumAlgorithm } from './checksums';
import { s3Error } from './errors';
import {
  BODY_HEADERS,
  checksumElement,
  checksumHeaders,
  xmlAnswer,
  type Answer,
  type Call,
  type Operation,
} from './operation';
import { contentCodings } from './payload';
import { checkRead, checkWrite, names } from './preconditions';
import { decode, type S3Request } from './request';
import { storedBytes, type StoredHeaders, type StoredObject } from './storage';
import { element, fieldsOf, parseXml, type Markup } from './xml';

/** Headers of an object's own that are kept and given back as they are. */
export const OBJECT_HEADERS = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'x-amz-meta-*',
];
const MAX_METADATA_BYTES = 2048;
const MAX_KEYS_TO_DELETE = 1000;

/** The headers to keep with an object. @throws MetadataTooLarge */
export function storedHeaders(request: S3Request): StoredHeaders {
  const kept = [...request.headers].filter(
    ([name]) =>
      (OBJECT_HEADERS.includes(name) && name !== 'content-encoding') || name.startsWith('x-amz-meta-'),
  );
  const metadata = kept.filter(([name]) => name.startsWith('x-amz-meta-'));
  const metadataBytes = metadata.join('').length - metadata.length * 'x-amz-meta-,'.length;
  if (metadataBytes > MAX_METADATA_BYTES) throw s3Error('MetadataTooLarge');
  const codings = contentCodings(request).filter((coding) => coding !== 'aws-chunked');
  return {
    'content-type': 'binary/octet-stream',
    ...Object.fromEntries(kept),
    ...(codings.length > 0 && { 'content-encoding': codings.join(',') }),
  };
}

function put({ request, bucket, payload, now }: Call): Answer {
  checkWrite(request, bucket.objects.get(request.key));
  const stored = { ...storedBytes(payload.bytes, payload.algorithm, now), headers: storedHeaders(request) };
  bucket.objects.set(request.key, stored);
  return { status: 200, headers: { etag: stored.etag, ...checksumHeaders(stored.checksum) } };
}

function copy({ request, bucket, buckets, now, may }: Call): Answer {
  const [name = '', ...rest] = (request.headers.get('x-amz-copy-source') ?? '').replace(/^\//, '').split('/');
  const sourceKey = decode(rest.join('/'));
  if (!may('get')) throw s3Error('AccessDenied');
  if (sourceKey.includes('?')) throw s3Error('NotImplemented', 'CopyObject does not know versions here');
  const sourceBucket = buckets.get(decode(name));
  if (!sourceBucket) throw s3Error('NoSuchBucket');
  const source = existing(sourceBucket.objects.get(sourceKey), sourceKey, may);
  const ifMatch = request.headers.get('x-amz-copy-source-if-match');
  if (ifMatch !== undefined && !names(ifMatch, source)) throw s3Error('PreconditionFailed');
  const replaces = request.headers.get('x-amz-metadata-directive') === 'REPLACE';
  if (sourceBucket === bucket && sourceKey === request.key && !replaces) {
    throw s3Error(
      'InvalidRequest',
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata.",
    );
  }
  checkWrite(request, bucket.objects.get(request.key));
  const named = request.headers.get('x-amz-checksum-algorithm');
  const algorithm = named === undefined ? source.checksum.algorithm : checksumAlgorithm(named);
  const copied = storedBytes(source.bytes, algorithm, now);
  bucket.objects.set(request.key, { ...copied, headers: replaces ? storedHeaders(request) : source.headers });
  return xmlAnswer('CopyObjectResult', [
    element('ETag', copied.etag),
    element('LastModified', copied.lastModified.toISOString()),
    element('ChecksumType', copied.checksum.type),
    checksumElement(copied.checksum),
  ]);
}

function get(call: Call): Answer {
  const { request, bucket, may } = call;
  const stored = existing(bucket.objects.get(request.key), request.key, may);
  checkRead(request, stored);
  const range = wantedRange(request.headers.get('range'), stored.bytes.length);
  const bytes = range ? stored.bytes.subarray(range.first, range.last + 1) : stored.bytes;
  const mode = request.headers.get('x-amz-checksum-mode');
  return {
    status: range ? 206 : 200,
    headers: {
      ...stored.headers,
      etag: stored.etag,
      'last-modified': stored.lastModified.toUTCString(),
      'accept-ranges': 'bytes',
      'content-length': bytes.length,
      ...(range && { 'content-range': `bytes ${range.first}-${range.last}/${stored.bytes.length}` }),
      ...(mode === 'ENABLED' && !range && checksumHeaders(stored.checksum)),
    },
    body: bytes,
  };
}

/** Without the right to list, a key that is not there can't be told from one that is forbidden. */
function existing(stored: StoredObject | undefined, key: string, may: Call['may']): StoredObject {
  if (stored) return stored;
  throw may('list') ? s3Error('NoSuchKey', undefined, { Key: key }) : s3Error('AccessDenied');
}

function wantedRange(header: string | undefined, length: number) {
  if (header === undefined) return undefined;
  if (header.includes(',')) throw s3Error('NotImplemented', 'Only a single range is known here');
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? [];
  if ((from === '' && to === '') || (from !== '' && to !== '' && Number(to) < Number(from))) return undefined;
  const first = from === '' ? Math.max(0, length - Number(to)) : Number(from);
  const last = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1);
  if (first > last) throw s3Error('InvalidRange', undefined, { ActualObjectSize: length });
  return { first, last };
}

function remove({ request, bucket }: Call): Answer {
  bucket.objects.delete(request.key);
  return { status: 204 };
}

function removeMany({ request, bucket, payload, may }: Call): Answer {
  if (payload.algorithm === undefined && !request.headers.has('content-md5')) {
    throw s3Error(
      'InvalidRequest',
      'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
    );
  }
  const root = parseXml(payload.bytes.toString());
  const isQuiet = root.children.some((child) => child.name === 'Quiet' && child.text === 'true');
  const keys = root.children
    .filter((child) => child.name !== 'Quiet')
    .map((child) => {
      const key = fieldsOf(child, ['Key']).get('Key');
      if (child.name !== 'Object' || !key) throw s3Error('MalformedXML');
      return key;
    });
  if (root.name !== 'Delete' || keys.length === 0 || keys.length > MAX_KEYS_TO_DELETE) {
    throw s3Error('MalformedXML');
  }
  const answers = keys.map((key): Markup[] => {
    if (!may('delete')) {
      const denied = s3Error('AccessDenied');
      return [
        element('Error', [
          element('Key', key),
          element('Code', denied.code),
          element('Message', denied.message),
        ]),
      ];
    }
    bucket.objects.delete(key);
    return isQuiet ? [] : [element('Deleted', [element('Key', key)])];
  });
  return xmlAnswer('DeleteResult', answers.flat());
}

const READ_HEADERS = ['range', 'if-match', 'if-none-match', 'x-amz-checksum-mode'];

export const OBJECT_OPERATIONS = [
  {
    name: 'PutObject',
    method: 'PUT',
    target: 'object',
    headers: [...BODY_HEADERS, ...OBJECT_HEADERS, 'if-match', 'if-none-match'],
    needs: 'put',
    run: put,
  },
  {
    name: 'CopyObject',
    method: 'PUT',
    target: 'object',
    markHeader: 'x-amz-copy-source',
    headers: [
      ...OBJECT_HEADERS,
      'if-match',
      'if-none-match',
      'x-amz-checksum-algorithm',
      'x-amz-copy-source-if-match',
      'x-amz-metadata-directive',
    ],
    needs: 'put',
    run: copy,
  },
  { name: 'GetObject', method: 'GET', target: 'object', headers: READ_HEADERS, needs: 'get', run: get },
  { name: 'HeadObject', method: 'HEAD', target: 'object', headers: READ_HEADERS, needs: 'get', run: get },
  { name: 'DeleteObject', method: 'DELETE', target: 'object', needs: 'delete', run: remove },
  {
    name: 'DeleteObjects',
    method: 'POST',
    target: 'bucket',
    marks: ['delete'],
    headers: BODY_HEADERS,
    run: removeMany,
  },
] as const satisfies readonly Operation[];
