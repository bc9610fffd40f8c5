import type { IncomingMessage, ServerResponse } from 'node:http';
import { S3Error, s3Error } from './errors';
import type { Fault, Faults, FaultTarget } from './faults';
import { callerIdentity, identityError, isForTokenService } from './identity';
import type { JournalEntry } from './journal';
import type { Action, S3Key } from './keys';
import { recognize, refuseUnknown, type Answer } from './operation';
import { OPERATIONS } from './operations';
import { declaredHash, verifyPayload, type Payload } from './payload';
import { asGiven, asSeen, type Quirks } from './quirks';
import { readRequest, type S3Request } from './request';
import { authenticate } from './signature';
import type { Bucket } from './storage';
import { ConnectionClosed, Connection } from './connection';
import { element, xmlDocument } from './xml';

/** What the server has, as one request meets it. */
export interface ServerContext {
  readonly region: string;
  /** The most entries in one page of a list. */
  readonly pageSize: number;
  readonly keys: ReadonlyMap<string, S3Key>;
  readonly buckets: ReadonlyMap<string, Bucket>;
  readonly faults: Faults;
  readonly quirks: Quirks;
  /** The server's clock, ms since 1970. */
  nowMs: () => number;
}

/** Reads one request, does what it asks and answers it. `entry` is filled on the way. */
export async function handleRequest(
  world: ServerContext,
  message: IncomingMessage,
  response: ServerResponse,
  entry: JournalEntry,
): Promise<void> {
  const wire = new Connection(message, response, entry);
  try {
    const answer = await answerTo(world, message, wire, entry);
    await wire.send(answer, world.nowMs());
  } catch (thrown) {
    if (!(thrown instanceof ConnectionClosed)) throw thrown;
  } finally {
    entry.endedMs = world.nowMs();
  }
}

async function answerTo(
  world: ServerContext,
  message: IncomingMessage,
  wire: Connection,
  entry: JournalEntry,
): Promise<Answer> {
  let target: FaultTarget | undefined;
  try {
    const request = readRequest(message);
    target = targetOf(request);
    wire.fault = world.faults.strike(target);
    entry.operation = target.operation;
    entry.bucket = target.bucket;
    entry.key = target.key;
    entry.partNumber = target.operation === 'UploadPart' ? Number(target.query.get('partNumber')) : null;
    entry.fault = wire.fault?.rule.kind ?? null;
    return perform(world, request, await wire.readBody(), wire.fault);
  } catch (thrown) {
    if (!(thrown instanceof S3Error)) throw thrown;
    entry.code = thrown.code;
    return target?.operation === 'GetCallerIdentity' ? identityError(thrown) : errorAnswer(thrown);
  }
}

function targetOf(request: S3Request): FaultTarget {
  const { bucket, key, query } = request;
  const operation = isForTokenService(request)
    ? 'GetCallerIdentity'
    : (recognize(request, OPERATIONS)?.name ?? 'unknown');
  return { operation, bucket, key, query };
}

/** @throws S3Error */
function perform(world: ServerContext, request: S3Request, raw: Buffer, fault: Fault | undefined): Answer {
  if (fault?.rule.kind === 'status') {
    const { status, code, message = 'Injected by the test' } = fault.rule;
    throw new S3Error(status, code, message);
  }
  if (fault?.rule.kind === 'foreign') {
    const { status = 200, headers = { 'content-type': 'text/html' }, body } = fault.rule;
    return { status, headers, body };
  }
  const { keys, region, quirks } = world;
  const nowMs = world.nowMs();
  if (isForTokenService(request)) return callerIdentity(request, raw, { keys, region, nowMs });

  const signer = authenticate(request, declaredHash(request), { keys, region, service: 's3', nowMs });
  const operation = recognize(request, OPERATIONS);
  if (!operation) throw s3Error('NotImplemented', `${request.method} is not known here in this form`);
  refuseUnknown(request, operation);
  const bucket = world.buckets.get(request.bucket);
  if (!bucket) throw s3Error('NoSuchBucket', undefined, { BucketName: request.bucket });
  const may = (action: Action) => signer.key.allowed.has(action);
  if (operation.needs && !may(operation.needs)) throw s3Error('AccessDenied');
  const seen = asSeen(request, quirks);
  const sent = verifyPayload(seen, raw, signer, !operation.checksumIsOfObject);
  const payload = fault?.rule.kind === 'corrupt' ? corrupted(sent) : sent;
  const { buckets, pageSize } = world;
  const now = new Date(nowMs);
  const answer = operation.run({ request: seen, bucket, buckets, payload, now, pageSize, may });
  return asGiven(answer, operation.name, quirks);
}

function corrupted(payload: Payload): Payload {
  const bytes = Buffer.from(payload.bytes);
  const middle = bytes.length >> 1;
  if (bytes.length > 0) bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  return { ...payload, bytes };
}

function errorAnswer(error: S3Error): Answer {
  const details = Object.entries(error.details).map(([name, value]) => element(name, value));
  return {
    status: error.status,
    headers: { 'content-type': 'application/xml' },
    body: xmlDocument('Error', [element('Code', error.code), element('Message', error.message), ...details]),
  };
}
