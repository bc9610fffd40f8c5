import { readFile } from 'node:fs/promises';
import { readPicturePath } from '../contract/delivery';
import type { Engine } from '../engine/engine';

/** The picture of a session at a path of the kiosk's own origin; null where the path leads to none. */
export async function sessionPicture(
  { sessions }: Pick<Engine, 'sessions'>,
  path: string,
): Promise<Response | null> {
  const request = readPicturePath(path);
  if (!request) return null;
  try {
    const jpeg = await (request.size === 'thumbnails'
      ? sessions.thumbnail(request)
      : sessions.picture(request).then((file) => readFile(file)));
    return new Response(new Uint8Array(jpeg), { headers: { 'Content-Type': 'image/jpeg' } });
  } catch {
    // The screen shows a picture that is gone as missing; it has no use for the reason.
    return new Response(null, { status: 404 });
  }
}
