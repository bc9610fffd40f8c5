import { EventEmitter } from 'node:events';
import type { Fault } from '#contract/errors';
import type { ACTIVITY_PARAMETERS, ActivityKind, Activity, LastCapture } from '#contract/useCases';
import type { LastResult } from '#contract/captureApi';
import type { Session } from '#contract/session';
import { isoWithOffset, type Clock } from '#engine/platform/clock';
import { lastCaptureOf } from './captureResults';
import { LegacyStatus } from './legacyStatus';

/** Lines of the activity log that are kept, those of some fifteen captures: every overview brings them all. The log file has the rest. */
const MAX_LINES = 60;

type ParametersOf<Kind extends ActivityKind> = Record<
  (typeof ACTIVITY_PARAMETERS)[Kind][number],
  string | number
>;

/** The news that are told one by one, by their names. */
interface BusEvents {
  /** After each piece of news. */
  change: [];
  /** A capture has ended, however. */
  'capture-end': [session: Session];
  /** A try to bring a session to the store has ended: where it is not there, the fault says why. */
  'upload-end': [session: Session, fault: Fault | null];
}

/** What happened and how things stand, for the people at the screens. */
export class EventBus extends EventEmitter<BusEvents> {
  /** What `/status` says. */
  readonly legacyStatus = new LegacyStatus();
  /** The capture that ended last, or null. */
  lastCapture: LastCapture | null = null;
  readonly #clock: Clock;
  #activity: Activity[] = [];
  #nextId = 0;

  constructor(clock: Clock) {
    super();
    this.#clock = clock;
  }

  /** The activity log's newest lines, oldest first. */
  get activity(): readonly Activity[] {
    return this.#activity;
  }

  /** Adds a line to the activity log. */
  publish<Kind extends Exclude<ActivityKind, 'fault'>>(
    level: Activity['level'],
    kind: Kind,
    parameters: ParametersOf<Kind>,
  ): void {
    this.#add({ level, kind, parameters });
  }

  /** Adds a fault to the activity log. */
  publishFault(level: 'warning' | 'error', { code, parameters }: Fault): void {
    this.#add({ level, kind: 'fault', parameters, code });
  }

  /** A capture has all its pictures; its delivery follows. */
  captured(session: Session): void {
    this.lastCapture = lastCaptureOf(session);
    this.emit('capture-end', session);
  }

  /** A capture has failed or was cancelled: for `/status`, the activity log and the screens. */
  captureEnded(session: Session, result: LastResult): void {
    const { fault } = session;
    if (fault) this.publishFault(session.state === 'cancelled' ? 'warning' : 'error', fault);
    this.lastCapture = lastCaptureOf(session);
    this.emit('capture-end', session);
    this.legacyStatus.finish(session.id, result, fault);
    this.notifyChanged();
  }

  /** Says that something else that a screen shows has changed. */
  notifyChanged(): void {
    this.emit('change');
  }

  #add(line: Omit<Activity, 'id' | 'at'>): void {
    const entry = { id: this.#nextId, at: isoWithOffset(this.#clock.now()), ...line };
    this.#nextId += 1;
    this.#activity = [...this.#activity, entry].slice(-MAX_LINES);
    this.notifyChanged();
  }
}
