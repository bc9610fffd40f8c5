import { appError, AppError } from '#contract/errors';
import type { Session } from '#contract/session';
import { isoWithOffset, type Clock } from '#engine/platform/clock';
import type { Logger } from '#engine/platform/log';
import type { Spool } from '#engine/sessions/spool';
import { goatDataJson, goatDataObject, sessionObjects } from './objects';
import type { Store } from './store';
import { fileCheckpoint } from './uploadCheckpoint';

export interface UploadTools {
  spool: Spool;
  clock: Clock;
  log: Logger;
}

/**
 * Brings a queued session to a store, from where an earlier try has come to: what it replaces is copied aside, then
 * its objects are put in order. The first one is the claim to the goat's number: nothing else is written before it.
 * @returns the session, `uploaded`, or `needs-attention` where the number is taken or its own pictures are damaged.
 * @throws AppError of the store, with the session still `uploading`.
 */
export async function uploadSession(
  id: string,
  store: Store,
  tools: UploadTools,
  signal: AbortSignal,
): Promise<Session> {
  const { spool, log } = tools;
  const checkpoint = fileCheckpoint(spool.uploadCheckpointFile(id));
  let session = await spool.update(id, { state: 'uploading' });
  if (session.overwrite && !session.replaced) {
    try {
      session = await copyAside(session, store, tools, signal);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'STORE_ARCHIVED') throw error;
      return await spool.update(id, { state: 'needs-attention', fault: error.fault });
    }
  }
  for (const object of sessionObjects(session, (camera) => spool.cameraFolder(id, camera))) {
    if (session.stored.some(({ key }) => key === object.key)) continue;
    const isClaim = session.stored.length === 0 && !session.overwrite;
    let result;
    try {
      result = await store.put({
        ...{ ...object, onlyIfNew: isClaim, checkpoint, signal },
        ...(isClaim && session.claimed && { claimEtag: session.claimEtag }),
      });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'SESSION_DAMAGED') throw error;
      return await spool.update(id, { state: 'needs-attention', fault: error.fault });
    }
    if (result.outcome === 'taken') {
      await store.abandon(checkpoint, signal);
      const { fault } = appError('GOAT_EXISTS', { goat_id: session.goatId });
      return await spool.update(id, {
        ...{ state: 'needs-attention', fault },
        ...{ claimed: undefined, claimEtag: undefined },
      });
    }
    if (result.outcome === 'corrupt') {
      // The store answered this very write with the ETag that the object has: the next try may replace it.
      if (isClaim && result.etag !== null) await spool.update(id, { claimed: true, claimEtag: result.etag });
      throw appError('STORE_CORRUPT', { bucket: store.place, key: object.key });
    }
    session = await spool.update(id, { stored: [...session.stored, result.stored] });
    log.info({ session: id, ...result.stored, store: store.place }, 'stored');
  }
  await checkpoint.clear();
  await store.sweep(session.goatId, signal);
  return spool.update(id, { state: 'uploaded', fault: null });
}

/**
 * Writes the corrected goat data of a session that is in a store over that which the store has: only where the store
 * still holds the session's pictures, since the data would else speak of those that took their place.
 * @returns the session; with the fault NOT_IN_STORE where nothing was written.
 * @throws AppError of the store, and the data stays due.
 */
export async function uploadCorrection(
  id: string,
  store: Store,
  { spool, log }: UploadTools,
  signal: AbortSignal,
): Promise<Session> {
  // What is corrected from here on is due once more.
  const session = await spool.update(id, { fault: null });
  const object = goatDataObject(session);
  // What went by a stick was never confirmed here.
  const sent = [...session.stored, ...(session.exported?.objects ?? [])];
  const archive = sent.find(({ key }) => key !== object.key);
  if (!archive || !(await store.holds(archive, signal))) {
    const { fault } = appError('NOT_IN_STORE', { bucket: store.place, goat_id: session.goatId });
    log.warn({ session: id, fault }, 'the corrected data of a goat can not be written');
    return spool.update(id, { fault, dataDue: undefined });
  }
  const checkpoint = fileCheckpoint(spool.uploadCheckpointFile(id));
  const result = await store.put({ ...object, onlyIfNew: false, checkpoint, signal });
  if (result.outcome !== 'stored') throw appError('STORE_CORRUPT', { bucket: store.place, key: object.key });
  log.info({ session: id, ...result.stored, store: store.place }, 'corrected');
  return spool.update(id, (current) => ({
    stored: [...current.stored.filter(({ key }) => key !== object.key), result.stored],
    dataDue: goatDataJson(current) === goatDataJson(session) ? undefined : true,
  }));
}

async function copyAside(
  session: Session,
  store: Store,
  { spool, clock, log }: UploadTools,
  signal: AbortSignal,
): Promise<Session> {
  // Written down first, so that each try copies to the same place: copies do not pile up.
  const started = session.replacing ?? isoWithOffset(clock.now());
  if (session.replacing === undefined) await spool.update(session.id, { replacing: started });
  const time = new Date(started).toISOString().replace(/[-:.]/g, '');
  const keys = await store.copyAside(session.goatId, time, signal);
  log.info({ session: session.id, keys, time }, 'what is replaced is copied aside');
  return spool.update(session.id, { replaced: { at: started, keys } });
}
