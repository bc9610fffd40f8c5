import { CAMERA_NAMES, forEachCamera, type CameraName, type PerCamera } from '#contract/cameras';
import type { SmallPicture } from '#engine/capture/pictureCheck';

/** At least so many pixels in a row, where the check has decoded so many: 145 of a 16 MP picture's 582. */
const SHOWN_WIDTH = 145;
const FILE_HEADER_BYTES = 14;
const INFO_HEADER_BYTES = 40;
const HEADER_BYTES = FILE_HEADER_BYTES + INFO_HEADER_BYTES;
const BITS_PER_PIXEL = 24;

interface Shown {
  sessionId: string;
  /** From 1. */
  number: number;
}

/**
 * A small one of each camera's newest picture while a capture runs, for the screens. It is made of what the check has
 * decoded already, and as a bitmap, so that no program has to be started for it while cameras record.
 */
export class NewestPictures {
  #newest: PerCamera<(Shown & { small: SmallPicture }) | null> = forEachCamera(() => null);

  /** Which picture of a session there is a small one of; null where there is none. */
  numbers(sessionId: string | null): PerCamera<number | null> {
    return forEachCamera((name) => {
      const newest = this.#newest[name];
      return newest?.sessionId === sessionId ? newest.number : null;
    });
  }

  /** The small one of a picture, or of the one that is newer by now, as BMP; null where there is none. */
  find({ sessionId, number }: Shown, camera: CameraName): Buffer | null {
    const newest = this.#newest[camera];
    return newest?.sessionId === sessionId && newest.number >= number ? bitmapOf(newest.small) : null;
  }

  /** A picture was found good. */
  add(camera: CameraName, picture: Shown & { small: SmallPicture }): void {
    this.#newest[camera] = picture;
  }

  /** The capture is over: from now on its pictures are shown from the disk. */
  end(): void {
    for (const name of CAMERA_NAMES) this.#newest[name] = null;
  }
}

/** A Windows bitmap of some of a picture's pixels: 24 bits a pixel, the lowest row first, rows of whole words. */
function bitmapOf({ width: fullWidth, height: fullHeight, pixels }: SmallPicture): Buffer {
  const step = Math.max(1, Math.floor(fullWidth / SHOWN_WIDTH));
  const width = Math.ceil(fullWidth / step);
  const height = Math.ceil(fullHeight / step);
  const rowBytes = Math.ceil((width * BITS_PER_PIXEL) / 32) * 4;
  const bitmap = Buffer.alloc(HEADER_BYTES + rowBytes * height);
  bitmap.write('BM', 0, 'latin1');
  bitmap.writeUInt32LE(bitmap.length, 2);
  bitmap.writeUInt32LE(HEADER_BYTES, 10);
  bitmap.writeUInt32LE(INFO_HEADER_BYTES, 14);
  bitmap.writeInt32LE(width, 18);
  bitmap.writeInt32LE(height, 22);
  bitmap.writeUInt16LE(1, 26);
  bitmap.writeUInt16LE(BITS_PER_PIXEL, 28);
  for (let y = 0; y < height; y += 1) {
    const row = HEADER_BYTES + (height - 1 - y) * rowBytes;
    for (let x = 0; x < width; x += 1) {
      const from = (y * fullWidth + x) * step * 3;
      for (let colour = 0; colour < 3; colour += 1)
        bitmap[row + x * 3 + colour] = pixels[from + 2 - colour] ?? 0;
    }
  }
  return bitmap;
}
