import { z } from 'zod';
import { passwordSchema } from './authApi';
import type { PerCamera } from './cameras';
import type { AllowedValues } from './locales/errors/allowedValues';

/** A number as JSON has it, or as an environment variable spells it: plain decimal digits. */
const decimal = z.union([
  z.number(),
  z
    .string()
    .trim()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
]);
const real = (minimum: number, maximum: number) => decimal.pipe(z.number().min(minimum).max(maximum));
const whole = (minimum: number, maximum: number) => decimal.pipe(z.number().int().min(minimum).max(maximum));
/** Controls of a camera as v4l2-ctl spells them. */
const controls = z
  .string()
  .trim()
  .regex(/^[a-z0-9_]+=-?\d{1,9}(,[a-z0-9_]+=-?\d{1,9})*$/);
const text = (fallback: string) => z.string().trim().min(1).default(fallback);
const optionalText = z.string().trim().min(1).optional();
/** Items with commas between them. */
const list = (item: z.ZodString) =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(item))
    .default([]);

/** An origin as browsers send it; `null` is that of pages opened from a file. */
const isOrigin = (text: string) =>
  text === 'null' || (/^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text);

/**
 * Every setting, by the name of its environment variable. The seed's names and defaults are a contract; what a person is
 * told when a value is refused stands in catalogue/allowedValues.ts.
 */
const fields = {
  NUM_IMAGES: whole(1, 99).default(20),
  CAPTURE_FPS: real(0.1, 10).default(1),
  CAMERA_NATIVE_FPS: real(1, 120).default(10),
  IMAGE_WIDTH: whole(16, 16384).default(4656),
  IMAGE_HEIGHT: whole(16, 16384).default(3496),
  MIN_DISK_MB: whole(0, 1e7).default(1000),
  MIN_IMAGE_BYTES: whole(0, 1e8).default(50_000),
  FFMPEG_TIMEOUT_SEC: real(1, 3600).default(30),
  CAPTURE_TOTAL_TIMEOUT_SEC: real(1, 3600).default(60),
  S3_TRAINING_BUCKET: text('training-937249941844'),
  MAX_PARALLEL: z.union([z.literal('auto'), whole(1, 3)]).default('auto'),
  WARMUP_SEC: real(0, 10).default(1),
  CAPTURE_PIPELINE: z.enum(['passthrough', 'transcode']).default('passthrough'),
  CAMERA_SIDE: text('/dev/camera_side'),
  CAMERA_TOP: text('/dev/camera_top'),
  CAMERA_FRONT: text('/dev/camera_front'),
  CAMERA_CONTROLS: controls
    // In dim light a camera would else expose longer than its rate allows, and slow down.
    .default('exposure_dynamic_framerate=0'),
  CAMERA_SIDE_CONTROLS: controls.optional(),
  CAMERA_TOP_CONTROLS: controls.optional(),
  CAMERA_FRONT_CONTROLS: controls.optional(),
  STORE: z.enum(['s3', 'folder']).default('s3'),
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  AWS_REGION: text('us-east-2'),
  UPLOAD_PARALLEL: whole(1, 4).default(1),
  UPLOAD_MAX_KBPS: whole(16, 1e7).optional(),
  KEEP_UPLOADED_DAYS: real(0, 3650).default(7),
  REVIEW_SEC: real(0, 600).default(10),
  DATA_DIR: optionalText,
  HOST: text('0.0.0.0'),
  PORT: whole(0, 65535).default(5001),
  API_AUTH: z.enum(['remote', 'password', 'none']).default('remote'),
  API_PASSWORD: passwordSchema.optional(),
  TLS_CERT: optionalText,
  TLS_KEY: optionalText,
  CORS_ORIGINS: list(z.string().refine(isOrigin)),
  ALLOWED_HOSTS: list(
    z
      .string()
      .regex(/^[A-Za-z0-9.-]+$/)
      .toLowerCase(),
  ),
} satisfies z.ZodRawShape;

export const settingsSchema = z.object(fields).superRefine((settings, context) => {
  const refuse = (name: SettingName, allowed: AllowedValues, numbers: Record<string, number> = {}) => {
    context.addIssue({ code: 'custom', path: [name], message: allowed, params: numbers });
  };
  if ((settings.TLS_CERT === undefined) !== (settings.TLS_KEY === undefined))
    refuse(settings.TLS_CERT === undefined ? 'TLS_CERT' : 'TLS_KEY', 'both-of-tls');
  const neededSec = settings.WARMUP_SEC + settings.NUM_IMAGES / settings.CAPTURE_FPS;
  for (const name of ['FFMPEG_TIMEOUT_SEC', 'CAPTURE_TOTAL_TIMEOUT_SEC'] as const) {
    if (settings[name] <= neededSec) refuse(name, 'long-enough', { needed_sec: neededSec });
  }
  if (settings.CAPTURE_FPS > settings.CAMERA_NATIVE_FPS)
    refuse('CAPTURE_FPS', 'as-fast-as-camera', { native_fps: settings.CAMERA_NATIVE_FPS });
  if (
    settings.CAPTURE_PIPELINE === 'transcode' &&
    !Number.isInteger(settings.CAMERA_NATIVE_FPS / settings.CAPTURE_FPS)
  ) {
    refuse('CAPTURE_FPS', 'divisor-of-camera');
  }
});

export type Settings = z.infer<typeof settingsSchema>;
export type SettingName = keyof typeof fields;
export const SETTING_NAMES = Object.keys(fields) as SettingName[];

/** The setting that says where a camera is. */
export const CAMERA_SETTINGS = {
  side: 'CAMERA_SIDE',
  top: 'CAMERA_TOP',
  front: 'CAMERA_FRONT',
} as const satisfies PerCamera<SettingName>;

/** Pixels as the seed writes them, `4656x3496`. */
export function resolutionOf({ IMAGE_WIDTH, IMAGE_HEIGHT }: Settings): string {
  return `${IMAGE_WIDTH}x${IMAGE_HEIGHT}`;
}
