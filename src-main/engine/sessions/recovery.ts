import { CAMERA_NAMES, type CameraName } from '#contract/cameras';
import { appError } from '#contract/errors';
import { waitingState, type Session } from '#contract/session';
import { readVerifiedPicture } from './verifiedPicture';
import type { Spool } from './spool';

/**
 * Brings each session to the state that its files prove, after the end of an earlier run, however that came: a capture
 * with all pictures checked, recorded and there goes on, one without has failed; what was on its way to the store is
 * queued again, and what waited for a person's word is kept. Tests leave nothing.
 */
export async function recoverSessions(spool: Spool): Promise<void> {
  for (const session of spool.inState('capturing')) {
    if (session.isTest) continue;
    if (await isComplete(session, (camera) => spool.cameraFolder(session.id, camera)))
      await spool.update(session.id, { state: 'captured', fault: null });
    else await spool.update(session.id, { state: 'failed', fault: appError('INTERRUPTED', {}).fault });
  }
  for (const { id } of spool.list().filter(({ isTest }) => isTest)) await spool.remove(id);
  for (const session of spool.inState('captured', 'in-review', 'uploading'))
    await spool.update(session.id, { state: waitingState(session) });
}

async function isComplete(session: Session, folderOf: (camera: CameraName) => string): Promise<boolean> {
  for (const camera of CAMERA_NAMES) {
    const { state, pictures } = session.cameras[camera];
    if (state !== 'captured' || pictures.length !== session.imagesPerCamera) return false;
    for (const picture of pictures) {
      const kept = await readVerifiedPicture(session, camera, folderOf(camera), picture).catch(() => null);
      if (!kept) return false;
    }
  }
  return true;
}
