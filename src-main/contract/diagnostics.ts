import { z } from 'zod';
import { FINDING_CATALOGUE } from './locales/errors/findings';
import { perCamera } from './cameras';
import {
  ERROR_CODES,
  faultSchema,
  formatTexts,
  translateFault,
  type ErrorCode,
  type Language,
} from './errors';

export type FindingCode = keyof typeof FINDING_CATALOGUE;
export const FINDING_CODES = Object.keys(FINDING_CATALOGUE) as FindingCode[];

/** What the diagnostics look at, in the order in which they tell it. */
export const AREAS = ['cameras', 'disk', 'store', 'network', 'machine', 'program'] as const;
export type Area = (typeof AREAS)[number];

/** One thing that was looked at, and what to do about it. */
export const findingSchema = z.object({
  area: z.enum(AREAS),
  state: z.enum(['ok', 'warning', 'error']),
  /** Of the findings' catalogue, or of the error catalogue. */
  code: z.enum([...FINDING_CODES, ...ERROR_CODES]),
  parameters: z.record(z.string(), z.union([z.string(), z.number()])),
  /** In English, as programs expect it. */
  message: z.string(),
  /** What to do; empty where nothing is. */
  fix: z.string(),
});
export type Finding = z.infer<typeof findingSchema>;

/** The words of a finding in a language. */
export function translateFinding(
  { code, parameters }: Pick<Finding, 'code' | 'parameters'>,
  language: Language,
): { message: string; fix: string } {
  return isFindingCode(code)
    ? formatTexts(FINDING_CATALOGUE[code][language], parameters, language)
    : translateFault({ code, parameters }, language);
}

function isFindingCode(code: FindingCode | ErrorCode): code is FindingCode {
  return code in FINDING_CATALOGUE;
}

/** A camera as it is plugged in; null where that can't be told. */
const cameraDetailsSchema = z.object({
  /** The kernel's name of its USB port, as `1-1.2`: bus 1, port 1, port 2 of the hub there. */
  usb_port: z.string().nullable(),
  usb_mbit_per_sec: z.number().nullable(),
  /** The USB controller, as the path of its device in sysfs. */
  controller: z.string(),
  driver: z.string().nullable(),
  model: z.string().nullable(),
  /** As `MJPG 4656x3496 10 fps`. */
  formats: z.array(z.string()),
  /** The values of its V4L2 controls, by name. */
  controls: z.record(z.string(), z.number()),
  /** The program that holds it. */
  holder: z.string().nullable(),
});
export type CameraDetails = z.infer<typeof cameraDetailsSchema>;

/** What a store was tried for. */
const storeReportSchema = z.object({
  kind: z.enum(['s3', 'folder']),
  /** Whose keys they are, as STS tells (an ARN); null where it can't be asked. */
  identity: z.string().nullable(),
  /** Whether it can be listed, written and read, as tried for real; null where it was not tried. */
  rights: z.object({
    list: z.boolean().nullable(),
    put: z.boolean().nullable(),
    get: z.boolean().nullable(),
  }),
  /** Seconds that this machine's clock is ahead of the store's, to the second. */
  clock_skew_sec: z.number().int().nullable(),
  round_trip_ms: z.number().int().nonnegative().nullable(),
});
export type StoreReport = z.infer<typeof storeReportSchema>;

const flag = z.boolean();

/** The facts behind the findings, for who looks deeper. */
export const diagnosticsDetailsSchema = z.object({
  cameras: perCamera(cameraDetailsSchema),
  disk: z.object({
    /** What the captures that are kept here take. */
    spool_mb: z.number().nonnegative(),
    /** Measured with a small file; null while a capture needs the disk. */
    write_mb_per_sec: z.number().nonnegative().nullable(),
    /** Captures for which there is room; null where none was made yet. */
    goats_left: z.number().int().nonnegative().nullable(),
    /** At the pace of the last seven days; null where nothing was captured then. */
    days_left: z.number().nonnegative().nullable(),
  }),
  store: storeReportSchema,
  network: z.object({ addresses: z.array(z.string()) }),
  machine: z.object({
    model: z.string().nullable(),
    temperature_c: z.number().nullable(),
    /** As a Raspberry Pi tells it; null on other machines. */
    power: z
      .object({
        under_voltage: flag,
        throttled: flag,
        under_voltage_since_start: flag,
        throttled_since_start: flag,
      })
      .nullable(),
    memory_mb: z.number().nonnegative(),
    memory_available_mb: z.number().nonnegative(),
    uptime_sec: z.number().int().nonnegative(),
  }),
  /** By program: this one, node, electron, the kernel, ffmpeg …; null where it is not installed. */
  versions: z.record(z.string(), z.string().nullable()),
  /** The newest errors and warnings of the activity log, the newest first. */
  last_errors: z.array(
    z.object({ at: z.string(), fault: faultSchema, message: z.string(), fix: z.string() }),
  ),
});
export type DiagnosticsDetails = z.infer<typeof diagnosticsDetailsSchema>;
