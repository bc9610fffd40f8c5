import { z } from 'zod';
import { CAMERA_NAMES, perCamera, type CameraName } from './cameras';
import { faultSchema, type ErrorCode } from './errors';
import { goatDataSchema } from './goats';

/**
 * A session's states and where each may go next: the one table that says so.
 * `exported` is `queued` with a copy on a stick: it goes on to the store, or a person says that the stick is delivered.
 * `uploaded`, `failed`, `cancelled` and `discarded` are ends; only tidying up follows.
 */
export const SESSION_TRANSITIONS = {
  capturing: ['captured', 'failed', 'cancelled'],
  captured: ['in-review', 'queued', 'discarded'],
  'in-review': ['queued', 'discarded'],
  queued: ['uploading', 'needs-attention', 'exported', 'discarded'],
  uploading: ['uploaded', 'queued', 'exported', 'needs-attention'],
  'needs-attention': ['queued', 'discarded'],
  exported: ['queued', 'uploading', 'uploaded', 'discarded'],
  uploaded: [],
  failed: [],
  cancelled: [],
  discarded: [],
} as const satisfies Record<string, readonly string[]>;

export type SessionState = keyof typeof SESSION_TRANSITIONS;
export const SESSION_STATES = Object.keys(SESSION_TRANSITIONS) as SessionState[];

/** True where a session in state `from` may go to state `to`. */
export function mayBecome(from: SessionState, to: SessionState): boolean {
  const allowed: readonly SessionState[] = SESSION_TRANSITIONS[from];
  return allowed.includes(to);
}

/** The state of a session that waits for the store: whether a stick holds it, too. */
export function waitingState({ exported }: Pick<Session, 'exported'>): 'exported' | 'queued' {
  return exported ? 'exported' : 'queued';
}

/** One picture of a session: its file in the camera's folder, and when the camera took it. */
export const pictureSchema = z.object({
  file: z.string().regex(/^[0-9]+\.jpg$/),
  /** Microseconds since the camera's stream began, by the camera's own clock. */
  timestampUs: z.number().int().nonnegative(),
  /** Milliseconds since the recording began, by this machine's monotonic clock. */
  arrivedMs: z.number().nonnegative(),
  bytes: z.number().int().positive(),
  /** CRC-64/NVME of the file as it was checked, base64; records of earlier versions have none. */
  crc64nvme: z.string().optional(),
});
export type Picture = z.infer<typeof pictureSchema>;

/**
 * A camera's states in a session and where each may go next: the one table that says so. From `recording` back to
 * `waiting` goes a camera that gets another try with fewer others beside it.
 */
export const CAMERA_TRANSITIONS = {
  waiting: ['recording', 'cancelled'],
  recording: ['checking', 'waiting', 'failed', 'cancelled'],
  checking: ['captured', 'failed', 'cancelled'],
  captured: [],
  failed: [],
  missing: [],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>;

export type CameraState = keyof typeof CAMERA_TRANSITIONS;
export const CAMERA_STATES = Object.keys(CAMERA_TRANSITIONS) as CameraState[];

/** True where a camera in state `from` may go to state `to`. */
export function cameraMayBecome(from: CameraState, to: CameraState): boolean {
  const allowed: readonly CameraState[] = CAMERA_TRANSITIONS[from];
  return allowed.includes(to);
}

/** What is worth knowing of a camera in a session, though it is no reason to fail. */
export const captureWarningSchema = z.object({
  kind: z.enum([
    /** A bad picture was replaced by the frame after it. */
    'picture-replaced',
    /** The camera leaves the Huffman tables out; the standard ones were put in. */
    'tables-added',
    /** A picture has far more or fewer bytes than the others. */
    'unusual-size',
    /** There was no bandwidth or memory for this camera beside others; it was recorded with fewer. */
    'recorded-later',
    /** A control of the camera is not as configured: the camera lacks it, or keeps another value. */
    'control-differs',
  ]),
  /** The picture's number from 1; null where the note is about all of them. */
  picture: z.number().int().positive().nullable(),
  detail: z.string(),
});
export type CaptureWarning = z.infer<typeof captureWarningSchema>;

/** What one camera has done in a session. */
const cameraRecordSchema = z.object({
  state: z.enum(CAMERA_STATES),
  pictures: z.array(pictureSchema),
  notes: z.array(captureWarningSchema).default([]),
  /** The largest distance of a picture from its second, in ms; null before there are two pictures. */
  worstSpacingErrorMs: z.number().nonnegative().nullable(),
  fault: faultSchema.nullable(),
});
export type CameraRecord = z.infer<typeof cameraRecordSchema>;

/** The record of a camera that has done nothing yet. */
export const newCameraRecord = (state: 'waiting' | 'missing'): CameraRecord => ({
  state,
  pictures: [],
  notes: [],
  worstSpacingErrorMs: null,
  fault: null,
});

/** One object that the store has confirmed to hold. */
export const storedObjectSchema = z.object({
  key: z.string(),
  bytes: z.number().int().nonnegative(),
  /** CRC-64/NVME of the whole object, base64, as S3 gives it. */
  crc64nvme: z.string(),
  /**
   * What proved the object where the store keeps no CRC-64/NVME: its ETag, made of MD5 sums, or its bytes, read back
   * once. Absent where the store's own CRC-64/NVME was the proof.
   */
  proof: z.object({ by: z.enum(['etag', 'read-back']), etag: z.string() }).optional(),
});
export type StoredObject = z.infer<typeof storedObjectSchema>;

/** That a session was copied to a stick. */
export const exportedSchema = z.object({
  at: z.iso.datetime({ offset: true }),
  /** The stick's name. */
  stick: z.string(),
  /** What the stick holds. */
  objects: z.array(storedObjectSchema),
  /** When a person said that the stick has been delivered. */
  deliveredAt: z.iso.datetime({ offset: true }).optional(),
});

export const sessionIdSchema = z.string().regex(/^[0-9]{8}T[0-9]{9}Z-[A-Za-z0-9_-]{1,50}-[0-9a-f]{6}$/);

/** Grows where a version that does not know a new field, or a new value of one, would do harm to the record. */
export const SESSION_FORMAT = 2;

/** Error codes that 0.1 does not know: it would set a record aside as damaged that holds one in format 1. */
const CODES_SINCE_FORMAT_2: ReadonlySet<ErrorCode> = new Set([
  'STORE_INTERCEPTED',
  'STORE_LIST_INCOMPLETE',
  'STORE_ARCHIVED',
]);

/** The oldest format in which a record can be written. 0.1 leaves those of format 2 alone. */
export function formatOf({ fault, cameras }: Pick<Session, 'fault' | 'cameras'>): 1 | 2 {
  const faults = [fault, ...CAMERA_NAMES.map((camera) => cameras[camera].fault)];
  return faults.some((one) => one !== null && CODES_SINCE_FORMAT_2.has(one.code)) ? 2 : 1;
}

/** The record of a session: the whole of `session.json`. */
export const sessionSchema = z.object({
  format: z.union([z.literal(1), z.literal(SESSION_FORMAT)]),
  id: sessionIdSchema,
  goatId: z.string(),
  goatData: goatDataSchema,
  isTest: z.boolean(),
  requireAllCameras: z.boolean(),
  overwrite: z.boolean(),
  simulated: z.boolean(),
  source: z.enum(['kiosk', 'api']),
  /** ISO 8601 with the offset of local time. */
  startedAt: z.iso.datetime({ offset: true }),
  finishedAt: z.iso.datetime({ offset: true }).nullable(),
  /** From the start to the last check of a picture, in seconds. */
  durationSec: z.number().nonnegative().nullable(),
  imagesPerCamera: z.number().int().positive(),
  captureFps: z.number().positive(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  state: z.enum(SESSION_STATES),
  cameras: perCamera(cameraRecordSchema),
  fault: faultSchema.nullable(),
  /** What the store has confirmed so far. */
  stored: z.array(storedObjectSchema),
  /** True where this session's first object is in the store, though not yet confirmed: the goat's number is its own. */
  claimed: z.boolean().optional(),
  /**
   * The ETag of the first object as the store answered this session's own write: the proof of `claimed`. Records of
   * 0.1 have none, so their claim is not proven.
   */
  claimEtag: z.string().optional(),
  /** When the copying aside began: each try copies to the same place. */
  replacing: z.iso.datetime({ offset: true }).optional(),
  /** Where this session replaces an earlier one: when that was copied aside in the store, and which keys it had. */
  replaced: z.object({ at: z.iso.datetime({ offset: true }), keys: z.array(z.string()) }).optional(),
  /** True where `goat_data.json` in the store does not say yet what the goat data was corrected to. */
  dataDue: z.boolean().optional(),
  /** Where it was last copied to, if it was. */
  exported: exportedSchema.optional(),
  /** When a synchronised clock first saw that the session had ended: from then on its age counts. */
  endedAt: z.iso.datetime({ offset: true }).optional(),
});
export type Session = z.infer<typeof sessionSchema>;

/** The cameras of a session that have pictures, in order. */
export function capturedCameras(session: Session): CameraName[] {
  return CAMERA_NAMES.filter((camera) => session.cameras[camera].state === 'captured');
}

/** The states that a person tells apart when looking for a goat. */
export const FILTERS = {
  all: undefined,
  waiting: ['captured', 'in-review', 'queued', 'uploading', 'exported'],
  attention: ['needs-attention'],
  stored: ['uploaded'],
  bin: ['failed', 'cancelled', 'discarded'],
} as const satisfies Record<string, readonly SessionState[] | undefined>;
export type Filter = keyof typeof FILTERS;
export const FILTER_NAMES = ['all', 'waiting', 'attention', 'stored', 'bin'] as const satisfies Filter[];

const BIN: ReadonlySet<SessionState> = new Set(FILTERS.bin);

/** True where a session is in the bin, from which it goes by itself. */
export function isInBin(state: SessionState): boolean {
  return BIN.has(state);
}
