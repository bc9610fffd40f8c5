import { existsSync } from 'node:fs';
import { CAMERA_NAMES, type CameraName } from '#contract/cameras';
import { CAMERA_SETTINGS, type Settings } from '#contract/settings';
import type { StoreKeys } from '#contract/settingsApi';
import { sampleNameOf, SIMULATED } from '#engine/cameras/simulator/simulatedCamera';
import type { Logger } from '#engine/platform/log';
import type { CommandLine } from './commandLine';

/** What `npm start` does on a machine without cameras or keys; the installed program waits for them instead. */
export async function fallBack(
  settings: Settings,
  keys: StoreKeys | null,
  { isTrial }: CommandLine,
  log: Logger,
): Promise<Settings> {
  if (!isTrial) return settings;
  const result = { ...settings };
  const isAbsent = (name: CameraName) => {
    const path = settings[CAMERA_SETTINGS[name]];
    return sampleNameOf(path, name) === null && !existsSync(path);
  };
  if (CAMERA_NAMES.every(isAbsent)) {
    for (const name of CAMERA_NAMES) result[CAMERA_SETTINGS[name]] = SIMULATED;
    log.warn('no camera is there: simulated cameras take their place');
  }
  if (settings.STORE === 's3') {
    const { createS3Client, hasCredentials } = await import('#engine/upload/s3Client');
    if (!(await hasCredentials(createS3Client(settings, { keys })))) {
      result.STORE = 'folder';
      log.warn('there are no keys for S3: pictures are kept in a folder');
    }
  }
  return result;
}
