import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseJpeg, withComment } from '#engine/media/jpeg';
import { damaged, frameNumber, makeFrames } from '#support/frames';

let folder: string;
let frame: Uint8Array;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'jpeg-'));
  const [file = ''] = await makeFrames(folder, { width: 320, height: 240, count: 1, camera: 'top' });
  frame = await readFile(file);
});
afterAll(() => rm(folder, { recursive: true }));

describe('parseJpeg', () => {
  it('reads size, ending, tables and comments', () => {
    expect(parseJpeg(frame)).toEqual({
      ok: true,
      jpeg: {
        width: 320,
        height: 240,
        ending: 'marked',
        hasHuffmanTables: true,
        comments: ['camera=top frame=1'],
      },
    });
  });

  it('tells how a picture ends', () => {
    expect(parseJpeg(damaged(frame, 'truncated'))).toMatchObject({ ok: true, jpeg: { ending: 'missing' } });
    expect(parseJpeg(damaged(frame, 'zeros-after-end'))).toMatchObject({ jpeg: { ending: 'padded' } });
    expect(parseJpeg(damaged(frame, 'garbage-after-end'))).toMatchObject({ jpeg: { ending: 'followed' } });
  });

  it('tells a broken middle from a missing end', () => {
    const unknownMarker = Uint8Array.from(frame);
    unknownMarker.set([0xff, 0x3a], frame.length / 2);
    expect(parseJpeg(unknownMarker)).toMatchObject({ ok: true, jpeg: { ending: 'broken' } });
    expect(parseJpeg(damaged(unknownMarker, 'zeros-after-end'))).toMatchObject({
      jpeg: { ending: 'broken' },
    });
    expect(parseJpeg(unknownMarker.subarray(0, -1))).toMatchObject({ jpeg: { ending: 'missing' } });
  });

  it('sees that the Huffman tables are left out', () => {
    expect(parseJpeg(damaged(frame, 'no-tables'))).toMatchObject({
      ok: true,
      jpeg: { hasHuffmanTables: false },
    });
  });

  it('does not take an end mark inside a segment for the end', () => {
    const jpeg = withComment(frame, 'the thumbnail ends here: ÿÙ');
    const inComment = Buffer.from(jpeg);
    inComment.set([0xff, 0xd9], inComment.indexOf('ÿÙ'));
    expect(parseJpeg(inComment)).toMatchObject({ jpeg: { width: 320, ending: 'marked' } });
  });

  it('accepts fill bytes before a marker and restart marks in the data', () => {
    const filled = Buffer.concat([frame.subarray(0, 2), Uint8Array.of(0xff, 0xff), frame.subarray(2)]);
    expect(parseJpeg(filled)).toMatchObject({ jpeg: { width: 320, ending: 'marked' } });
    const at = frame.length - 10;
    const restarted = Buffer.concat([
      frame.subarray(0, at),
      Uint8Array.of(1, 0xff, 0xd0, 1),
      frame.subarray(at),
    ]);
    expect(parseJpeg(restarted)).toMatchObject({ jpeg: { width: 320, ending: 'marked' } });
  });

  it('says what is no JPEG and what ends before its size', () => {
    expect(parseJpeg(new Uint8Array())).toEqual({ ok: false, reason: 'not-jpeg' });
    expect(parseJpeg(damaged(frame, 'not-a-jpeg'))).toEqual({ ok: false, reason: 'not-jpeg' });
    expect(parseJpeg(Uint8Array.of(0xff, 0xd8, 0xff, 0xd9))).toEqual({ ok: false, reason: 'not-jpeg' });
    expect(parseJpeg(frame.subarray(0, 30))).toEqual({ ok: false, reason: 'truncated' });
  });

  it('never believes a picture to be whole that was cut off anywhere', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: frame.length - 1 }), (length) => {
        const parsed = parseJpeg(frame.subarray(0, length));
        expect(parsed.ok ? parsed.jpeg.ending : 'missing').toBe('missing');
      }),
      { numRuns: 500 },
    );
  });

  it('comes to an end with any bytes, without throwing', () => {
    const changes = fc.array(fc.tuple(fc.nat(frame.length - 1), fc.nat(255)), { maxLength: 20 });
    fc.assert(
      fc.property(changes, (bytes) => {
        const changed = Uint8Array.from(frame);
        for (const [position, value] of bytes) changed[position] = value;
        expect(parseJpeg(changed)).toHaveProperty('ok');
      }),
      { numRuns: 500 },
    );
    const markers = fc.array(fc.constantFrom(0xff, 0xd8, 0xc0, 0xc4, 0xda, 0xd9, 0xfe, 0xd0, 0, 1, 2, 8), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(markers, (bytes) => {
        expect(parseJpeg(Uint8Array.from([0xff, 0xd8, ...bytes]))).toHaveProperty('ok');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('withComment', () => {
  it('puts any comment in so that it is read again, and takes nothing away', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const commented = withComment(frame, text);
        const parsed = parseJpeg(commented);
        expect(parsed).toMatchObject({ jpeg: { width: 320, ending: 'marked' } });
        expect(parsed.ok && parsed.jpeg.comments).toEqual([text, 'camera=top frame=1']);
        expect(commented.length).toBe(frame.length + 4 + Buffer.byteLength(text));
        expect(frameNumber(commented)).toBe(1);
      }),
    );
  });

  it('leaves APP0 in its place, the first', () => {
    const app0 = Uint8Array.of(0xff, 0xe0, 0, 4, 7, 7);
    const jfif = Buffer.concat([Uint8Array.of(0xff, 0xd8), app0, Uint8Array.of(0xff, 0xd9)]);
    expect([...withComment(jfif, 'a')]).toEqual([0xff, 0xd8, ...app0, 0xff, 0xfe, 0, 3, 97, 0xff, 0xd9]);
    expect([...withComment(Uint8Array.of(0xff, 0xd8, 0xff, 0xd9), 'a')]).toEqual([
      0xff, 0xd8, 0xff, 0xfe, 0, 3, 97, 0xff, 0xd9,
    ]);
  });

  it('refuses what it cannot do', () => {
    expect(() => withComment(Buffer.from('GIF89a'), 'a')).toThrow(RangeError);
    expect(() => withComment(frame, 'a'.repeat(65_534))).toThrow(RangeError);
    expect(withComment(frame, 'a'.repeat(65_533)).length).toBe(frame.length + 65_537);
  });
});
