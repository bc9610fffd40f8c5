import { z } from 'zod';
import { passwordSchema } from './access';
import type { PerCamera } from './cameras';

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
 * Every setting, by the name of its environment variable. The seed's names and defaults are a contract;
 * each description is what a person is told when a value is refused.
 */
const fields = {
  NUM_IMAGES: whole(1, 99).default(20).describe('a whole number from 1 to 99: pictures per camera'),
  CAPTURE_FPS: real(0.1, 10).default(1).describe('0.1 to 10: pictures kept per second'),
  CAMERA_NATIVE_FPS: real(1, 120).default(10).describe("1 to 120: the camera's own frames per second"),
  IMAGE_WIDTH: whole(16, 16384).default(4656).describe('a whole number from 16 to 16384: pixels'),
  IMAGE_HEIGHT: whole(16, 16384).default(3496).describe('a whole number from 16 to 16384: pixels'),
  MIN_DISK_MB: whole(0, 1e7)
    .default(1000)
    .describe('a whole number from 0: free megabytes needed to capture'),
  MIN_IMAGE_BYTES: whole(0, 1e8)
    .default(50_000)
    .describe('a whole number from 0: bytes of the smallest valid picture'),
  FFMPEG_TIMEOUT_SEC: real(1, 3600).default(30).describe('1 to 3600: seconds one ffmpeg may take'),
  CAPTURE_TOTAL_TIMEOUT_SEC: real(1, 3600)
    .default(60)
    .describe('1 to 3600: seconds one camera may take in all'),
  S3_TRAINING_BUCKET: text('training-937249941844').describe('the name of a bucket'),
  MAX_PARALLEL: z
    .union([z.literal('auto'), whole(1, 3)])
    .default('auto')
    .describe('1, 2, 3 or auto: cameras that capture at the same time'),
  WARMUP_SEC: real(0, 10).default(1).describe('0 to 10: seconds before the first picture'),
  CAPTURE_PIPELINE: z
    .enum(['passthrough', 'transcode'])
    .default('passthrough')
    .describe('passthrough or transcode'),
  CAMERA_SIDE: text('/dev/camera_side').describe('a device path, or simulated'),
  CAMERA_TOP: text('/dev/camera_top').describe('a device path, or simulated'),
  CAMERA_FRONT: text('/dev/camera_front').describe('a device path, or simulated'),
  CAMERA_CONTROLS: controls
    // In dim light a camera would else expose longer than its rate allows, and slow down.
    .default('exposure_dynamic_framerate=0')
    .describe('name=value,name=value as in v4l2-ctl --list-ctrls: set at all cameras before a capture'),
  CAMERA_SIDE_CONTROLS: controls.optional().describe('as CAMERA_CONTROLS, and winning over it'),
  CAMERA_TOP_CONTROLS: controls.optional().describe('as CAMERA_CONTROLS, and winning over it'),
  CAMERA_FRONT_CONTROLS: controls.optional().describe('as CAMERA_CONTROLS, and winning over it'),
  STORE: z.enum(['s3', 'folder']).default('s3').describe('s3 or folder'),
  S3_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('an http or https address'),
  AWS_REGION: text('us-east-2').describe('the name of a region'),
  UPLOAD_PARALLEL: whole(1, 4)
    .default(1)
    .describe('a whole number from 1 to 4: sessions that are sent at the same time'),
  UPLOAD_MAX_KBPS: whole(16, 1e7)
    .optional()
    .describe('a whole number from 16: kilobits per second that sending may take'),
  KEEP_UPLOADED_DAYS: real(0, 3650)
    .default(7)
    .describe('0 to 3650: days that pictures are kept here after they are in the store'),
  REVIEW_SEC: real(0, 600)
    .default(10)
    .describe('0 to 600: seconds that a capture at the kiosk waits for Keep, Retake or Discard; 0 is off'),
  DATA_DIR: optionalText.describe('a folder'),
  HOST: text('0.0.0.0').describe('the address to listen on'),
  PORT: whole(0, 65535).default(5001).describe('a whole number from 0 to 65535'),
  API_AUTH: z.enum(['remote', 'password', 'none']).default('remote').describe('remote, password or none'),
  API_PASSWORD: passwordSchema.optional().describe('a password of 8 to 200 characters'),
  TLS_CERT: optionalText.describe('a PEM file with a certificate and its chain; TLS_KEY belongs to it'),
  TLS_KEY: optionalText.describe('a PEM file with the key of TLS_CERT'),
  CORS_ORIGINS: list(z.string().refine(isOrigin)).describe(
    'origins of other pages that may use the API, such as http://10.0.0.7:8080, with commas between them',
  ),
  ALLOWED_HOSTS: list(
    z
      .string()
      .regex(/^[A-Za-z0-9.-]+$/)
      .toLowerCase(),
  ).describe('host names that this machine has beside its own, with commas between them'),
} satisfies z.ZodRawShape;

export const settingsSchema = z.object(fields).superRefine((settings, context) => {
  const refuse = (name: SettingName, message: string) => {
    context.addIssue({ code: 'custom', path: [name], message });
  };
  if ((settings.TLS_CERT === undefined) !== (settings.TLS_KEY === undefined)) {
    const missing = settings.TLS_CERT === undefined ? 'TLS_CERT' : 'TLS_KEY';
    refuse(missing, 'a PEM file: TLS needs both TLS_CERT and TLS_KEY');
  }
  const neededSec = settings.WARMUP_SEC + settings.NUM_IMAGES / settings.CAPTURE_FPS;
  for (const name of ['FFMPEG_TIMEOUT_SEC', 'CAPTURE_TOTAL_TIMEOUT_SEC'] as const) {
    if (settings[name] <= neededSec) {
      refuse(name, `more than the ${String(neededSec)} s that WARMUP_SEC and NUM_IMAGES / CAPTURE_FPS need`);
    }
  }
  if (settings.CAPTURE_FPS > settings.CAMERA_NATIVE_FPS) {
    refuse('CAPTURE_FPS', `at most CAMERA_NATIVE_FPS (${String(settings.CAMERA_NATIVE_FPS)})`);
  }
  if (
    settings.CAPTURE_PIPELINE === 'transcode' &&
    !Number.isInteger(settings.CAMERA_NATIVE_FPS / settings.CAPTURE_FPS)
  ) {
    refuse('CAPTURE_FPS', 'a divisor of CAMERA_NATIVE_FPS, because transcode picks every n-th frame');
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

/** What a setting may be, in words: the tail of the sentence that refuses a bad value. */
export function allowedValues(name: SettingName): string {
  return fields[name].description ?? '';
}
