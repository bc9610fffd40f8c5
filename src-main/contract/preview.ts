import { z } from 'zod';
import { cameraNameSchema, perCamera } from './cameras';

/**
 * Live pictures of a camera while nothing is captured: small JPEGs, as the camera makes them, at most
 * PREVIEW_FPS a second. They come only while somebody looks, and one process serves all who do.
 *
 * Over HTTP: `GET /preview/{camera}` is a `multipart/x-mixed-replace` of JPEGs, good as the source of an `<img>`; it
 * ends when the client closes it. Browsers open six connections to a server at most, and a stream holds one.
 * Over IPC: `window.kiosk.onPreview(camera, listener)` calls back with the bytes of each JPEG.
 *
 * A preview is never shown as live when it is not: where no frame came for PREVIEW_STALL_MS, or the camera is needed
 * for a capture, it is told as no picture at all: over HTTP a blank grey JPEG, over IPC `null`. Why, stands in
 * `overview.previews`.
 */
export const PREVIEW_FPS = 10;

/** A preview without a frame for so many ms is old. */
export const PREVIEW_STALL_MS = 1500;

/** The content type of a stream of JPEGs, and the boundary between its parts: it must not occur in a picture. */
export const PREVIEW_BOUNDARY = 'frame-of-goat-capture';
export const PREVIEW_CONTENT_TYPE = `multipart/x-mixed-replace; boundary=${PREVIEW_BOUNDARY}`;

export const PREVIEW_STATES = [
  /** Nobody looks. */
  'off',
  /** The first frame has not come yet. */
  'starting',
  'live',
  /** No frame came lately, or the camera can't be used: it is tried again and again. */
  'stalled',
  /** The USB bus does not carry all that are wanted: they take turns. */
  'waiting',
  /** A capture needs the cameras. */
  'paused',
] as const;
export type PreviewState = (typeof PREVIEW_STATES)[number];

export const previewStatesSchema = perCamera(z.enum(PREVIEW_STATES));
export type PreviewStates = z.infer<typeof previewStatesSchema>;

/** What a screen says over IPC when it begins to look at a camera, and when it looks no longer. */
export const previewWishSchema = z.object({ camera: cameraNameSchema, wanted: z.boolean() });
export type PreviewWish = z.infer<typeof previewWishSchema>;
