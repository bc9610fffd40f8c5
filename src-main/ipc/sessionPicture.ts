import { readFile } from 'node:fs/promises';
import { readPicturePath, type PictureRequest, type PictureSize } from '#contract/sessionApi';
import type { Engine } from '#engine/engine';

/**
 * The picture of a session at a path of the kiosk's own origin; null where the path leads to none.
 * @param starting the program: the page itself does not wait for it.
 */
export async function sessionPicture(
  starting: Promise<{ engine: Pick<Engine, 'sessions'> }>,
  path: string,
): Promise<Response | null> {
  const request = readPicturePath(path);
  if (!request) return null;
  try {
    const bytes = await bytesOf(request, (await starting).engine);
    // The newest one of a capture is seen once: a page that kept them all would grow with each capture.
    const headers =
      request.size === 'newest'
        ? { 'Content-Type': 'image/bmp', 'Cache-Control': 'no-store' }
        : { 'Content-Type': 'image/jpeg' };
    return new Response(new Uint8Array(bytes), { headers });
  } catch {
    // The screen shows a picture that is gone as missing; it has no use for the reason.
    return new Response(null, { status: 404 });
  }
}

async function bytesOf(
  request: PictureRequest & { size: PictureSize },
  { sessions }: Pick<Engine, 'sessions'>,
): Promise<Buffer> {
  if (request.size === 'newest') return sessions.newestPicture(request);
  if (request.size === 'thumbnails') return sessions.thumbnail(request);
  return readFile(await sessions.picture(request));
}
