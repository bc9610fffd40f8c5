import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { CAMERA_NAMES } from '#contract/cameras';
import type { Camera } from '#engine/cameras/camera';
import { limitsOf, nextStep, planSteps } from '#engine/capture/plan';
import { sampleCamera } from '#support/capture';

const cameras = CAMERA_NAMES.map((name) => sampleCamera(name, name));
const names = (steps: Camera[][]) => steps.map((step) => step.map(({ name }) => name));

describe('planSteps', () => {
  it.each([
    ['auto', [['side', 'top'], ['front']]],
    [1, [['side'], ['top'], ['front']]],
    [2, [['side', 'top'], ['front']]],
    [3, [['side', 'top', 'front']]],
  ] as const)('with MAX_PARALLEL=%s on one controller', (maxParallel, expected) => {
    expect(names(planSteps(cameras, limitsOf(maxParallel, null), () => 'usb'))).toEqual(expected);
  });

  it('records all at once where auto finds two controllers', () => {
    const controllerOf = ({ name }: Camera) => (name === 'top' ? 'usb2' : 'usb1');
    expect(names(planSteps(cameras, limitsOf('auto', null), controllerOf))).toEqual([
      ['side', 'top', 'front'],
    ]);
  });

  it('takes each camera once and keeps to the limits, whatever they are', () => {
    const anyController = fc.record({ side: fc.nat(2), top: fc.nat(2), front: fc.nat(2) });
    const anyLimits = fc.record({
      total: fc.integer({ min: 1, max: 3 }),
      perController: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(fc.subarray(cameras), anyController, anyLimits, (some, controllers, limits) => {
        const controllerOf = ({ name }: Camera) => `usb${controllers[name]}`;
        const steps = planSteps(some, limits, controllerOf);
        expect(new Set(steps.flat())).toEqual(new Set(some));
        expect(steps.flat()).toHaveLength(some.length);
        for (const step of steps) {
          expect(step.length).toBeGreaterThan(0);
          expect(step.length).toBeLessThanOrEqual(limits.total);
          for (const camera of step) {
            const neighbours = step.filter((other) => controllerOf(other) === controllerOf(camera));
            expect(neighbours.length).toBeLessThanOrEqual(limits.perController);
          }
        }
        expect(nextStep(some, limits, controllerOf)).toEqual(steps[0] ?? []);
      }),
    );
  });
});
