import { z } from 'zod';
import {
  cancelAnswerSchema,
  healthAnswerSchema,
  recordAnswerSchema,
  recordRequestSchema,
  statusAnswerSchema,
} from './answers';
import { errorAnswerSchema, errorCodeSchema, faultSchema } from './errors';

/** What the activity log can say; the screens have the words for each kind. */
export const ACTIVITY_KINDS = [
  'started',
  'capture-started',
  'test-started',
  'camera-captured',
  'captured',
  'test-passed',
  'uploaded',
  'upload-waits',
  'fault',
] as const;

/** One line of the activity log. `id` grows by one from line to line. */
export const activitySchema = z.object({
  id: z.number().int().nonnegative(),
  at: z.iso.datetime({ offset: true }),
  level: z.enum(['info', 'success', 'warning', 'error']),
  kind: z.enum(ACTIVITY_KINDS),
  parameters: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Present where `kind` is `fault`: the words come from the error catalogue. */
  code: errorCodeSchema.optional(),
});
export type Activity = z.infer<typeof activitySchema>;

/** All that a screen shows, as one snapshot: sent whole at each change, so that a client that missed some is right again with the next. */
export const overviewSchema = z.object({
  health: healthAnswerSchema,
  status: statusAnswerSchema,
  /** The next free goat number: the highest in the store or among the sessions here, plus one. */
  next_goat_number: z.number().int().positive(),
  store: z.object({
    kind: z.enum(['s3', 'folder']),
    /** The bucket's name or the folder's path. */
    place: z.string(),
    /** Why sessions wait, or null where the last try went well or none was made. */
    alert: faultSchema.nullable(),
  }),
  /** Sessions that are captured and not yet in the store. */
  waiting_sessions: z.number().int().nonnegative(),
  images_per_camera: z.number().int().positive(),
  activity: z.array(activitySchema),
});
export type Overview = z.infer<typeof overviewSchema>;

/** How to reach this machine from another one; only the kiosk itself may ask. */
export const remoteAccessSchema = z.object({
  addresses: z.array(z.string()),
  auth: z.enum(['remote', 'password', 'none']),
  /** The password while it is known in clear: made by this run, not set by API_PASSWORD. Else null. */
  password: z.string().nullable(),
  /** True where API_PASSWORD fixes the password. */
  password_is_fixed: z.boolean(),
});
export type RemoteAccess = z.infer<typeof remoteAccessSchema>;

/**
 * The use cases that the kiosk calls over IPC: name, what goes in, what comes out.
 * The API has the same ones behind its routes, but for those about remote access.
 */
export const USE_CASES = {
  overview: { input: z.undefined(), output: overviewSchema },
  record: { input: recordRequestSchema, output: recordAnswerSchema },
  cancel: { input: z.undefined(), output: cancelAnswerSchema },
  remoteAccess: { input: z.undefined(), output: remoteAccessSchema },
  newPassword: { input: z.undefined(), output: remoteAccessSchema },
} as const;

export type UseCaseName = keyof typeof USE_CASES;
export const USE_CASE_NAMES = Object.keys(USE_CASES) as UseCaseName[];
export type UseCaseInput<Name extends UseCaseName> = z.infer<(typeof USE_CASES)[Name]['input']>;
export type UseCaseOutput<Name extends UseCaseName> = z.infer<(typeof USE_CASES)[Name]['output']>;

/** What the main process answers over IPC: an error crosses as the same answer that the API gives. */
export type IpcAnswer<Name extends UseCaseName> =
  { ok: true; value: UseCaseOutput<Name> } | { ok: false; error: z.infer<typeof errorAnswerSchema> };

/** The IPC channel of a use case. */
export const ipcChannel = (name: UseCaseName): string => `kiosk:${name}`;

/** The IPC channel on which main sends each new overview. */
export const OVERVIEW_CHANNEL = 'kiosk:overview-changed';

/** What the preload script puts on `window.kiosk`: the only bridge between screen and main. */
export interface KioskBridge {
  call(name: UseCaseName, input: unknown): Promise<unknown>;
  onOverview(listener: (overview: unknown) => void): () => void;
}
