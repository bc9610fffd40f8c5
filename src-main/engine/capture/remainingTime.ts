import type { PerCamera } from '#contract/cameras';
import type { Settings } from '#contract/settings';
import type { CameraProgress } from './captureProgress';

/** Opening a camera at full size takes about 1.5 s. */
const OPENING_MS = 1500;

/**
 * How long a session goes on, in ms, where nothing goes wrong: until the last picture is there.
 * @param stepsToCome groups of cameras that wait for their turn.
 */
export function remainingMs(
  cameras: PerCamera<Pick<CameraProgress, 'state' | 'images'>>,
  stepsToCome: number,
  { NUM_IMAGES, CAPTURE_FPS, WARMUP_SEC }: Pick<Settings, 'NUM_IMAGES' | 'CAPTURE_FPS' | 'WARMUP_SEC'>,
): number {
  const after = (images: number) => ((NUM_IMAGES - images) / CAPTURE_FPS) * 1000;
  const wholeStep = OPENING_MS + WARMUP_SEC * 1000 + after(1);
  const recording = Object.values(cameras)
    .filter(({ state }) => state === 'recording')
    .map(({ images }) => (images === 0 ? wholeStep : after(images)));
  return Math.max(0, ...recording) + stepsToCome * wholeStep;
}
