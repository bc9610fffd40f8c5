import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { settingsSchema, type SettingName } from '#contract/settings';
import { NewestPictures } from '#engine/status/latestPictures';
import { systemClock } from '#engine/platform/clock';
import { Delivery, type DeliveryParts } from '#engine/upload/delivery';
import { News } from '#engine/status/eventBus';
import { Processes } from '#engine/platform/processes';
import { Sessions } from '#engine/sessions/sessionService';
import type { NewSession } from '#engine/sessions/spool';
import { until } from './capture';
import { TestClock } from './clock';
import { capturedSession, folderForTest, noLog, spoolForTest } from './sessions';
import { TestStore } from './uploads';

export interface DeliveryOptions {
  settings?: Partial<Record<SettingName, unknown>>;
  /** One of its own where not said. */
  dataDir?: string;
  /** The test's own folder store for all sessions where not said. */
  storeFor?: DeliveryParts['storeFor'];
}

/** What follows a capture, without cameras, on a clock of the test's own. */
export async function startDelivery(options: DeliveryOptions = {}) {
  const clock = new TestClock();
  const dataDir = options.dataDir ?? (await folderForTest());
  const spool = await spoolForTest(clock, dataDir);
  const store = new TestStore(path.join(dataDir, 'store'));
  const news = new News(clock);
  const processes = new Processes(systemClock);
  const settings = settingsSchema.parse({ MIN_DISK_MB: 0, ...options.settings });
  const parts = { spool, clock, dataDir, processes, settings, log: noLog, simulated: false };
  const delivery = new Delivery({ ...parts, storeFor: options.storeFor ?? (() => store) }, news);
  const sessions = new Sessions(parts, delivery, news, new NewestPictures());
  await delivery.start();
  onTestFinished(() => delivery.stop());
  /** Captures a goat, as far as what follows can see. */
  const capture = async (goatId: string, changes: Partial<NewSession> = {}, bytes = 1000) => {
    clock.advance(1);
    const session = await capturedSession(spool, { goatId, ...changes }, { bytes });
    news.board.begin(session.id, goatId, clock.now());
    await delivery.enqueue(session);
    return session.id;
  };
  const reaches = (id: string, state: string) => until(() => spool.get(id)?.state === state);
  const told = () => news.activity.map(({ kind, code }) => code ?? kind);
  const archive = (key: string) => readFile(path.join(store.place, key));
  return { clock, dataDir, spool, store, news, delivery, sessions, capture, reaches, told, archive };
}
