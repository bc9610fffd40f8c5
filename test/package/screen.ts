import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Bytes per pixel of `rgb24`. */
const PIXEL_BYTES = 3;

/** How many colours the display of the test shows at this moment: an empty one shows a single one. */
export async function screenshotColours(): Promise<number> {
  const { DISPLAY = '' } = process.env;
  const grab = ['-v', 'error', '-f', 'x11grab', '-i', DISPLAY, '-frames:v', '1'];
  const { stdout } = await promisify(execFile)(
    'ffmpeg',
    [...grab, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
    {
      encoding: 'buffer',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  return coloursOf(stdout);
}

/** How many colours a picture has. @param pixels as `rgb24` */
export function coloursOf(pixels: Buffer): number {
  const colours = new Set<number>();
  for (let at = 0; at < pixels.length; at += PIXEL_BYTES) colours.add(pixels.readUIntBE(at, PIXEL_BYTES));
  return colours.size;
}
