import type { LastResult, Stage, StatusAnswer } from '#contract/captureApi';
import { forEachCamera, type PerCamera } from '#contract/cameras';
import { translateFault, type Fault } from '#contract/errors';
import type { CameraState } from '#contract/session';
import { legacyTimestamp } from '#engine/platform/clock';

const IDLE_CAMERA = { state: 'idle', images: 0 } as const;

/** What `/status` says: always about the newest session, in the seed's stages. News of older sessions are left out. */
export class LegacyStatus {
  #status: StatusAnswer = {
    active: false,
    goat_id: null,
    session_id: null,
    started_at: null,
    progress: null,
    last_error: null,
    last_result: null,
    cameras: forEachCamera(() => IDLE_CAMERA),
  };

  get status(): StatusAnswer {
    return this.#status;
  }

  /** A session begins. */
  begin(sessionId: string, goatId: string, startedAt: Date): void {
    this.#status = {
      active: true,
      goat_id: goatId,
      session_id: sessionId,
      started_at: legacyTimestamp(startedAt),
      progress: 'starting',
      last_error: null,
      last_result: null,
      cameras: forEachCamera(() => IDLE_CAMERA),
    };
  }

  stage(sessionId: string, progress: Stage): void {
    if (this.#isNewest(sessionId)) this.#status = { ...this.#status, progress };
  }

  cameras(sessionId: string, progress: PerCamera<{ state: CameraState; images: number }>): void {
    if (!this.#isNewest(sessionId)) return;
    const cameras = forEachCamera((name) => ({ state: progress[name].state, images: progress[name].images }));
    this.#status = { ...this.#status, progress: 'capturing', cameras };
  }

  /** The session is over for `/status`, though it may still wait for the store. */
  finish(sessionId: string, result: LastResult, fault: Fault | null): void {
    if (!this.#isNewest(sessionId)) return;
    const lastError = fault ? translateFault(fault, 'en').message : null;
    this.#status = {
      ...this.#status,
      active: false,
      progress: null,
      last_error: lastError,
      last_result: result,
    };
  }

  #isNewest(sessionId: string): boolean {
    return this.#status.session_id === sessionId;
  }
}
