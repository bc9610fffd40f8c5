/** At least so many pixels in a row, where the check has decoded so many: 145 of a 16 MP picture's 582. */
const SHOWN_WIDTH = 145;
const FILE_HEADER_BYTES = 14;
const INFO_HEADER_BYTES = 40;
const HEADER_BYTES = FILE_HEADER_BYTES + INFO_HEADER_BYTES;
const BITS_PER_PIXEL = 24;

/** A picture reduced to an eighth: red, green and blue, a byte each, pixel by pixel and row by row from the top left. */
export interface SmallPicture {
  /** Pixels. */
  width: number;
  /** Pixels. */
  height: number;
  pixels: Uint8Array;
}

/** A Windows bitmap of some of a picture's pixels: 24 bits a pixel, the lowest row first, rows of whole words. */
export function bitmapOf({ width: fullWidth, height: fullHeight, pixels }: SmallPicture): Buffer {
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
