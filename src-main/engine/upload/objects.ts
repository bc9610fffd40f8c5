import { Readable } from 'node:stream';
import { CAMERA_NAMES, type CameraName } from '#contract/cameras';
import { goatIdSchema, REPLACED_FOLDER } from '#contract/goats';
import { capturedCameras, type Session } from '#contract/session';
import { legacyTimestamp } from '#engine/platform/clock';
import { packPictures } from './pictureArchive';

/** One object of a session in the store: its key, and its bytes, the same each time. */
export interface SessionObject {
  key: string;
  contentType: string;
  open: () => Readable;
}

/** The key of a camera's archive. */
export const archiveKey = (goatId: string, camera: CameraName): string => `${goatId}/${camera}/images.tar.gz`;

/** The key of a goat's data. */
export const dataKey = (goatId: string): string => `${goatId}/goat_data.json`;

/** True where a key is one of a goat's objects, and nothing else. */
export function isObjectOf(goatId: string, key: string): boolean {
  return key === dataKey(goatId) || CAMERA_NAMES.some((camera) => key === archiveKey(goatId, camera));
}

/** What an object of a goat is, for the store. */
export function contentTypeOf(key: string): string {
  return key.endsWith('.json') ? 'application/json' : 'application/gzip';
}

/** The goat that an object of a store belongs to, by its key; null where that is no goat's id. */
export function ownerOf(key: string): string | null {
  return goatIdSchema.safeParse(key.split('/')[0]).success ? (key.split('/')[0] ?? null) : null;
}

/** Where an object goes that is replaced. `time` tells several replacements of one goat apart. */
export function replacedKey(key: string, time: string): string {
  const [goatId, ...rest] = key.split('/');
  return [REPLACED_FOLDER, goatId, time, ...rest].join('/');
}

/** Bytes of a session's pictures that the store has not confirmed yet. */
export function bytesToSend(session: Session): number {
  const isStored = (camera: CameraName) =>
    session.stored.some(({ key }) => key === archiveKey(session.goatId, camera));
  const pictures = capturedCameras(session)
    .filter((camera) => !isStored(camera))
    .flatMap((camera) => session.cameras[camera].pictures);
  return pictures.reduce((sum, { bytes }) => sum + bytes, 0);
}

/**
 * All objects of a session in the order in which they are put: the archives, then the data where some was given, or
 * where that of a replaced session would be left to speak of other pictures.
 */
export function sessionObjects(session: Session, folderOf: (camera: CameraName) => string): SessionObject[] {
  const archives = capturedCameras(session).map((camera) => {
    const key = archiveKey(session.goatId, camera);
    const open = () => packPictures(session, camera, folderOf(camera));
    return { key, contentType: contentTypeOf(key), open };
  });
  const data = goatDataObject(session);
  const isGiven = Object.keys(givenGoatData(session)).length > 0;
  return isGiven || session.replaced?.keys.includes(data.key) ? [...archives, data] : archives;
}

/** A session's `goat_data.json`. */
export function goatDataObject(session: Session): SessionObject {
  const key = dataKey(session.goatId);
  const open = () => Readable.from([Buffer.from(goatDataJson(session))]);
  return { key, contentType: contentTypeOf(key), open };
}

/** The seed's `goat_data.json`; after its keys come ours, and goat data can't overwrite any of them. */
export function goatDataJson(session: Session): string {
  const legacyKeys = {
    goat_id: session.goatId,
    timestamp: legacyTimestamp(new Date(session.startedAt)),
    cameras: capturedCameras(session),
    images_per_camera: session.imagesPerCamera,
    resolution: `${session.width}x${session.height}`,
    capture_fps: session.captureFps,
  };
  const ownKeys = { captured_at: session.startedAt, session_id: session.id, simulated: session.simulated };
  // Named twice: the first gives the order, the last the values.
  return `${JSON.stringify({ ...legacyKeys, ...givenGoatData(session), ...legacyKeys, ...ownKeys }, null, 2)}\n`;
}

/** The goat data that was really given: without empty values, as in the seed. */
function givenGoatData(session: Session) {
  const isGiven = ([, value]: [string, unknown]) => value !== null && value !== '';
  return Object.fromEntries(Object.entries(session.goatData).filter(isGiven));
}
