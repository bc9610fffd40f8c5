import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MpjpegSplitter } from '#engine/media/mpjpegSplitter';

const jpeg = (body: number[]) => Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...body, 0xff, 0xd9]);

/** What ffmpeg's mpjpeg muxer writes. */
const streamOf = (frames: Buffer[]) =>
  Buffer.concat(
    frames.flatMap((frame) => [
      Buffer.from(`--ffmpeg\r\nContent-type: image/jpeg\r\nContent-length: ${frame.length}\r\n\r\n`),
      frame,
      Buffer.from('\r\n'),
    ]),
  );

function split(chunks: Buffer[]): Buffer[] {
  const frames: Buffer[] = [];
  const splitter = new MpjpegSplitter((frame) => frames.push(frame));
  for (const chunk of chunks) splitter.push(chunk);
  return frames;
}

describe('the splitter of previews', () => {
  it('finds every frame, however the stream is cut and whatever the frames hold', () => {
    const frame = fc.array(fc.constantFrom(0xff, 0xd8, 0xd9, 0x0d, 0x0a, 0x2d, 0x41), { maxLength: 40 });
    const cuts = fc.array(fc.nat(2000));
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 6 }), cuts, (bodies, places) => {
        const frames = bodies.map(jpeg);
        const stream = streamOf(frames);
        const edges = [0, ...places.map((place) => place % (stream.length + 1)), stream.length];
        edges.sort((a, b) => a - b);
        const chunks = edges.slice(1).map((edge, index) => stream.subarray(edges[index], edge));
        expect(Buffer.concat(split(chunks))).toEqual(Buffer.concat(frames));
      }),
    );
  });

  it('leaves out what is no whole JPEG, and goes on after it', () => {
    const good = jpeg([1, 2, 3]);
    const broken = [Buffer.alloc(0), Buffer.from('<html>'), good.subarray(0, 5)];
    expect(split([streamOf([...broken, good])])).toEqual([good]);
    const padded = Buffer.concat([good, Buffer.alloc(64)]);
    expect(split([streamOf([padded])])).toEqual([padded]);
  });

  it.each([
    ['no headers at all', Buffer.alloc(5000, 0x41)],
    ['a header without a length', Buffer.from('--ffmpeg\r\nContent-type: image/jpeg\r\n\r\n')],
    ['a frame that would fill the memory', Buffer.from('Content-length: 99999999999\r\n\r\n')],
  ])('refuses %s', (_name, stream) => {
    expect(() => split([stream])).toThrow(RangeError);
  });
});
