import { expect, test } from 'vitest';
import { largestScale, moved, pinched, realScale, WHOLE, zoomed } from '../../../src-renderer/ui/zoom';

const FRAME = { width: 800, height: 400 };
const PICTURE = { width: 4656, height: 3496 };
const MAX = 10;

test('the real size is where a pixel of the picture is one of the screen', () => {
  // The height is what limits it: 400 px for 3496.
  expect(realScale(PICTURE, FRAME)).toBe(8.74);
  expect(largestScale(PICTURE, FRAME)).toBe(17.48);
  expect(realScale({ width: 80, height: 60 }, FRAME)).toBe(1);
  expect(largestScale({ width: 80, height: 60 }, FRAME)).toBe(4);
});

test('what lies under the finger stays there', () => {
  // 100 px right of the middle and 50 px below it.
  const view = zoomed(WHOLE, 2, { x: 100, y: 50 }, FRAME, MAX);
  expect(view).toEqual({ scale: 2, x: -100, y: -50 });
  expect(zoomed(view, 1, { x: 100, y: 50 }, FRAME, MAX)).toEqual(WHOLE);
});

test('it is never smaller than whole, nor larger than the largest', () => {
  expect(zoomed(WHOLE, 0.2, { x: 0, y: 0 }, FRAME, MAX)).toEqual(WHOLE);
  expect(zoomed(WHOLE, 99, { x: 0, y: 0 }, FRAME, MAX).scale).toBe(MAX);
});

test('it can be moved as far as it fills its frame, and not at all where it is whole', () => {
  expect(moved(WHOLE, { x: 30, y: -30 }, FRAME)).toEqual(WHOLE);
  const view = zoomed(WHOLE, 2, { x: 0, y: 0 }, FRAME, MAX);
  expect(moved(view, { x: 30, y: -30 }, FRAME)).toEqual({ scale: 2, x: 30, y: -30 });
  expect(moved(view, { x: 9000, y: -9000 }, FRAME)).toEqual({ scale: 2, x: 400, y: -200 });
});

test('two fingers that part make it larger, and both move it', () => {
  const apart = [
    { x: -100, y: 0 },
    { x: 100, y: 0 },
  ];
  const near = [
    { x: -50, y: 0 },
    { x: 50, y: 0 },
  ];
  const view = pinched(WHOLE, near, apart, FRAME, MAX);
  expect(view).toEqual({ scale: 2, x: 0, y: 0 });
  const shifted = apart.map(({ x }) => ({ x: x + 20, y: 10 }));
  expect(pinched(view, apart, shifted, FRAME, MAX)).toEqual({ scale: 2, x: 20, y: 10 });
  expect(pinched(view, [{ x: 0, y: 0 }], [{ x: -7, y: 3 }], FRAME, MAX)).toEqual({
    scale: 2,
    x: -7,
    y: 3,
  });
  expect(pinched(view, apart, near, FRAME, MAX)).toEqual(WHOLE);
});
