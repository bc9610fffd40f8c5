import { describe, expect, it } from 'vitest';
import { FrameCrcParser } from '#engine/media/frameCrcParser';

const read = (lines: string[]) => {
  const frameCrcParser = new FrameCrcParser();
  return lines.map((line) => frameCrcParser.read(line));
};

describe('Heartbeat', () => {
  it('reads frames in the unit that the header gives, counted from the first one', () => {
    const [software, unit, size, first, second] = read([
      '#software: Lavf59.27.100',
      '#tb 0: 1/1000000',
      '#dimensions 0: 4656x3496',
      '0,     400000,     400000,   100000,  1048576, 0x37d03377',
      '0,     500013,     500013,   100000,  1048600, 0x59b40a28',
    ]);
    expect([software, unit, size]).toEqual([null, null, null]);
    expect(first).toEqual({ timestampUs: 0, bytes: 1_048_576, file: '400000.jpg' });
    expect(second).toEqual({ timestampUs: 100_013, bytes: 1_048_600, file: '500013.jpg' });
  });

  it('knows units in which a frame is one', () => {
    const frames = read(['#tb 0: 1/10', '0, 0, 0, 1, 5, 0x0', '0, 7, 7, 1, 5, 0x0']);
    expect(frames.at(-1)).toEqual({ timestampUs: 700_000, bytes: 5, file: '7.jpg' });
  });

  it.each([
    ['a frame before the unit is known', ['0, 0, 0, 1, 5, 0x0']],
    ['a unit of no length', ['#tb 0: 1/0', '0, 0, 0, 1, 5, 0x0']],
    ['a line cut off', ['#tb 0: 1/10', '0, 0, 0']],
    ['empty fields', ['#tb 0: 1/10', '0, , , , ,']],
    ['words', ['#tb 0: 1/10', 'Conversion failed!']],
    ['nothing', ['#tb 0: 1/10', '']],
  ])('tells of no frame for %s', (_what, lines) => {
    expect(read(lines).at(-1)).toBeNull();
  });
});
