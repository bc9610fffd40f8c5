import { z } from 'zod';

/** The original capture server, as it is installed on this machine. */
const legacyServerSchema = z.object({
  /** The path of its service's unit file. */
  unit: z.string(),
  /** Whom it runs as; in that user's ~/.aws are its keys, which nobody else can see. */
  user: z.string(),
  bucket: z.string(),
  /** The udev rules that name its cameras, where they are at the place that its README tells. */
  rules: z.string().nullable(),
  running: z.boolean(),
});
export type LegacyServer = z.infer<typeof legacyServerSchema>;

/** The answer of `GET /machine/original`: null where it is not installed. */
export const legacyServerAnswerSchema = z.object({ original: legacyServerSchema.nullable() });
export type LegacyServerAnswer = z.infer<typeof legacyServerAnswerSchema>;

/** The machine's clock. */
const machineTimeSchema = z.object({
  now: z.iso.datetime({ offset: true }),
  /** As `America/Chicago`. */
  time_zone: z.string(),
  /** True where the network can set the clock. */
  can_be_automatic: z.boolean(),
  /** True where it does. */
  automatic: z.boolean(),
  /** True where it has. */
  synchronised: z.boolean(),
});
export type MachineTime = z.infer<typeof machineTimeSchema>;

/** The answer of `GET /machine`. */
export const machineAnswerSchema = z.object({
  /** Null where systemd can't be asked for it. */
  time: machineTimeSchema.nullable(),
  /** Percent; null where the screen's brightness can't be set. */
  brightness: z.number().int().min(0).max(100).nullable(),
});
export type MachineAnswer = z.infer<typeof machineAnswerSchema>;

/** The name of a time zone: never one that a program could take for an option or a path. */
export const timeZoneSchema = z.string().regex(/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/);

/** The body of `POST /machine/time`: what is given is set. */
export const timeRequestSchema = z.object({
  time_zone: timeZoneSchema.optional(),
  automatic: z.boolean().optional(),
  /** The machine's local time, as `2026-02-10 18:30:00`; from then on the network does not set it. */
  now: z
    .string()
    .regex(/^20\d\d-[01]\d-[0-3]\d [0-2]\d:[0-5]\d:[0-5]\d$/)
    .optional(),
});
export type TimeRequest = z.infer<typeof timeRequestSchema>;

/** The body of `POST /machine/brightness`. */
export const brightnessRequestSchema = z.object({ percent: z.number().int().min(5).max(100) });

/** The answer of `GET /machine/time_zones`: those that this machine knows, as `America/Chicago`. */
export const timeZonesAnswerSchema = z.object({ time_zones: z.array(z.string()) });
export type TimeZonesAnswer = z.infer<typeof timeZonesAnswerSchema>;

/** A version of this program on a USB stick. */
const updateSchema = z.object({
  /** The stick's id, and its name. */
  stick: z.string(),
  stick_name: z.string(),
  /** The package's file name. */
  file: z.string(),
  version: z.string(),
});
export type Update = z.infer<typeof updateSchema>;

/** The newer versions that are on the sticks. */
export const updatesAnswerSchema = z.object({ updates: z.array(updateSchema) });
export type UpdatesAnswer = z.infer<typeof updatesAnswerSchema>;

/** Which one is to be installed. */
export const updateRequestSchema = updateSchema.pick({ stick: true, file: true });
export type UpdateRequest = z.infer<typeof updateRequestSchema>;
