import { randomUUID } from 'node:crypto';
import {
  badChecksum,
  checksumAlgorithm,
  checksumHeader,
  claimedChecksum,
  compositeChecksum,
  fullObjectChecksum,
  CHECKSUM_ALGORITHMS,
  type Checksum,
  type ChecksumAlgorithm,
  type ChecksumType,
} from './checksums';
import { s3Error } from './errors';
import { storedHeaders, OBJECT_HEADERS } from './objects';
import {
  BODY_HEADERS,
  checksumElement,
  wholeNumber,
  xmlAnswer,
  type Answer,
  type Call,
  type Operation,
} from './operation';
import { checkWrite } from './preconditions';
import { storedBytes, multipartEtag, type Part, type Upload } from './storage';
import { element, fieldsOf, parseXml } from './xml';

/** The smallest part but the last, in bytes. */
export const MIN_PART_BYTES = 5 * 1024 * 1024;
const MAX_PARTS = 10_000;

/** Which types an algorithm can have; the first is the default. */
const TYPES: Record<ChecksumAlgorithm, readonly [ChecksumType, ...ChecksumType[]]> = {
  CRC32: ['COMPOSITE', 'FULL_OBJECT'],
  CRC32C: ['COMPOSITE', 'FULL_OBJECT'],
  CRC64NVME: ['FULL_OBJECT'],
  SHA1: ['COMPOSITE'],
  SHA256: ['COMPOSITE'],
};

function create({ request, bucket, now }: Call): Answer {
  const named = request.headers.get('x-amz-checksum-algorithm');
  const wantedType = request.headers.get('x-amz-checksum-type');
  if (named === undefined && wantedType !== undefined) {
    throw s3Error(
      'InvalidRequest',
      'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    );
  }
  const algorithm = named === undefined ? 'CRC64NVME' : checksumAlgorithm(named);
  const [usual, ...others] = TYPES[algorithm];
  const type = wantedType === undefined ? usual : [usual, ...others].find((one) => one === wantedType);
  if (!type) {
    throw s3Error(
      'InvalidRequest',
      `The ${wantedType ?? ''} checksum type cannot be used with the ${algorithm} checksum algorithm.`,
    );
  }
  const upload: Upload = {
    id: randomUUID(),
    key: request.key,
    initiated: now,
    headers: storedHeaders(request),
    algorithm,
    type,
    isAlgorithmChosen: named !== undefined,
    parts: new Map(),
  };
  bucket.uploads.set(upload.id, upload);
  return {
    ...xmlAnswer('InitiateMultipartUploadResult', [
      element('Bucket', bucket.name),
      element('Key', upload.key),
      element('UploadId', upload.id),
    ]),
    headers: {
      'content-type': 'application/xml',
      ...(named !== undefined && { 'x-amz-checksum-algorithm': algorithm, 'x-amz-checksum-type': type }),
    },
  };
}

/** The upload that a request speaks of. @throws NoSuchUpload */
export function uploadOf({ request, bucket }: Call): Upload {
  const upload = bucket.uploads.get(request.query.get('uploadId') ?? '');
  if (upload?.key !== request.key) throw s3Error('NoSuchUpload');
  return upload;
}

function uploadPart(call: Call): Answer {
  const { request, payload, now } = call;
  const upload = uploadOf(call);
  const number = wholeNumber(request, 'partNumber', 0, 1);
  if (number > MAX_PARTS) {
    throw s3Error('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
  }
  const expected = upload.isAlgorithmChosen ? upload.algorithm : undefined;
  if (payload.algorithm !== expected) {
    const [wanted, actual] = [expected, payload.algorithm].map((name) => name?.toLowerCase() ?? 'null');
    throw s3Error(
      'InvalidRequest',
      `Checksum Type mismatch occurred, expected checksum Type: ${wanted}, actual checksum Type: ${actual}`,
    );
  }
  const part = storedBytes(payload.bytes, upload.algorithm, now);
  upload.parts.set(number, part);
  const { algorithm, value } = part.checksum;
  return { status: 200, headers: { etag: part.etag, [checksumHeader(algorithm)]: value } };
}

function complete(call: Call): Answer {
  const { request, bucket, payload, now } = call;
  checkWrite(request, bucket.objects.get(request.key));
  const upload = uploadOf(call);
  const parts = chosenParts(upload, payload.bytes.toString());
  const bytes = Buffer.concat(parts.map((part) => part.bytes));
  const checksum: Checksum =
    upload.type === 'COMPOSITE'
      ? compositeChecksum(
          upload.algorithm,
          parts.map((part) => part.checksum.value),
        )
      : fullObjectChecksum(upload.algorithm, bytes);
  checkClaims(call, checksum, bytes.length);
  const stored = { bytes, etag: multipartEtag(parts), lastModified: now, headers: upload.headers, checksum };
  bucket.objects.set(request.key, stored);
  bucket.uploads.delete(upload.id);
  return xmlAnswer('CompleteMultipartUploadResult', [
    element('Location', `/${bucket.name}/${request.key}`),
    element('Bucket', bucket.name),
    element('Key', request.key),
    element('ETag', stored.etag),
    element('ChecksumType', checksum.type),
    checksumElement(checksum),
  ]);
}

/** The parts that the client lists, each compared with what is here. */
function chosenParts(upload: Upload, xml: string): Part[] {
  const root = parseXml(xml);
  if (root.name !== 'CompleteMultipartUpload' || root.children.length === 0) throw s3Error('MalformedXML');
  let last = 0;
  const chosen = root.children.map((child) => {
    const fields = fieldsOf(child, [
      'PartNumber',
      'ETag',
      ...CHECKSUM_ALGORITHMS.map((name) => `Checksum${name}`),
    ]);
    const number = Number(fields.get('PartNumber'));
    const etag = fields.get('ETag')?.replaceAll('"', '');
    if (child.name !== 'Part' || !Number.isInteger(number) || etag === undefined)
      throw s3Error('MalformedXML');
    if (number <= last) throw s3Error('InvalidPartOrder');
    last = number;
    const part = upload.parts.get(number);
    const checksum = fields.get(`Checksum${upload.algorithm}`);
    if (upload.type === 'COMPOSITE' && checksum === undefined) {
      throw s3Error(
        'InvalidRequest',
        `The upload was created using a ${upload.algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
      );
    }
    const isSame = part?.etag === `"${etag}"` && (checksum === undefined || checksum === part.checksum.value);
    if (!isSame) throw s3Error('InvalidPart', undefined, { PartNumber: number, ETag: etag });
    return { number, part };
  });
  const tooSmall = chosen.slice(0, -1).find(({ part }) => part.bytes.length < MIN_PART_BYTES);
  if (tooSmall) {
    throw s3Error('EntityTooSmall', undefined, {
      ProposedSize: tooSmall.part.bytes.length,
      MinSizeAllowed: MIN_PART_BYTES,
      PartNumber: tooSmall.number,
    });
  }
  return chosen.map(({ part }) => part);
}

/** Compares what the client says of the whole object with what it is. */
function checkClaims({ request }: Call, checksum: Checksum, length: number) {
  const type = request.headers.get('x-amz-checksum-type');
  if (type !== undefined && type !== checksum.type) {
    throw s3Error('BadDigest', `The checksum type ${type} is not the upload's, ${checksum.type}.`);
  }
  const claim = claimedChecksum(request.headers);
  if (claim && (claim.algorithm !== checksum.algorithm || claim.value !== checksum.value)) {
    throw badChecksum(claim.algorithm);
  }
  const size = request.headers.get('x-amz-mp-object-size');
  if (size !== undefined && size !== String(length)) {
    throw s3Error(
      'InvalidRequest',
      `The provided 'x-amz-mp-object-size' header value ${size} does not match what was computed: ${length}`,
    );
  }
}

function abort(call: Call): Answer {
  call.bucket.uploads.delete(uploadOf(call).id);
  return { status: 204 };
}

export const MULTIPART_OPERATIONS = [
  {
    name: 'CreateMultipartUpload',
    method: 'POST',
    target: 'object',
    marks: ['uploads'],
    headers: [...OBJECT_HEADERS, 'x-amz-checksum-algorithm', 'x-amz-checksum-type'],
    needs: 'put',
    run: create,
  },
  {
    name: 'UploadPart',
    method: 'PUT',
    target: 'object',
    marks: ['partNumber', 'uploadId'],
    headers: BODY_HEADERS,
    needs: 'put',
    run: uploadPart,
  },
  {
    name: 'CompleteMultipartUpload',
    method: 'POST',
    target: 'object',
    marks: ['uploadId'],
    headers: ['if-match', 'if-none-match', 'x-amz-mp-object-size', 'x-amz-checksum-*'],
    needs: 'put',
    checksumIsOfObject: true,
    run: complete,
  },
  {
    name: 'AbortMultipartUpload',
    method: 'DELETE',
    target: 'object',
    marks: ['uploadId'],
    needs: 'abort',
    run: abort,
  },
] as const satisfies readonly Operation[];
