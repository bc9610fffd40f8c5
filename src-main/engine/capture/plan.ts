import type { ConcurrencyLimit } from '#contract/captureApi';
import type { Settings } from '#contract/settings';
import type { Camera } from '#engine/cameras/camera';

/** How many cameras may stream at once: in all, and on one USB controller. */
export interface Limits {
  total: number;
  perController: number;
}

/** The USB controller that a camera hangs on; cameras of equal names share a bus. */
export type ControllerOf = (camera: Camera) => string;

/**
 * A Pi 4's USB 2 devices share one controller of about 35 MB/s: two cameras at full size stream at once, three do
 * not. So `auto` means at most two on one controller, until something else is learned by trying; a number is the person's own word.
 */
export function limitsOf(
  maxParallel: Settings['MAX_PARALLEL'],
  concurrencyLimit: ConcurrencyLimit | null,
): Limits {
  return maxParallel === 'auto'
    ? { total: concurrencyLimit?.total ?? 3, perController: concurrencyLimit?.per_controller ?? 2 }
    : { total: maxParallel, perController: maxParallel };
}

/** The cameras to record next, in order: as many of those that are left as the limits allow. Never empty where some are left. */
export function nextStep(left: readonly Camera[], limits: Limits, controllerOf: ControllerOf): Camera[] {
  const step: Camera[] = [];
  for (const camera of left) {
    const neighbours = step.filter((other) => controllerOf(other) === controllerOf(camera));
    if (step.length < limits.total && neighbours.length < limits.perController) step.push(camera);
  }
  return step;
}

/** All steps of a session where nothing goes wrong. */
export function planSteps(
  cameras: readonly Camera[],
  limits: Limits,
  controllerOf: ControllerOf,
): Camera[][] {
  const steps: Camera[][] = [];
  let left = [...cameras];
  while (left.length > 0) {
    const step = nextStep(left, limits, controllerOf);
    steps.push(step);
    left = left.filter((camera) => !step.includes(camera));
  }
  return steps;
}
