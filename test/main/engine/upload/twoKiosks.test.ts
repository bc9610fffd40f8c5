import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { CAMERA_NAMES } from '#contract/cameras';
import { S3Store } from '#engine/upload/s3Store';
import { filesOfArchive } from '#support/archives';
import { makeTestFrames, temporaryFolder, until } from '#support/capture';
import { startEngine } from '#support/engine';
import { clientFor, serverForTest } from '../../../s3/client';
import type { S3Server } from '../../../s3/server';
import { noLog } from '#support/sessions';

let frameFolders: string;
beforeAll(async () => {
  frameFolders = await temporaryFolder('two-kiosks');
  await makeTestFrames(frameFolders);
});
afterAll(() => rm(frameFolders, { recursive: true }));

/** A kiosk on the bucket, which takes so many pictures of each camera: that tells its archives from the other's. */
async function kioskOn(server: S3Server, pictures: number) {
  const store = new S3Store(clientFor(server), server.bucket, noLog);
  const kiosk = await startEngine({
    frameFolders,
    settings: { NUM_IMAGES: pictures },
    store: () => store,
  });
  onTestFinished(() => kiosk.stop());
  const stateOfNewest = () => kiosk.spool.list().at(-1)?.state;
  return { ...kiosk, pictures, stateOfNewest };
}

it('gives a number that two kiosks take at the same moment to one of them, whole; the other asks', async () => {
  const server = await serverForTest();
  const kiosks = [await kioskOn(server, 3), await kioskOn(server, 4)];
  // Both claims have come in whole before the store looks at the first one.
  const claims = server.faults.add({ kind: 'stall', operation: 'PutObject', times: 2 });
  const goat = { goat_id: 17, goat_data: { breed: 'Boer' } };
  await Promise.all(kiosks.map(({ engine }) => engine.record(goat, 'api')));
  await claims.struck(2);
  expect(server.objects().size).toBe(0);
  claims.end();
  await until(() =>
    kiosks.every(({ stateOfNewest }) => ['uploaded', 'needs-attention'].includes(stateOfNewest() ?? '')),
  );
  const winner = kiosks.find(({ stateOfNewest }) => stateOfNewest() === 'uploaded');
  const loser = kiosks.find(({ stateOfNewest }) => stateOfNewest() === 'needs-attention');
  if (!winner || !loser) throw new Error('there is not one winner and one loser');
  const [won, lost] = [winner.spool.list()[0], loser.spool.list()[0]];
  expect(lost).toMatchObject({ fault: { code: 'GOAT_EXISTS', parameters: { goat_id: '17' } }, stored: [] });

  const objects = server.objects();
  const archives = CAMERA_NAMES.map((camera) => `17/${camera}/images.tar.gz`);
  expect([...objects.keys()].sort()).toEqual([...archives, '17/goat_data.json'].sort());
  for (const key of archives)
    expect(await filesOfArchive(objects.get(key)?.bytes ?? Buffer.alloc(0))).toHaveLength(winner.pictures);
  const data: unknown = JSON.parse(objects.get('17/goat_data.json')?.bytes.toString() ?? '');
  expect(z.object({ session_id: z.string() }).parse(data).session_id).toBe(won?.id);

  // The loser's pictures are not lost: under the next number they go beside the winner's.
  await loser.engine.sessions.renumber(lost?.id ?? '', { goat_id: '18' });
  await until(() => loser.stateOfNewest() === 'uploaded');
  expect([...server.objects().keys()].filter((key) => key.startsWith('17/'))).toHaveLength(4);
  const theirs = server.objects().get('18/front/images.tar.gz');
  expect(await filesOfArchive(theirs?.bytes ?? Buffer.alloc(0))).toHaveLength(loser.pictures);
});
