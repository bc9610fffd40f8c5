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

const changeableSettingSchema = z.enum(CHANGEABLE_SETTINGS);
export type ChangeableSetting = z.infer<typeof changeableSettingSchema>;

const toldSettingSchema = z.object({
  /** As an environment variable would spell it. */
  value: z.string(),
  /** True where a flag or the environment says so: it can't be changed here. */
  is_fixed: z.boolean(),
});

/** The answer of `GET /settings`: what holds from the next start on. */
export const settingsAnswerSchema = z.object({
  settings: z.record(changeableSettingSchema, toldSettingSchema),
  /** True where what holds now is not yet the same. */
  needs_restart: z.boolean(),
});
export type SettingsAnswer = z.infer<typeof settingsAnswerSchema>;

/** The body of `POST /settings`: the settings to change; null is back to the default. */
export const settingsRequestSchema = z.object({
  settings: z.partialRecord(changeableSettingSchema, z.string().max(500).nullable()),
});
export type SettingsRequest = z.infer<typeof settingsRequestSchema>;

/** The settings that say where pictures go. They are tried before they are saved, and so set apart from the others. */
export const STORE_SETTINGS = [
  'STORE',
  'S3_TRAINING_BUCKET',
  'AWS_REGION',
  'S3_ENDPOINT',
] as const satisfies readonly SettingName[];

const storeSettingSchema = z.enum(STORE_SETTINGS);

/** Where pictures go, as it holds from the next start on; asked at the kiosk alone. The keys themselves are never told. */
export const storeAnswerSchema = z.object({
  settings: z.record(storeSettingSchema, toldSettingSchema),
  /** `fixed`: the environment has keys, which win. */
  keys: z.enum(['none', 'saved', 'fixed']),
  /** True where what holds now is not yet the same. */
  needs_restart: z.boolean(),
});
export type StoreAnswer = z.infer<typeof storeAnswerSchema>;

/** A pair of keys for S3. AWS makes ids of 20 and secrets of 40 characters; other servers allow shorter ones. */
export const storeKeysSchema = z.object({
  access_key_id: z
    .string()
    .trim()
    .regex(/^[\w.-]{3,128}$/),
  secret_access_key: z
    .string()
    .trim()
    .regex(/^[!-~]{8,128}$/),
});
export type StoreKeys = z.infer<typeof storeKeysSchema>;

/** What is to be changed about the store: settings, of which null is back to the default, and keys where they are new. */
export const storeRequestSchema = z.object({
  settings: z.partialRecord(storeSettingSchema, z.string().max(500).nullable()),
  keys: storeKeysSchema.optional(),
});
export type StoreRequest = z.infer<typeof storeRequestSchema>;
