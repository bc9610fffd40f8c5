import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { CAMERA_NAMES } from '#contract/cameras';
import { settingsSchema } from '#contract/settings';
import { systemClock } from '#engine/platform/clock';
import { createS3Client } from '#engine/upload/s3Client';
import { S3Store } from '#engine/upload/s3Store';
import { UploadThrottle } from '#engine/upload/uploadThrottle';
import { UploadQueue } from '#engine/upload/queue';
import { until } from '#support/capture';
import { serverForTest } from '../../../s3/client';
import type { S3Server } from '../../../s3/server';
import { capturedSession, noLog, pictureBytes, spoolForTest } from '#support/sessions';

// Debian's own Python, since Debian's python3-boto3 belongs to it.
const PYTHON = '/usr/bin/python3';
const SCRIPT = fileURLToPath(new URL('../../../s3/boto3_goats.py', import.meta.url));

/** A queue that sends to the server as the program does. */
async function setUp() {
  const server = await serverForTest();
  const settings = settingsSchema.parse({ S3_ENDPOINT: server.endpoint, AWS_REGION: server.region });
  const throttle = new UploadThrottle(systemClock);
  const client = createS3Client(settings, { throttle });
  client.config.credentials = () => Promise.resolve(server.credentials);
  const store = new S3Store(client, server.bucket, noLog, throttle);
  const spool = await spoolForTest();
  const queue = new UploadQueue({
    ...{ spool, clock: systemClock, log: noLog, parallel: 1, storeFor: () => store },
    onOutcome: () => undefined,
    onCorrected: () => undefined,
  });
  onTestFinished(async () => {
    await queue.stop();
    client.destroy();
  });
  return { server, spool, queue };
}

async function readByBoto3(server: S3Server): Promise<unknown> {
  const noFiles = { AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' };
  const { stdout } = await promisify(execFile)(PYTHON, [SCRIPT], {
    env: { ...server.environment, ...noFiles },
    maxBuffer: 10e6,
  });
  return JSON.parse(stdout);
}

it('boto3 lists, downloads and unpacks what was sent, small and in parts, picture for picture', async () => {
  const { server, spool, queue } = await setUp();
  const small = await capturedSession(spool, { goatData: { grade: 'choice' } }, { bytes: 20_000 });
  const large = await capturedSession(spool, { goatId: 'big-1', imagesPerCamera: 20 }, { bytes: 450_000 });
  for (const { id } of [small, large]) await spool.update(id, { state: 'queued' });
  // Meanwhile the network does what it does in a barn.
  server.faults.add({ kind: 'lostAnswer', operation: 'CompleteMultipartUpload' });
  server.faults.add({
    kind: 'status',
    status: 503,
    code: 'SlowDown',
    operation: 'UploadPart',
    skip: 2,
    times: 2,
  });
  server.faults.add({ kind: 'reset', at: 'end', operation: 'PutObject', times: 2 });
  queue.start();
  await until(() => spool.inState('uploaded').length === 2);

  const expected: Record<string, unknown> = {};
  for (const [session, bytes] of [
    [large, 450_000],
    [small, 20_000],
  ] as const) {
    for (const camera of CAMERA_NAMES) {
      expected[`${session.goatId}/${camera}/images.tar.gz`] = session.cameras[camera].pictures.map(
        (_, index) => [
          path.basename(`${session.goatId}_${camera}_${String(index + 1).padStart(2, '0')}.jpg`),
          createHash('sha256')
            .update(pictureBytes(session.goatId, camera, index + 1, bytes))
            .digest('hex'),
        ],
      );
    }
  }
  expected['17/goat_data.json'] = expect.objectContaining({ goat_id: '17', grade: 'choice' });
  expect(await readByBoto3(server)).toEqual(expected);
  expect(server.uploads()).toEqual([]);
  expect(server.requests('UploadPart').some(({ key }) => key.startsWith('big-1/'))).toBe(true);
});
