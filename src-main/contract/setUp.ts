import { z } from 'zod';
import type { SettingName } from './settings';

/** The settings that can be changed on a screen; the others belong to whoever has the machine's files. */
export const CHANGEABLE_SETTINGS = [
  'NUM_IMAGES',
  'IMAGE_WIDTH',
  'IMAGE_HEIGHT',
  'WARMUP_SEC',
  'MAX_PARALLEL',
  'REVIEW_SEC',
  'KEEP_UPLOADED_DAYS',
  'CAMERA_SIDE',
  'CAMERA_TOP',
  'CAMERA_FRONT',
] as const satisfies readonly SettingName[];

export const changeableSettingSchema = z.enum(CHANGEABLE_SETTINGS);
export type ChangeableSetting = z.infer<typeof changeableSettingSchema>;

/** The answer of `GET /settings`: what holds from the next start on. */
export const settingsAnswerSchema = z.object({
  settings: z.record(
    changeableSettingSchema,
    z.object({
      /** As an environment variable would spell it. */
      value: z.string(),
      /** True where a flag or the environment says so: it can't be changed here. */
      is_fixed: z.boolean(),
    }),
  ),
  /** True where what holds now is not yet the same. */
  needs_restart: z.boolean(),
});
export type SettingsAnswer = z.infer<typeof settingsAnswerSchema>;

/** The body of `POST /settings`: the settings to change; null is back to the default. */
export const settingsRequestSchema = z.object({
  settings: z.partialRecord(changeableSettingSchema, z.string().max(500).nullable()),
});
export type SettingsRequest = z.infer<typeof settingsRequestSchema>;
