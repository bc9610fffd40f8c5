import type { RequestHandler } from 'express';
import { cameraNameSchema } from '#contract/cameras';
import { appError } from '#contract/errors';
import { PREVIEW_BOUNDARY, PREVIEW_CONTENT_TYPE } from '#contract/preview';
import type { Engine } from '#engine/engine';
import type { Authentication } from './authentication';

/** Streams at once, of all cameras and viewers together. */
const MAX_STREAMS = 30;
/** Bytes that may wait for a slow reader; frames are left out then, so that it sees the newest ones. */
const MAX_WAITING_BYTES = 256 * 1024;

/** A grey JPEG of 4×2 pixels: what is sent where there is no live picture, since browsers keep showing the last one. */
export const NO_PICTURE = Buffer.from(
  [
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1R',
    'V19iZ2hnPk1xeXBkeFxlZ2P/wAALCAACAAQBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAA',
    'AAD/2gAIAQEAAD8AP//Z',
  ].join(''),
  'base64',
);

/**
 * How a part begins. It is sent with the part before, since a browser shows a picture only when it has seen all the
 * headers of the next one; so they can't tell its length.
 */
const PART_BEGIN = `--${PREVIEW_BOUNDARY}\r\nContent-Type: image/jpeg\r\n\r\n`;

/** `GET /preview/:camera`: live pictures as contract/preview.ts says, as long as who asks for them may see them. */
export function streamPreview(
  engine: Pick<Engine, 'preview'>,
  authentication: Authentication,
): RequestHandler<{ camera: string }> {
  let streams = 0;
  return (request, response) => {
    const camera = cameraNameSchema.safeParse(request.params.camera).data;
    if (camera === undefined) throw appError('NOT_FOUND', { path: request.path });
    if (streams >= MAX_STREAMS) throw appError('TOO_MANY_VIEWERS', { limit: MAX_STREAMS });
    streams += 1;
    response.writeHead(200, { 'Content-Type': PREVIEW_CONTENT_TYPE, 'Cache-Control': 'no-store' });
    response.write(PART_BEGIN);
    const send = (jpeg: Buffer) => {
      response.write(jpeg);
      response.write(`\r\n${PART_BEGIN}`);
    };
    send(NO_PICTURE);
    const stop = engine.preview(camera, (jpeg) => {
      if (!authentication.isStillAuthorized(request)) response.destroy();
      else if (jpeg === null) send(NO_PICTURE);
      else if (response.writableLength < MAX_WAITING_BYTES) send(jpeg);
    });
    response.on('close', () => {
      streams -= 1;
      stop();
    });
  };
}
