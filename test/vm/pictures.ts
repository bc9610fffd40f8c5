import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CAMERA_NAMES } from '#contract/cameras';
import type { Session } from '#contract/session';
import { pictureName } from '#engine/upload/pictureArchive';
import { filesOfArchive } from '#support/archives';
import { framesOf } from './devices';

const PICTURES = 20;
/** Frames of a film from picture to picture. */
const STEP = 10;
const STEP_US = 1_000_000;
const SPACING_LIMIT_US = 50_000;

/** By which the films' lists know a frame. */
export const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');

/**
 * Proves that each picture of a delivered session is a frame of its camera's film, bit for bit, in order, on time and under its name.
 * @param dataDir with a `store` in it
 * @returns what was measured, in words
 */
export async function assertWhole(dataDir: string, session: Session): Promise<string> {
  assert.equal(session.state, 'uploaded', JSON.stringify(session.fault));
  let worstUs = 0;
  for (const camera of CAMERA_NAMES) {
    const archive = path.join(dataDir, 'store', session.goatId, camera, 'images.tar.gz');
    const files = await filesOfArchive(await readFile(archive));
    const names = Array.from({ length: PICTURES }, (_, index) =>
      pictureName(session.goatId, camera, index + 1),
    );
    assert.deepEqual(
      files.map(({ name }) => name),
      names,
    );
    const sampleFrames = await framesOf(camera);
    const frames = files.map(({ name, bytes }) => {
      const frame = sampleFrames.get(md5(bytes));
      assert.ok(frame !== undefined, `${name} is a frame of the film`);
      return frame;
    });
    assertInStep(frames, sampleFrames.size, camera);
    const times = session.cameras[camera].pictures.map(({ timestampUs }) => timestampUs);
    for (const [index, time] of times.slice(1).entries())
      worstUs = Math.max(worstUs, Math.abs(time - (times[index] ?? 0) - STEP_US));
  }
  assert.ok(worstUs <= SPACING_LIMIT_US, `pictures are ${worstUs} µs off`);
  return `${CAMERA_NAMES.length * PICTURES} pictures in ${String(session.durationSec)} s, ${worstUs / 1000} ms off at worst`;
}

/**
 * Proves that no frame is lost or out of its place. A frame that the emulated camera sent 50 ms late, or more, is in
 * time for the picture whose own frame comes after it: so a neighbour of the frame that is due is right too.
 */
function assertInStep(frames: readonly number[], frameCount: number, camera: string): void {
  for (const [index, frame] of frames.entries()) {
    const due = (frames[0] ?? 0) + index * STEP;
    const off = (((frame - due + 1) % frameCount) + frameCount) % frameCount;
    assert.ok(off <= 2, `picture ${index + 1} of ${camera} is a frame that was due: ${frames.join(' ')}`);
  }
}
