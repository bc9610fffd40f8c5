import { z } from 'zod';

/** The original capture server, as it is installed on this machine. */
export const originalSchema = z.object({
  /** The path of its service's unit file. */
  unit: z.string(),
  /** Whom it runs as; in that user's ~/.aws are its keys, which nobody else can see. */
  user: z.string(),
  bucket: z.string(),
  /** The udev rules that name its cameras, where they are at the place that its README tells. */
  rules: z.string().nullable(),
  running: z.boolean(),
});
export type Original = z.infer<typeof originalSchema>;

/** The answer of `GET /machine/original`: null where it is not installed. */
export const originalAnswerSchema = z.object({ original: originalSchema.nullable() });
export type OriginalAnswer = z.infer<typeof originalAnswerSchema>;
