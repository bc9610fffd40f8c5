import { mkdir, readFile, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CAMERA_NAMES } from '#contract/cameras';
import { drawSampleFrames, SAMPLE_FRAME_COUNT, frameFile } from '#engine/cameras/simulator/frameGenerator';
import { captureTools, temporaryFolder, until } from '#support/capture';
import { startEngine } from '#support/engine';
import { frameNumber } from '#support/frames';

const FULL_SIZE = { width: 4656, height: 3496 };

let root: string;

beforeAll(async () => {
  root = await temporaryFolder('full-size');
  const drawn = path.join(root, 'side');
  await mkdir(drawn);
  await drawSampleFrames('side', drawn, { ...FULL_SIZE, ...captureTools() });
  // One film for all three: drawing is what takes long.
  for (const camera of ['top', 'front']) await symlink(drawn, path.join(root, camera));
}, 120_000);
afterAll(() => rm(root, { recursive: true }));

it('takes the pictures of the seed, at full size and byte for byte', { timeout: 60_000 }, async () => {
  const capture = await startEngine({
    frameFolders: root,
    settings: {
      ...{ IMAGE_WIDTH: FULL_SIZE.width, IMAGE_HEIGHT: FULL_SIZE.height, MIN_IMAGE_BYTES: 50_000 },
      ...{ NUM_IMAGES: 3, CAPTURE_FPS: 1, CAMERA_NATIVE_FPS: 10, WARMUP_SEC: 1, MAX_PARALLEL: 3 },
    },
  });
  await capture.engine.record({ goat_id: 17 }, 'api');
  await until(async () => !(await capture.engine.health()).recording_active, 30_000);
  const [session] = capture.spool.list();
  expect(session?.fault).toBeNull();
  for (const camera of CAMERA_NAMES) {
    const { pictures = [], worstSpacingErrorMs } = session?.cameras[camera] ?? {};
    expect(worstSpacingErrorMs).toBe(0);
    const frames: (number | null)[] = [];
    for (const { file } of pictures) {
      const bytes = await readFile(path.join(capture.spool.cameraFolder(session?.id ?? '', camera), file));
      const frame = frameNumber(bytes);
      frames.push(frame);
      expect(bytes.equals(await readFile(path.join(root, 'side', frameFile(frame ?? 0))))).toBe(true);
    }
    // The seed's frames 10, 20 and 30 counted from 0, on a film that goes round.
    expect(frames).toEqual([10, 20, 30].map((frame) => (frame % SAMPLE_FRAME_COUNT) + 1));
  }
  await capture.stop();
});
