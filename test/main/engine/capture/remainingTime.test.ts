import { expect, it } from 'vitest';
import { remainingMs } from '#engine/capture/remainingTime';

const settings = { NUM_IMAGES: 20, CAPTURE_FPS: 1, WARMUP_SEC: 1 };
const camera = (state: 'waiting' | 'recording' | 'checking' | 'captured' | 'missing', images: number) => ({
  state,
  images,
});

it.each([
  // 1.5 s to open, 1 s of warm-up, and 19 s from the first to the last of 20 pictures.
  ['begins, two and then one', ['recording', 'recording', 'waiting'], [0, 0, 0], 1, 43_000],
  ['goes by the camera that is behind', ['recording', 'recording', 'waiting'], [12, 11, 0], 1, 9000 + 21_500],
  ['has one camera left', ['captured', 'captured', 'recording'], [20, 20, 19], 0, 1000],
  ['is only checked', ['checking', 'captured', 'missing'], [20, 20, 0], 0, 0],
  ['goes on with each alone', ['checking', 'waiting', 'waiting'], [20, 0, 0], 2, 43_000],
] as const)('a capture that %s', (_what, states, images, steps, expected) => {
  const cameras = {
    side: camera(states[0], images[0]),
    top: camera(states[1], images[1]),
    front: camera(states[2], images[2]),
  };
  expect(remainingMs(cameras, steps, settings)).toBe(expected);
});

it('counts the pictures at their own pace', () => {
  const cameras = {
    side: camera('recording', 3),
    top: camera('missing', 0),
    front: camera('missing', 0),
  };
  expect(remainingMs(cameras, 0, { ...settings, NUM_IMAGES: 5, CAPTURE_FPS: 4 })).toBe(500);
});
