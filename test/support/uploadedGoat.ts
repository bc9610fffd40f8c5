import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { CAMERA_NAMES, type CameraName } from '#contract/cameras';
import { sessionSchema, type Session } from '#contract/session';
import { SAMPLE_FRAME_COUNT, frameNumber } from '#engine/cameras/simulator/frameGenerator';
import { filesOfArchive } from './archives';

const dataSchema = z.looseObject({
  goat_id: z.string(),
  timestamp: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/),
  cameras: z.array(z.string()),
  images_per_camera: z.number(),
  resolution: z.string(),
  capture_fps: z.number(),
  captured_at: z.iso.datetime({ offset: true }),
  simulated: z.boolean(),
});

/** The one session of a goat in a data directory. */
export async function sessionOf(dataDir: string, goatId: string): Promise<Session> {
  const sessions = path.join(dataDir, 'sessions');
  const ids = (await readdir(sessions)).filter((id) => id.split('-')[1] === goatId);
  assert.equal(ids.length, 1, `one session of goat ${goatId} among ${ids.join(', ')}`);
  return sessionSchema.parse(
    JSON.parse(await readFile(path.join(sessions, ids[0] ?? '', 'session.json'), 'utf8')),
  );
}

/**
 * Proves that a goat was delivered whole: every archive with its pictures in order, by name and by the numbers that
 * their frames carry, each byte for byte as it stands in the session's folder.
 * @param framesPerStep frames of the film from one picture to the next.
 */
export async function assertUploaded(
  object: (key: string) => Promise<Uint8Array>,
  dataDir: string,
  session: Session,
  framesPerStep: number,
): Promise<void> {
  for (const camera of CAMERA_NAMES) {
    const files = await filesOfArchive(await object(`${session.goatId}/${camera}/images.tar.gz`));
    const names = Array.from({ length: session.imagesPerCamera }, (_, index) =>
      pictureName(session, camera, index),
    );
    assert.deepEqual(
      files.map(({ name }) => name),
      names,
    );
    const { pictures } = session.cameras[camera];
    for (const [index, file] of files.entries()) {
      const kept = await readFile(
        path.join(dataDir, 'sessions', session.id, camera, pictures[index]?.file ?? ''),
      );
      assert.ok(kept.equals(file.bytes), `${file.name} is as it was captured`);
      const before = files[index - 1];
      if (before)
        assert.equal(stepBetween(before.bytes, file.bytes), framesPerStep, `${file.name} is one step on`);
    }
  }
}

/** Proves that a goat's `goat_data.json` has the seed's keys and what was given. */
export function assertGoatData(json: Uint8Array, session: Session, given: Record<string, unknown>): void {
  const data = dataSchema.parse(JSON.parse(Buffer.from(json).toString('utf8')));
  assert.equal(data.goat_id, session.goatId);
  assert.deepEqual(data.cameras, [...CAMERA_NAMES]);
  assert.equal(data.images_per_camera, session.imagesPerCamera);
  assert.equal(data.resolution, `${session.width}x${session.height}`);
  for (const [name, value] of Object.entries(given)) assert.equal(data[name], value);
}

function pictureName({ goatId }: Session, camera: CameraName, index: number): string {
  return `${goatId}_${camera}_${String(index + 1).padStart(2, '0')}.jpg`;
}

function stepBetween(before: Uint8Array, after: Uint8Array): number {
  const [first, second] = [frameNumber(before), frameNumber(after)];
  assert.ok(first !== null && second !== null, 'each frame carries its number');
  return (second - first + SAMPLE_FRAME_COUNT) % SAMPLE_FRAME_COUNT;
}
