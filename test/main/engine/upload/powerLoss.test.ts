import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { CAMERA_NAMES } from '#contract/cameras';
import { systemClock } from '#engine/platform/clock';
import { recoverSessions } from '#engine/sessions/recovery';
import type { Spool } from '#engine/sessions/spool';
import { FolderStore } from '#engine/upload/folderStore';
import { UploadQueue } from '#engine/upload/queue';
import { filesOfArchive } from '#support/archives';
import { until } from '#support/capture';
import { PowerLossRecorder } from '#support/powerLoss';
import { capturedSession, folderForTest, noLog, pictureBytes, spoolForTest } from '#support/sessions';

/** A session that was said to be captured at a moment. */
interface Promised {
  moment: number;
  id: string;
  goatId: string;
  bytes: number;
}

async function sendAll(spool: Spool, dataDir: string): Promise<void> {
  const store = new FolderStore(path.join(dataDir, 'store'));
  const queue = new UploadQueue({
    ...{ spool, clock: systemClock, log: noLog, parallel: 1, storeFor: () => store },
    onOutcome: () => undefined,
    onCorrected: () => undefined,
  });
  queue.start();
  await until(() => queue.waiting.length === 0);
  await queue.stop();
}

/** A day at the pen: two goats are captured and sent, the first once more in place of the earlier pictures. */
async function record(dataDir: string) {
  const recorder = await PowerLossRecorder.start(dataDir);
  const promised: Promised[] = [];
  const spool = await spoolForTest(systemClock, dataDir);
  for (const [goatId, bytes, overwrite] of [
    ['1', 100, false],
    ['2', 101, false],
    ['1', 102, true],
  ] as const) {
    const options = { bytes, durable: true };
    const changes = { goatId, overwrite, imagesPerCamera: 1, goatData: { grade: 'choice' } };
    const { id } = await capturedSession(spool, changes, options);
    promised.push({ moment: recorder.moment, id, goatId, bytes });
    await spool.update(id, { state: 'queued' });
    await sendAll(spool, dataDir);
  }
  recorder.stop();
  return { recorder, promised };
}

/** The pictures' sizes in each archive of the store, by goat's folder; fails where one is not whole. */
async function picturesIn(store: string): Promise<Map<string, number[]>> {
  const entries = await readdir(store, { recursive: true, withFileTypes: true }).catch(() => []);
  const found = new Map<string, number[]>();
  for (const entry of entries.filter((one) => one.name.endsWith('.gz'))) {
    const camera = CAMERA_NAMES.find((name) => name === path.basename(entry.parentPath));
    if (!camera) throw new Error(`an archive at ${entry.parentPath}`);
    const [picture, ...more] = await filesOfArchive(await readFile(path.join(entry.parentPath, entry.name)));
    expect(more).toEqual([]);
    const goatId = picture?.name.split('_')[0] ?? '';
    const bytes = picture?.bytes ?? Buffer.alloc(0);
    expect(bytes.equals(pictureBytes(goatId, camera, 1, bytes.length))).toBe(true);
    const folder = path.relative(store, path.dirname(entry.parentPath));
    found.set(folder, [...(found.get(folder) ?? []), bytes.length]);
  }
  return found;
}

it('loses nothing that was said to be captured, at whatever moment the power is cut', async () => {
  const { recorder, promised } = await record(await folderForTest());
  expect(recorder.moment).toBeGreaterThan(100);
  const root = await folderForTest();
  for (let moment = 0; moment <= recorder.moment; moment++) {
    const dataDir = path.join(root, String(moment));
    await recorder.leave(moment, dataDir);
    const kept = promised.filter((one) => one.moment <= moment);
    const spool = await spoolForTest(systemClock, dataDir);
    await recoverSessions(spool);
    const at = `the power was cut at moment ${moment} of ${recorder.moment}`;
    await sendAll(spool, dataDir);
    expect(spool.inState('needs-attention'), at).toEqual([]);
    const pictures = await picturesIn(path.join(dataDir, 'store'));
    for (const { id, goatId, bytes } of kept) {
      expect(spool.get(id)?.state, at).toBe('uploaded');
      const folders = [...pictures.keys()].filter(
        (one) => one === goatId || one.startsWith(`_replaced/${goatId}/`),
      );
      const whole = folders.filter((one) => String(pictures.get(one)) === String([bytes, bytes, bytes]));
      expect(whole, at).not.toEqual([]);
    }
    await rm(dataDir, { recursive: true });
  }
});
