import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { CAMERA_NAMES, type CameraName } from '#contract/cameras';
import { withComment } from '#engine/media/jpeg';
import { makeOnce } from './madeOnce';

export { frameNumber } from '#engine/cameras/simulator/frameGenerator';

const run = promisify(execFile);

/** What can be done to a frame, and what the picture check says to it: see `damaged`. */
export type Damage =
  | 'empty'
  | 'not-a-jpeg'
  | 'truncated'
  | 'hole'
  | 'zeros'
  | 'garbage-after-end'
  | 'zeros-after-end'
  | 'no-tables'
  | 'wrong-size';

export interface TestFrames {
  /** Pixels. */
  width: number;
  /** Pixels. */
  height: number;
  /** Number of frames. */
  count: number;
  /** The camera that each frame's comment names; `side` where not said. */
  camera?: CameraName;
  /** ffmpeg's -q:v, from 2 (most bytes) to 31; 5 where not said. */
  quality?: number;
  /** Strength of noise on each frame, 0 to 100, for more bytes; none where not said. */
  noise?: number;
  /** The frames to damage, by their number from 1. */
  damage?: Record<number, Damage>;
}

/**
 * Draws a film for a test: `000001.jpg` and so on, each of them different, with the comment `camera=side frame=1`.
 * @returns the files, in order.
 */
export async function makeFrames(directory: string, frameFolder: TestFrames): Promise<string[]> {
  await mkdir(directory, { recursive: true });
  await drawFrames(directory, frameFolder, frameFolder.count);
  const files: string[] = [];
  for (let frame = 1; frame <= frameFolder.count; frame++) {
    const file = path.join(directory, `${String(frame).padStart(6, '0')}.jpg`);
    const damage = frameFolder.damage?.[frame];
    if (damage === 'wrong-size') await makeOtherSize(file, frameFolder);
    const whole = withComment(await readFile(file), `camera=${frameFolder.camera ?? 'side'} frame=${frame}`);
    await writeFile(file, damage ? damaged(whole, damage) : whole);
    files.push(file);
  }
  return files;
}

/** A film as `makeFilm` draws it, drawn once for all test files: no test may change it. */
export async function shareFrames(directory: string, frameFolder: TestFrames): Promise<void> {
  const hash = createHash('sha256').update(JSON.stringify(frameFolder)).digest('hex');
  await mkdir(path.dirname(directory), { recursive: true });
  await makeOnce(directory, `film-${hash}`, async (made) => {
    await makeFrames(made, frameFolder);
  });
}

/** A shared film for each camera, in the folders that `--simulate=FOLDER` wants. */
export async function shareFrameFolders(
  folder: string,
  frameFolder: Omit<TestFrames, 'camera' | 'damage'>,
): Promise<void> {
  for (const camera of CAMERA_NAMES) await shareFrames(path.join(folder, camera), { ...frameFolder, camera });
}

/** Draws a film for each camera, into the folders that `--simulate=FOLDER` wants; damage is done to the cameras named. */
export async function makeFramesOfAll(
  folder: string,
  frameFolder: Omit<TestFrames, 'camera' | 'damage'>,
  damage: Partial<Record<CameraName, Record<number, Damage>>> = {},
): Promise<void> {
  for (const camera of CAMERA_NAMES) {
    await makeFrames(path.join(folder, camera), { ...frameFolder, camera, damage: damage[camera] ?? {} });
  }
}

/** A JPEG's bytes, damaged; `wrong-size` is a matter of drawing, so that here it stays as it is. */
export function damaged(bytes: Uint8Array, damage: Damage): Uint8Array {
  const middle = Math.floor(bytes.length / 2);
  switch (damage) {
    case 'empty':
      return new Uint8Array();
    case 'not-a-jpeg':
      return Buffer.from('<html>not a picture</html>');
    case 'truncated':
      return bytes.subarray(0, middle);
    case 'hole':
      return withHole(bytes, middle, 3000);
    case 'zeros':
      return withZeros(bytes, middle, 3000);
    case 'garbage-after-end':
      return Buffer.concat([bytes, Buffer.from('garbage')]);
    case 'zeros-after-end':
      return Buffer.concat([bytes, new Uint8Array(512)]);
    case 'no-tables':
      return withoutHuffmanTables(bytes);
    case 'wrong-size':
      return bytes;
  }
}

/** The bytes without `length` of them from `start` on. */
export function withHole(bytes: Uint8Array, start: number, length: number): Uint8Array {
  return Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + length)]);
}

/** The bytes with `length` of them from `start` on set to zero. */
export function withZeros(bytes: Uint8Array, start: number, length: number): Uint8Array {
  return Uint8Array.from(bytes).fill(0, start, start + length);
}

/** A JPEG as the cameras send it that leave the standard Huffman tables out: without the segments marked 0xffc4. */
function withoutHuffmanTables(bytes: Uint8Array): Uint8Array {
  const kept = [bytes.subarray(0, 2)];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let position = 2;
  while (view.getUint16(position) !== 0xffda) {
    const end = position + 2 + view.getUint16(position + 2);
    if (view.getUint16(position) !== 0xffc4) kept.push(bytes.subarray(position, end));
    position = end;
  }
  return Buffer.concat([...kept, bytes.subarray(position)]);
}

/** The frame is drawn at half its size, as a whole picture of its own. */
async function makeOtherSize(file: string, frameFolder: TestFrames): Promise<void> {
  const pixels = { width: Math.ceil(frameFolder.width / 2), height: Math.ceil(frameFolder.height / 2) };
  await ffmpeg([...source({ ...frameFolder, ...pixels }), '-frames:v', '1', '-update', '1', file]);
}

async function drawFrames(directory: string, frameFolder: TestFrames, count: number): Promise<void> {
  await ffmpeg([
    ...source(frameFolder),
    '-frames:v',
    String(count),
    `${directory.replaceAll('%', '%%')}/%06d.jpg`,
  ]);
}

function source({ width, height, quality = 5, noise = 0 }: TestFrames): string[] {
  // testsrc2 draws even sizes only.
  const drawing = `testsrc2=size=${width}x${height}:rate=10,scale=${width}:${height}`;
  const picture = `${drawing},noise=alls=${noise}:allf=t`;
  const encoder = ['-c:v', 'mjpeg', '-pix_fmt', 'yuvj422p', '-q:v', String(quality), '-huffman', 'default'];
  return ['-f', 'lavfi', '-i', picture, ...encoder, '-flags', '+bitexact', '-f', 'image2'];
}

async function ffmpeg(args: string[]): Promise<void> {
  await run('ffmpeg', ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', ...args]);
}
