import type { HealthAnswer } from '#contract/captureApi';
import type { Fault } from '#contract/errors';
import type { PreviewStates } from '#contract/preview';
import type { Overview } from '#contract/useCases';
import type { FocusLocks } from '#engine/cameras/focusLocks';
import { findBlockingFault, type PreconditionParts } from '#engine/capture/preconditions';
import { warningsOf } from './health';
import type { MachineHealth } from '#engine/machine/machineHealth';
import { isoWithOffset, type Clock } from '#engine/platform/clock';
import type { EventBus } from '#engine/status/eventBus';
import type { LatestPictures } from '#engine/status/latestPictures';
import type { UploadService } from '#engine/upload/uploadService';

/** What an overview is made of. */
export interface OverviewParts extends PreconditionParts {
  clock: Clock;
  focusLocks: FocusLocks;
  health: HealthAnswer;
  machine: MachineHealth;
  uploads: Pick<UploadService, 'store' | 'queue' | 'numbers' | 'review'>;
  events: Pick<EventBus, 'legacyStatus' | 'lastCapture' | 'activity'>;
  previews: PreviewStates;
  latestPictures: LatestPictures;
  /** Until the last picture of the running capture, in ms; null where that is not known. */
  leftMs: number | null;
  /** Why other machines can't reach the API; null where they can. */
  apiFault: Fault | null;
  /** What the monitors of machine and spool have found. */
  watchedFaults: readonly Fault[];
}

/** All that a screen shows. */
export async function makeOverview(parts: OverviewParts): Promise<Overview> {
  const { clock, settings, spool, focusLocks, health, machine, previews, leftMs, apiFault } = parts;
  const { store, queue, numbers, review } = parts.uploads;
  const { status } = parts.events.legacyStatus;
  const blockingFault = await findBlockingFault(parts);
  return {
    now: isoWithOffset(clock.now()),
    health,
    status,
    next_goat_number: numbers.next(),
    store: { kind: store.kind, place: store.place, alert: queue.alert },
    waiting_sessions: queue.waiting.length,
    needs_attention: spool.inState('needs-attention').length,
    sessions_version: spool.version,
    review: review.current,
    images_per_camera: settings.NUM_IMAGES,
    focus_locks: focusLocks.all,
    previews,
    newest_pictures: parts.latestPictures.numbers(status.session_id),
    left_ms: leftMs,
    temperature_c: machine.temperatureC,
    obstacle: blockingFault?.fault ?? null,
    warnings: [...(apiFault ? [apiFault] : []), ...warningsOf(settings, machine, parts.watchedFaults)],
    last_capture: parts.events.lastCapture,
    activity: [...parts.events.activity],
  };
}
