import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { settingsSchema, type SettingName } from '#contract/settings';
import { LatestPictures } from '#engine/status/latestPictures';
import { systemClock } from '#engine/platform/clock';
import { UploadService, type UploadServiceOptions } from '#engine/upload/uploadService';
import { EventBus } from '#engine/status/eventBus';
import { Processes } from '#engine/platform/processes';
import { SessionService } from '#engine/sessions/sessionService';
import type { NewSession } from '#engine/sessions/spool';
import { until } from './capture';
import { TestClock } from './clock';
import { capturedSession, folderForTest, noLog, spoolForTest } from './sessions';
import { TestStore } from './uploads';

export interface TestUploadOptions {
  settings?: Partial<Record<SettingName, unknown>>;
  /** One of its own where not said. */
  dataDir?: string;
  /** The test's own folder store for all sessions where not said. */
  storeFor?: UploadServiceOptions['storeFor'];
}

/** What follows a capture, without cameras, on a clock of the test's own. */
export async function startUploadService(options: TestUploadOptions = {}) {
  const clock = new TestClock();
  const dataDir = options.dataDir ?? (await folderForTest());
  const spool = await spoolForTest(clock, dataDir);
  const store = new TestStore(path.join(dataDir, 'store'));
  const eventBus = new EventBus(clock);
  const processes = new Processes(systemClock);
  const settings = settingsSchema.parse({ MIN_DISK_MB: 0, ...options.settings });
  const parts = { spool, clock, dataDir, processes, settings, log: noLog, simulated: false };
  const uploadService = new UploadService(
    { ...parts, storeFor: options.storeFor ?? (() => store) },
    eventBus,
  );
  const sessions = new SessionService(parts, uploadService, eventBus, new LatestPictures());
  await uploadService.start();
  onTestFinished(() => uploadService.stop());
  /** Captures a goat, as far as what follows can see. */
  const capture = async (goatId: string, changes: Partial<NewSession> = {}, bytes = 1000) => {
    clock.advance(1);
    const session = await capturedSession(spool, { goatId, ...changes }, { bytes });
    eventBus.legacyStatus.begin(session.id, goatId, clock.now());
    await uploadService.enqueue(session);
    return session.id;
  };
  const reaches = (id: string, state: string) => until(() => spool.get(id)?.state === state);
  const told = () => eventBus.activity.map(({ kind, code }) => code ?? kind);
  const archive = (key: string) => readFile(path.join(store.place, key));
  return {
    clock,
    dataDir,
    spool,
    store,
    eventBus,
    delivery: uploadService,
    sessions,
    capture,
    reaches,
    told,
    archive,
  };
}
