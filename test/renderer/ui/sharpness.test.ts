import { describe, expect, it } from 'vitest';
import { edgeVariance, middleOf, sharpnessOf } from '../../../src-renderer/ui/sharpness';

const SIZE = 64;

/** A picture of squares, whose edges are `softness` px wide. */
function squares(softness: number): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(SIZE * SIZE * 4);
  const edge = (at: number) => {
    const within = (at % 16) - 7.5;
    return Math.min(Math.max(0.5 + within / Math.max(softness, 0.01), 0), 1);
  };
  for (let y = 0; y < SIZE; y += 1)
    for (let x = 0; x < SIZE; x += 1)
      rgba.fill(Math.round(255 * edge(x) * edge(y)), (y * SIZE + x) * 4, (y * SIZE + x) * 4 + 3);
  return rgba;
}

describe('the sharpness of a picture', () => {
  it('is none where there are no edges', () => {
    expect(edgeVariance(new Uint8ClampedArray(SIZE * SIZE * 4).fill(120), SIZE, SIZE)).toBe(0);
    expect(sharpnessOf(0, null)).toEqual({ level: 0, label: 'blurred' });
  });

  it('is that of one bright pixel, by hand', () => {
    const rgba = new Uint8ClampedArray(5 * 5 * 4);
    rgba.fill(100, 12 * 4, 12 * 4 + 3);
    // Nine values of the Laplacian: -400 once, 100 four times, 0 four times.
    expect(edgeVariance(rgba, 5, 5)).toBeCloseTo((400 ** 2 + 4 * 100 ** 2) / 9, 1);
  });

  it('grows with the edges', () => {
    const variances = [8, 4, 2, 1].map((softness) => edgeVariance(squares(softness), SIZE, SIZE));
    expect(variances).toEqual([...variances].sort((a, b) => a - b));
    expect(new Set(variances).size).toBe(4);
  });

  it('has a word for each part of the scale', () => {
    expect([10, 200, 1500, 100_000].map((variance) => sharpnessOf(variance, null).label)).toEqual([
      ...(['blurred', 'fair', 'sharp', 'sharp'] as const),
    ]);
    expect(sharpnessOf(100_000, null).level).toBe(1);
  });

  it('goes to a new level calmly', () => {
    const first = sharpnessOf(2048, null);
    const second = sharpnessOf(8, first);
    expect(second.level).toBeCloseTo(0.6);
    let told = second;
    for (let look = 0; look < 10; look += 1) told = sharpnessOf(8, told);
    expect(told).toMatchObject({ label: 'blurred' });
  });

  it('is looked for in the middle', () => {
    expect(middleOf(640, 480)).toEqual({ x: 160, y: 120, width: 320, height: 240 });
    expect(middleOf(320, 200)).toEqual({ x: 0, y: 0, width: 320, height: 200 });
  });
});
