import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { settingsSchema } from '#contract/settings';
import { systemClock } from '#engine/platform/clock';
import { createS3Client } from '#engine/upload/s3Client';
import { S3Store } from '#engine/upload/s3Store';
import { UploadThrottle } from '#engine/upload/uploadThrottle';
import { serverForTest } from '../../../s3/client';
import type { FaultRule } from '../../../s3/faults';
import { noLog, pictureBytes } from '#support/sessions';
import { testCheckpoint, uploadOf } from '#support/uploads';

const MIB = 1024 * 1024;
const SMALL = pictureBytes('17', 'side', 1, 300_000);
/** Three parts: 8, 8 and 4 MiB. */
const LARGE = Buffer.alloc(20 * MIB, 'twenty mebibytes');
/** The program waits for 10 and 30 s; the waiting is the same. */
const SHORT = { connectionMs: 400, inactivityMs: 400 };
/** Long enough for an answer on a busy machine. */
const PATIENT = { connectionMs: 10_000, inactivityMs: 10_000 };

/** A store as the program has it, but for its timeouts. */
function storeAt(endpoint: string, bucket: string, credentials: Credentials, timeouts = SHORT): S3Store {
  const settings = settingsSchema.parse({ S3_ENDPOINT: endpoint, S3_TRAINING_BUCKET: bucket });
  const throttle = new UploadThrottle(systemClock);
  const client = createS3Client(settings, { throttle, timeouts });
  client.config.credentials = () => Promise.resolve(credentials);
  onTestFinished(() => {
    client.destroy();
  });
  return new S3Store(client, bucket, noLog, throttle);
}

interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
}

it.each<[string, Buffer, FaultRule]>([
  ['swallows a request', SMALL, { kind: 'blackHole', operation: 'PutObject' }],
  ['takes all and never answers', SMALL, { kind: 'stall', operation: 'PutObject' }],
  ['swallows a part in the middle', LARGE, { kind: 'blackHole', operation: 'UploadPart', skip: 1 }],
  ['takes a part and never answers', LARGE, { kind: 'stall', operation: 'UploadPart', skip: 1 }],
  ['never says that an object is complete', LARGE, { kind: 'stall', operation: 'CompleteMultipartUpload' }],
])('a line that %s is given up, and a later try comes through', async (_what, bytes, rule) => {
  const server = await serverForTest();
  const dead = server.faults.add({ ...rule, times: Infinity });
  const upload = uploadOf(bytes, { onlyIfNew: true, checkpoint: testCheckpoint() });
  const impatient = storeAt(server.endpoint, server.bucket, server.credentials);
  await expect(impatient.put(upload)).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
  // The SDK's own tries are three.
  expect([1, 2, 3]).toContain(dead.hits);
  expect(server.objects().size).toBe(0);
  server.faults.clear();
  const patient = storeAt(server.endpoint, server.bucket, server.credentials, PATIENT);
  expect(await patient.put(upload)).toMatchObject({ outcome: 'stored' });
  expect(server.objects().get(upload.key)?.bytes.equals(bytes)).toBe(true);
});

it('a look at a store that is swallowed is given up as well', async () => {
  const server = await serverForTest();
  server.faults.add({ kind: 'blackHole', times: Infinity });
  const store = storeAt(server.endpoint, server.bucket, server.credentials);
  const { signal } = new AbortController();
  await expect(store.check(signal)).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
  await expect(store.listGoats(signal)).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
});

/** A port that answers no attempt to connect: its process accepts none, and the kernel's queue of them is full. */
async function silentPort(): Promise<number> {
  const listen = [
    'import socket, time',
    "s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(0)",
    'print(s.getsockname()[1], flush=True)',
    'time.sleep(60)',
  ];
  const child = spawn('/usr/bin/python3', ['-c', listen.join('\n')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const port = Number(line);
  const filler = connect(port, '127.0.0.1').on('error', () => undefined);
  onTestFinished(() => void filler.destroy());
  await once(filler, 'connect');
  return port;
}

it('a server that answers no attempt to connect is out of reach', async () => {
  const store = storeAt(`http://127.0.0.1:${await silentPort()}`, 'training', {
    accessKeyId: 'AKIATEST',
    secretAccessKey: 'secret',
  });
  await expect(store.put(uploadOf(SMALL))).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
});
