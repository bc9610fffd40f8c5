import { expect, it } from 'vitest';
import { LatestPictures } from '#engine/status/latestPictures';
import type { SmallPicture } from '#engine/media/bitmap';

const WIDTH = 291;
const HEIGHT = 3;

/** Red grows from left to right, green from top to bottom, and blue is all the same. */
const small: SmallPicture = {
  width: WIDTH,
  height: HEIGHT,
  pixels: Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, index) => {
    const pixel = Math.floor(index / 3);
    return [pixel % WIDTH, 10 * Math.floor(pixel / WIDTH), 77][index % 3] ?? 0;
  }),
};

it('shows each camera its newest picture, while its capture runs', () => {
  const newest = new LatestPictures();
  expect(newest.numbers(null)).toEqual({ side: null, top: null, front: null });
  newest.add('side', { sessionId: 'a', number: 1, small });
  newest.add('side', { sessionId: 'a', number: 2, small });
  newest.add('front', { sessionId: 'a', number: 1, small });
  expect(newest.numbers('a')).toEqual({ side: 2, top: null, front: 1 });
  expect(newest.numbers('b')).toEqual({ side: null, top: null, front: null });
  expect(newest.find({ sessionId: 'a', number: 2 }, 'side')).not.toBeNull();
  // Who asks late gets the one that is newer by now.
  expect(newest.find({ sessionId: 'a', number: 1 }, 'side')).not.toBeNull();
  expect(newest.find({ sessionId: 'a', number: 3 }, 'side')).toBeNull();
  expect(newest.find({ sessionId: 'a', number: 1 }, 'top')).toBeNull();
  expect(newest.find({ sessionId: 'b', number: 1 }, 'side')).toBeNull();
  newest.end();
  expect(newest.numbers('a')).toEqual({ side: null, top: null, front: null });
  expect(newest.find({ sessionId: 'a', number: 2 }, 'side')).toBeNull();
});

it('makes a bitmap of every second pixel, the lowest row first', () => {
  const newest = new LatestPictures();
  newest.add('top', { sessionId: 'a', number: 1, small });
  const bitmap = newest.find({ sessionId: 'a', number: 1 }, 'top') ?? Buffer.alloc(0);
  // 146 pixels of three bytes in a row, filled up to whole words of four.
  const rowBytes = 440;
  expect(bitmap).toHaveLength(54 + 2 * rowBytes);
  expect(bitmap.toString('latin1', 0, 2)).toBe('BM');
  expect([bitmap.readUInt32LE(2), bitmap.readUInt32LE(10)]).toEqual([bitmap.length, 54]);
  expect([bitmap.readInt32LE(18), bitmap.readInt32LE(22), bitmap.readUInt16LE(28)]).toEqual([146, 2, 24]);
  const pixelAt = (x: number, row: number) => [
    ...bitmap.subarray(54 + row * rowBytes + x * 3).subarray(0, 3),
  ];
  expect([pixelAt(0, 0), pixelAt(100, 0)]).toEqual([
    [77, 20, 0],
    [77, 20, 200],
  ]);
  expect([pixelAt(0, 1), pixelAt(100, 1)]).toEqual([
    [77, 0, 0],
    [77, 0, 200],
  ]);
});
