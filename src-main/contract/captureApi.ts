import { z } from 'zod';
import { CAMERA_NAMES, cameraNameSchema, perCamera } from './cameras';
import { diagnosticsDetailsSchema, findingSchema } from './diagnostics';
import { errorCodeSchema, faultSchema } from './errors';
import { goatDataSchema, goatIdSchema } from './goats';
import { CAMERA_STATES } from './session';

/** The body of `POST /record`. */
export const recordRequestSchema = z.object({
  goat_id: goatIdSchema.optional(),
  goat_data: goatDataSchema.nullish(),
  is_test: z.boolean().optional(),
  require_all_cameras: z.boolean().optional(),
  overwrite: z.boolean().optional(),
});
export type RecordRequest = z.infer<typeof recordRequestSchema>;

/** The answer of `POST /record` where the capture has started. */
export const recordAnswerSchema = z.object({
  status: z.literal('capture_started'),
  goat_id: z.string(),
  session_id: z.string(),
  num_images: z.number(),
  capture_fps: z.number(),
  /** Pixels, as `4656x3496`. */
  resolution: z.string(),
  is_test: z.boolean(),
  require_all_cameras: z.boolean(),
  cameras_expected: z.array(cameraNameSchema),
  cameras_available: z.array(cameraNameSchema),
  cameras_missing: z.array(cameraNameSchema),
  warning: z.string().nullable(),
});
export type RecordAnswer = z.infer<typeof recordAnswerSchema>;

export const cancelAnswerSchema = z.object({ status: z.literal('cancelled') });
export type CancelAnswer = z.infer<typeof cancelAnswerSchema>;

/** The body of `POST /focus`: keeps a camera's focus where it is now, or lets the camera focus by itself again. */
export const focusRequestSchema = z.object({ camera: cameraNameSchema, locked: z.boolean() });

/** At which value of V4L2's `focus_absolute` each camera is locked; null where it is not. */
export const focusLocksSchema = perCamera(z.number().int().nullable());

/** The answer of `POST /focus`. */
export const focusAnswerSchema = z.object({ status: z.literal('ok'), focus_locks: focusLocksSchema });
export type FocusAnswer = z.infer<typeof focusAnswerSchema>;

/** The state of one camera at this moment. */
export const cameraCheckSchema = z.object({
  name: cameraNameSchema,
  path: z.string(),
  exists: z.boolean(),
  readable: z.boolean(),
  in_use: z.boolean(),
  error: z.string().nullable(),
  fix: z.string().nullable(),
  simulated: z.boolean(),
});
export type CameraCheck = z.infer<typeof cameraCheckSchema>;

/** The answer of `GET /health`. */
export const healthAnswerSchema = z.object({
  status: z.enum(['ok', 'degraded']),
  cameras: perCamera(z.boolean()),
  disk_free_mb: z.number(),
  recording_active: z.boolean(),
  simulated: z.boolean(),
  version: z.string(),
  warnings: z.array(z.string()),
});
export type HealthAnswer = z.infer<typeof healthAnswerSchema>;

const s3CheckSchema = z.object({
  ok: z.boolean(),
  bucket: z.string(),
  error: z.string().nullable(),
});
export type S3Check = z.infer<typeof s3CheckSchema>;

/** How a capture ended, in the seed's shape. */
const lastResultSchema = z.object({
  goat_id: z.string(),
  success: z.boolean(),
  uploaded: z.array(z.string()),
  /** True where the pictures are safe here and wait for the store. */
  queued: z.boolean(),
  total_images: z.number(),
  errors: z.array(
    z.object({
      camera: cameraNameSchema.nullable(),
      error: z.string(),
      fix: z.string(),
      error_code: errorCodeSchema,
    }),
  ),
  duration_sec: z.number(),
  camera_status: z.partialRecord(cameraNameSchema, z.string()).optional(),
  test: z.literal(true).optional(),
  s3_check: s3CheckSchema.extend({ would_upload: z.array(z.string()) }).optional(),
});
export type LastResult = z.infer<typeof lastResultSchema>;

export const STAGES = ['starting', 'capturing', 'uploading', 'checking_s3'] as const;
export type Stage = (typeof STAGES)[number];

/** The answer of `GET /status`. */
export const statusAnswerSchema = z.object({
  active: z.boolean(),
  goat_id: z.string().nullable(),
  session_id: z.string().nullable(),
  started_at: z.string().nullable(),
  progress: z.enum(STAGES).nullable(),
  last_error: z.string().nullable(),
  last_result: lastResultSchema.nullable(),
  cameras: perCamera(
    z.object({ state: z.enum(['idle', ...CAMERA_STATES]), images: z.number().int().nonnegative() }),
  ),
});
export type StatusAnswer = z.infer<typeof statusAnswerSchema>;

/** What was learned by trying: so many cameras at once are well. */
export const concurrencyLimitSchema = z.object({
  total: z.number().int().min(1).max(3),
  /** So many of them on one USB controller. */
  per_controller: z.number().int().min(1).max(3),
  /** What one more has failed with; null where all are well together. */
  because: errorCodeSchema.nullable(),
  at: z.iso.datetime({ offset: true }),
});
export type ConcurrencyLimit = z.infer<typeof concurrencyLimitSchema>;

/** One camera's stream in a step of the bus test, measured after the warm-up. */
const busStreamSchema = z.object({
  camera: cameraNameSchema,
  /** Milliseconds from the start of ffmpeg to the first frame; null where none came. */
  first_frame_ms: z.number().int().nonnegative().nullable(),
  frames: z.number().int().nonnegative(),
  frames_per_second: z.number().nonnegative(),
  bytes_per_second: z.number().int().nonnegative(),
  /** Frames that are missing between the others, by the camera's timestamps. */
  lost_frames: z.number().int().nonnegative(),
  /** What a capture would have failed with; null where it was well. */
  fault: faultSchema.nullable(),
});
export type BusStream = z.infer<typeof busStreamSchema>;

/** Cameras that stream at once. */
const busStepSchema = z.object({ streams: z.array(busStreamSchema) });
export type BusStep = z.infer<typeof busStepSchema>;

/**
 * The answer of `POST /diagnostics/cameras`: each camera alone, then each two and all three of those that are well
 * alone.
 */
export const busBenchmarkSchema = z.object({
  started_at: z.iso.datetime({ offset: true }),
  seconds_per_step: z.number().positive(),
  steps: z.array(busStepSchema),
  /** What `MAX_PARALLEL=auto` goes by with these cameras now; null where nothing is learned. */
  learned: concurrencyLimitSchema.nullable(),
});
export type BusBenchmark = z.infer<typeof busBenchmarkSchema>;

/** The answer of `GET /diagnostics`. */
export const diagnosticsAnswerSchema = z.object({
  timestamp: z.string(),
  cameras: perCamera(cameraCheckSchema),
  disk: z.object({ ok: z.boolean(), free_mb: z.number(), required_mb: z.number() }),
  s3: s3CheckSchema,
  capture_config: z.object({
    num_images: z.number(),
    capture_fps: z.number(),
    resolution: z.string(),
    format: z.string(),
    pipeline: z.string(),
    max_parallel: z.union([z.literal('auto'), z.number()]),
    /** The cameras of each step, in order. */
    plan: z.array(z.array(z.enum(CAMERA_NAMES))),
    /** What `auto` has learned of these cameras, and goes by; null where nothing. */
    learned: concurrencyLimitSchema.nullable(),
  }),
  /** The bus test that ended last since the program started, or null. */
  bus_test: busBenchmarkSchema.nullable(),
  state: statusAnswerSchema,
  /** What was found, in the order of the areas, and what to do about it. */
  findings: z.array(findingSchema),
  details: diagnosticsDetailsSchema,
});
export type DiagnosticsAnswer = z.infer<typeof diagnosticsAnswerSchema>;
