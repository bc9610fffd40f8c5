import { z } from 'zod';
import { statusAnswerSchema } from './captureApi';
import { perCamera } from './cameras';
import { queueAnswerSchema } from './sessionApi';
import { overviewSchema } from './useCases';
import { PREVIEW_STATES } from './preview';

/** How the cameras stand, as an event. */
const camerasEventSchema = perCamera(z.object({ ready: z.boolean(), preview: z.enum(PREVIEW_STATES) }));

/** A line of the program's log, from level info on, with whatever else it tells. */
const logEventSchema = z.looseObject({
  level: z.enum(['info', 'warn', 'error', 'fatal']),
  time: z.iso.datetime(),
  msg: z.string().optional(),
});

/**
 * The kinds of events on `GET /events`, and the data of each. All but `log` and `missed` are snapshots: one comes at
 * once, and the newest makes all older ones needless, so that only log lines are kept for who comes again with
 * `Last-Event-ID`.
 */
export const EVENT_SCHEMAS = {
  /** All that a screen shows: after each change, and every two seconds. */
  overview: overviewSchema,
  /** How the newest capture stands, with the progress of each camera: where that has changed. */
  status: statusAnswerSchema,
  /** How the way to the store stands: where that has changed. */
  queue: queueAnswerSchema,
  /** Whether the cameras are there: where that has changed. */
  cameras: camerasEventSchema,
  log: logEventSchema,
  /** Log lines are missing: more were written meanwhile than are kept, or the program was started anew. */
  missed: z.strictObject({}),
} as const;

export type EventKind = keyof typeof EVENT_SCHEMAS;
export const EVENT_KINDS = Object.keys(EVENT_SCHEMAS) as EventKind[];
export type EventData<Kind extends EventKind> = z.infer<(typeof EVENT_SCHEMAS)[Kind]>;

/** What `GET /events` asks for. */
export const eventsRequestSchema = z.object({
  /** Only events of these kinds; all where not given. */
  kinds: z.array(z.enum(EVENT_KINDS)).optional(),
});
