import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CAMERA_NAMES } from '#contract/cameras';
import { prepareSampleFrames } from '#engine/cameras/simulator/sampleFrames';
import { systemClock } from '#engine/platform/clock';
import { Processes } from '#engine/platform/processes';
import { SMALL_PICTURES } from './kiosk';
import { SHARED_FRAMES_VARIABLE } from './sharedFrames';

/**
 * Draws the frames of the simulated cameras once for all tests of a run.
 * @returns the teardown, which removes them.
 */
export default async function drawSharedFrames(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'goat-e2e-film-'));
  await prepareSampleFrames({
    dataDir,
    width: Number(SMALL_PICTURES.IMAGE_WIDTH),
    height: Number(SMALL_PICTURES.IMAGE_HEIGHT),
    cameras: CAMERA_NAMES,
    processes: new Processes(systemClock),
  });
  process.env[SHARED_FRAMES_VARIABLE] = path.join(dataDir, 'simulated');
  return () => rm(dataDir, { recursive: true, force: true });
}
