import path from 'node:path';
import { isLoopbackUrl } from '#contract/loopback';
import type { Settings } from '#contract/settings';
import type { StoreKeys } from '#contract/settingsApi';
import { systemClock } from '#engine/platform/clock';
import type { Logger } from '#engine/platform/log';
import { FolderStore } from '#engine/upload/folderStore';
import { LazyStore } from '#engine/upload/lazyStore';
import type { Store } from '#engine/upload/store';
import { UploadThrottle } from '#engine/upload/uploadThrottle';

/**
 * The store that is set; simulated sessions go to a bucket only where that is on this machine, else to the folder.
 * @param keys null where the AWS SDK has to find them in its usual places.
 */
export function chooseStore(
  settings: Settings,
  dataDir: string,
  log: Logger,
  keys: StoreKeys | null,
): (session: { simulated: boolean }) => Store {
  const folder = new FolderStore(path.join(dataDir, 'store'));
  if (settings.STORE === 'folder') return () => folder;
  const bucket = new LazyStore('s3', settings.S3_TRAINING_BUCKET, () => openBucket(settings, log, keys));
  const isOnThisMachine = settings.S3_ENDPOINT !== undefined && isLoopbackUrl(settings.S3_ENDPOINT);
  return ({ simulated }) => (simulated && !isOnThisMachine ? folder : bucket);
}

async function openBucket(settings: Settings, log: Logger, keys: StoreKeys | null): Promise<Store> {
  const { createS3Client } = await import('#engine/upload/s3Client');
  const { S3Store } = await import('#engine/upload/s3Store');
  const throttle = new UploadThrottle(systemClock, settings.UPLOAD_MAX_KBPS);
  const client = createS3Client(settings, { keys, throttle });
  return new S3Store(client, settings.S3_TRAINING_BUCKET, log, throttle);
}
