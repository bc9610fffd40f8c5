import { z } from 'zod';
import { faultSchema } from './errors';

/** A USB stick, or what else can be carried away, as it is at this machine. */
const stickSchema = z.object({
  /** What it is asked for by: the path of its device. */
  id: z.string(),
  /** Its label, or its maker's name. */
  name: z.string(),
  size_bytes: z.number().int().nonnegative(),
  /** Null where that can't be known before something is copied to it. */
  free_bytes: z.number().int().nonnegative().nullable(),
  /** Why nothing can be copied to it, or null. */
  fault: faultSchema.nullable(),
});
export type Stick = z.infer<typeof stickSchema>;

const amountSchema = z.object({
  sessions: z.number().int().nonnegative(),
  /** Of their archives. */
  bytes: z.number().int().nonnegative(),
});
export type Amount = z.infer<typeof amountSchema>;

/** What copying to a stick does, in this order; the last three are ends. */
const EXPORT_PHASES = [
  /** The stick is opened, and its room looked at. */
  'preparing',
  'copying',
  /** All that was copied is read back from the stick. */
  'checking',
  /** The stick is made safe to pull. */
  'finishing',
  'done',
  'failed',
  'cancelled',
] as const;
export type ExportPhase = (typeof EXPORT_PHASES)[number];

/** Why a stick may be pulled out now: nothing of it is used any more, or, where others opened it, all is written. */
const RELEASES = ['powered-off', 'closed', 'written'] as const;
export type Release = (typeof RELEASES)[number];

/** One copying of sessions to a stick: the one that runs, or the last one. */
const exportSchema = z.object({
  stick: stickSchema.pick({ id: true, name: true }),
  phase: z.enum(EXPORT_PHASES),
  /** That are copied. */
  sessions: z.number().int().nonnegative(),
  /** Of those: that this phase is done with; at the end: that are on the stick, whole. */
  sessions_done: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  /** Of this phase. */
  bytes_done: z.number().int().nonnegative(),
  /** Until it can be pulled out; null where that is not known yet. */
  seconds_left: z.number().int().nonnegative().nullable(),
  /** What is not on the stick, and why. */
  left_out: z.array(z.object({ session_id: z.string(), goat_id: z.string(), fault: faultSchema })),
  /** Why it failed, or null. */
  fault: faultSchema.nullable(),
  /** Null as long as the stick must not be pulled out. */
  safe_to_pull: z.enum(RELEASES).nullable(),
});
export type Export = z.infer<typeof exportSchema>;

/** The answer of `GET /sticks`, and of all that is done with sticks. */
export const usbExportAnswerSchema = z.object({
  sticks: z.array(stickSchema),
  /** What waits for the store and is on no stick: what is copied next. */
  waiting: amountSchema,
  /** What was copied to a stick and still waits for the store. */
  exported: amountSchema,
  /** The copying that runs, or the last one since the program started, or null. */
  export: exportSchema.nullable(),
});
export type UsbExportAnswer = z.infer<typeof usbExportAnswerSchema>;

/** A file that was written to a stick. */
export const savedFileSchema = z.object({
  /** The stick's name. */
  stick: z.string(),
  file: z.string(),
  safe_to_pull: z.enum(RELEASES),
});
export type SavedFile = z.infer<typeof savedFileSchema>;

/** The body of `POST /export`. */
export const exportRequestSchema = z.object({
  /** A stick's id. */
  stick: z.string().min(1).max(200),
  /** True where what is on a stick already is copied too: that stick is lost. */
  again: z.boolean().optional(),
});
