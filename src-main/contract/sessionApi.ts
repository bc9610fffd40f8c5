import { z } from 'zod';
import { cameraNameSchema, perCamera } from './cameras';
import { faultSchema } from './errors';
import { goatDataSchema, goatIdSchema } from './goats';
import {
  CAMERA_STATES,
  exportedSchema,
  captureWarningSchema,
  pictureSchema,
  SESSION_STATES,
  sessionIdSchema,
  storedObjectSchema,
} from './session';

/** What `GET /sessions` asks for: a page of the sessions, the newest first. */
export const sessionListRequestSchema = z.object({
  /** Only sessions in one of these states; all where not given. */
  states: z.array(z.enum(SESSION_STATES)).optional(),
  limit: z.number().int().min(1).max(200).default(50),
  /** Only sessions older than this one: the `next` of the page before. */
  before: sessionIdSchema.optional(),
});
export type SessionListRequest = z.input<typeof sessionListRequestSchema>;

/** What a person decides about a session: `POST /sessions/{id}/{action}`. */
export const SESSION_ACTIONS = ['retry', 'keep', 'discard', 'replace', 'delivered'] as const;
export type SessionAction = (typeof SESSION_ACTIONS)[number];

/** All that can be done to a session; the last two need to be told more. */
export const ALLOWED_ACTIONS = [...SESSION_ACTIONS, 'renumber', 'correct'] as const;
export type AllowedAction = (typeof ALLOWED_ACTIONS)[number];

/** A session in one line. */
const sessionSummarySchema = z.object({
  session_id: sessionIdSchema,
  goat_id: z.string(),
  state: z.enum(SESSION_STATES),
  simulated: z.boolean(),
  source: z.enum(['kiosk', 'api']),
  /** ISO 8601 with the offset of local time. */
  started_at: z.iso.datetime({ offset: true }),
  /** Good pictures of all cameras together. */
  images: z.number().int().nonnegative(),
  /** Of all good pictures. */
  bytes: z.number().int().nonnegative(),
  /** The keys that the store has confirmed. */
  uploaded: z.array(z.string()),
  /** The camera whose first picture may stand for the session; null where there is no picture. */
  cover: cameraNameSchema.nullable(),
  /** True where a picture is worth a look, see the notes of its camera. */
  flagged: z.boolean(),
  /** True where the goat data was corrected and the store does not have that yet. */
  data_due: z.boolean(),
  /** Why it failed or needs attention, or why its data could not be corrected in the store; or null. */
  fault: faultSchema.nullable(),
});
export type SessionSummary = z.infer<typeof sessionSummarySchema>;

/** The answer of `GET /sessions`. */
export const sessionListAnswerSchema = z.object({
  sessions: z.array(sessionSummarySchema),
  /** Sessions in the asked-for states on all pages. */
  total: z.number().int().nonnegative(),
  /** What to give as `before` for the next page; null on the last one. */
  next: sessionIdSchema.nullable(),
});
export type SessionListAnswer = z.infer<typeof sessionListAnswerSchema>;

/** The answer of `GET /sessions/{id}` and of all that is done to a session. */
export const sessionAnswerSchema = sessionSummarySchema.extend({
  goat_data: goatDataSchema,
  overwrite: z.boolean(),
  /** What may be done to it as it stands. */
  allowed: z.array(z.enum(ALLOWED_ACTIONS)),
  finished_at: z.iso.datetime({ offset: true }).nullable(),
  duration_sec: z.number().nonnegative().nullable(),
  cameras: perCamera(
    z.object({
      state: z.enum(CAMERA_STATES),
      worst_spacing_ms: z.number().nonnegative().nullable(),
      fault: faultSchema.nullable(),
      notes: z.array(captureWarningSchema),
      pictures: z.array(pictureSchema.omit({ file: true, crc64nvme: true })),
    }),
  ),
  stored: z.array(storedObjectSchema),
  /** Present where it was copied to a stick. */
  exported: exportedSchema.omit({ objects: true }).optional(),
});
export type SessionAnswer = z.infer<typeof sessionAnswerSchema>;

/** Names a session, for what is done to it. */
export const sessionRequestSchema = z.object({ session_id: z.string() });

/** The body of `POST /sessions/{id}/renumber`. */
export const renumberRequestSchema = z.object({
  /** The next free number where not given. */
  goat_id: goatIdSchema.optional(),
});

/** The body of `POST /sessions/{id}/goat_data`. */
export const goatDataRequestSchema = z.object({
  /** All that is known of the goat from now on: what is not named here is gone. */
  goat_data: goatDataSchema,
});

/** One picture of a session. */
export const pictureRequestSchema = z.object({
  session_id: z.string(),
  camera: cameraNameSchema,
  /** From 1. */
  number: z.number().int().positive(),
});
export type PictureRequest = z.infer<typeof pictureRequestSchema>;

/** As the camera made it, or reduced to an eighth. */
const PICTURE_SIZES = ['pictures', 'thumbnails', 'newest'] as const;
export type PictureSize = (typeof PICTURE_SIZES)[number];

/** Where a picture is found, relative to the page, over HTTP and in the kiosk's own window alike. */
export function picturePath({ session_id: id, camera, number }: PictureRequest, size: PictureSize): string {
  return `sessions/${encodeURIComponent(id)}/${size}/${camera}/${number}`;
}

const picturePathSchema = z
  .string()
  .transform((path) => /^\/sessions\/([^/]+)\/([^/]+)\/([^/]+)\/(\d+)$/.exec(path))
  .transform((parts) => ({
    session_id: parts?.[1],
    size: parts?.[2],
    camera: parts?.[3],
    number: Number(parts?.[4]),
  }))
  .pipe(pictureRequestSchema.extend({ size: z.enum(PICTURE_SIZES) }));

/** The picture behind the path of an address, or null where it leads to none. */
export function readPicturePath(path: string): z.infer<typeof picturePathSchema> | null {
  return picturePathSchema.safeParse(path).data ?? null;
}

/** The rate's history has one number for so many seconds, and so many numbers at most. */
export const RATE_STEP_SEC = 5;
export const RATE_STEPS = 60;

/** The answer of `GET /queue`. */
export const queueAnswerSchema = z.object({
  /** Sessions that wait for the store, those that are being sent included. */
  waiting: z.number().int().nonnegative(),
  sending: z.number().int().nonnegative(),
  in_review: z.number().int().nonnegative(),
  /** Sessions in the store whose corrected goat data it does not have yet. */
  corrections: z.number().int().nonnegative(),
  needs_attention: z.number().int().nonnegative(),
  /** Of the waiting sessions, as far as the store has not confirmed them. */
  bytes_waiting: z.number().int().nonnegative(),
  /** Of the last twenty seconds. */
  bytes_per_second: z.number().int().nonnegative(),
  /** Bytes a second in each step of the last five minutes, oldest first; empty where sending takes no time. */
  rate_history: z.array(z.number().int().nonnegative()).max(RATE_STEPS),
  rate_step_sec: z.literal(RATE_STEP_SEC),
  /** At that rate; null where nothing is being sent. */
  seconds_left: z.number().int().nonnegative().nullable(),
  /** Seconds until the next try; null where none has to wait. */
  next_try_sec: z.number().int().nonnegative().nullable(),
  /** Why sessions wait, or null. */
  alert: faultSchema.nullable(),
});
export type QueueAnswer = z.infer<typeof queueAnswerSchema>;

/** The answer of `GET /counter`. */
export const counterAnswerSchema = z.object({ next_goat_number: z.number().int().positive() });
export type CounterAnswer = z.infer<typeof counterAnswerSchema>;

/** The capture that waits for Keep, Retake or Discard. */
export const reviewSchema = z.object({
  session_id: sessionIdSchema,
  goat_id: z.string(),
  /** Milliseconds until it is kept by itself, when this snapshot was made. */
  ends_in_ms: z.number().nonnegative(),
});
export type ReviewInfo = z.infer<typeof reviewSchema>;
