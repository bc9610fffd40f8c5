import path from 'node:path';
import { appError } from '#contract/errors';
import type { SavedFile } from '#contract/usbExport';
import { writeFileDurably } from '#engine/platform/durableFiles';
import { findVolumes } from '#engine/machine/blockDevices';
import { MountedStick, type MountTools } from '#engine/machine/mount';
import { classifyUsbError } from './classifyUsbError';

/**
 * Writes a file to the stick at this machine: of several, to the first that can be written to. Returns when it may be
 * pulled out.
 * @param make gives the file's bytes; asked only when there is a stick for them.
 * @throws AppError NO_STICK, STICK_NOT_FORMATTED, STICK_UNREADABLE, STICK_READ_ONLY, STICK_FULL, STICK_GONE, STICK_FAILED,
 * FFMPEG_MISSING; what `make` throws.
 */
export async function saveFile(
  file: string,
  make: () => Promise<Buffer>,
  tools: MountTools,
): Promise<SavedFile> {
  const volumes = await findVolumes(tools.processes, tools.dataDir);
  const volume = volumes.find(({ fault: blockingFault }) => blockingFault === null) ?? volumes[0];
  if (!volume) throw appError('NO_STICK', {});
  if (volume.fault) throw volume.fault;
  const content = await make();
  const stick = await MountedStick.open(volume, tools);
  try {
    await stick.requireWritable();
    await writeFileDurably(path.join(stick.folder, file), content);
  } catch (thrown) {
    const error = await classifyUsbError(thrown, stick, content.length);
    await stick.releaseIfThere();
    throw error;
  }
  const release = await stick.releaseIfThere();
  if (!release) throw stick.gone;
  return { stick: volume.name, file, safe_to_pull: release };
}
