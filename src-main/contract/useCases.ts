import { z } from 'zod';
import {
  doneAnswerSchema,
  newTokenAnswerSchema,
  passwordSchema,
  pinAnswerSchema,
  pinSchema,
  tokenRequestSchema,
  tokensAnswerSchema,
} from './authApi';
import {
  busBenchmarkSchema,
  cancelAnswerSchema,
  diagnosticsAnswerSchema,
  focusAnswerSchema,
  focusLocksSchema,
  focusRequestSchema,
  healthAnswerSchema,
  recordAnswerSchema,
  recordRequestSchema,
  statusAnswerSchema,
} from './captureApi';
import { perCamera } from './cameras';
import { setupWizardSchema } from './setupWizard';
import {
  cameraSettingsAnswerSchema,
  cameraSettingsRequestSchema,
  snapshotAnswerSchema,
  snapshotRequestSchema,
} from './cameraSettings';
import {
  goatDataRequestSchema,
  queueAnswerSchema,
  renumberRequestSchema,
  reviewSchema,
  SESSION_ACTIONS,
  sessionAnswerSchema,
  sessionListAnswerSchema,
  sessionListRequestSchema,
  sessionRequestSchema,
} from './sessionApi';
import {
  brightnessRequestSchema,
  machineAnswerSchema,
  legacyServerAnswerSchema,
  timeRequestSchema,
  timeZonesAnswerSchema,
  updateRequestSchema,
  updatesAnswerSchema,
} from './machine';
import {
  settingsAnswerSchema,
  settingsRequestSchema,
  storeAnswerSchema,
  storeRequestSchema,
} from './settingsApi';
import { previewStatesSchema } from './preview';
import { exportRequestSchema, savedFileSchema, usbExportAnswerSchema } from './usbExport';
import { wifiAnswerSchema, wifiForgetRequestSchema, wifiJoinRequestSchema, wifiRequestSchema } from './wifi';
import { errorAnswerSchema, errorCodeSchema, faultSchema } from './errors';

/**
 * What the activity log can say, with the parameters that each kind carries;
 * the screens have the words for them.
 */
export const ACTIVITY_PARAMETERS = {
  started: ['version'],
  'capture-started': ['goat_id'],
  'test-started': [],
  'camera-captured': ['camera', 'images'],
  captured: ['goat_id', 'images'],
  'test-passed': ['images'],
  uploaded: ['goat_id'],
  'upload-waits': ['goat_id'],
  discarded: ['goat_id'],
  renumbered: ['goat_id', 'was'],
  'data-corrected': ['goat_id'],
  exported: ['sessions', 'stick'],
  delivered: ['goat_id'],
  'camera-gone': ['camera'],
  'camera-back': ['camera'],
  /** Those of the fault itself. */
  fault: [],
} as const;
export type ActivityKind = keyof typeof ACTIVITY_PARAMETERS;
export const ACTIVITY_KINDS = Object.keys(ACTIVITY_PARAMETERS) as ActivityKind[];

/** One line of the activity log. `id` grows by one from line to line. */
const activitySchema = z.object({
  id: z.number().int().nonnegative(),
  at: z.iso.datetime({ offset: true }),
  level: z.enum(['info', 'success', 'warning', 'error']),
  kind: z.enum(ACTIVITY_KINDS),
  parameters: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Present where `kind` is `fault`: the words come from the error catalogue. */
  code: errorCodeSchema.optional(),
});
export type Activity = z.infer<typeof activitySchema>;

/** How a capture ended: what the screen says of it when it is over. The upload comes later and is no part of it. */
const lastCaptureSchema = z.object({
  session_id: z.string(),
  goat_id: z.string(),
  is_test: z.boolean(),
  outcome: z.enum(['captured', 'failed', 'cancelled']),
  /** Good pictures of all cameras together. */
  images: z.number().int().nonnegative(),
  /** Why it failed; null where it did not. */
  fault: faultSchema.nullable(),
});
export type LastCapture = z.infer<typeof lastCaptureSchema>;

/** All that a screen shows, as one snapshot: sent whole at each change, so that a client that missed some is right again with the next. */
export const overviewSchema = z.object({
  /** What the machine's clock said when this snapshot was made: ISO 8601 with the offset of its local time. */
  now: z.iso.datetime({ offset: true }),
  health: healthAnswerSchema,
  status: statusAnswerSchema,
  /** The next free goat number: the highest in the store or among the sessions here, plus one. */
  next_goat_number: z.number().int().positive(),
  store: z.object({
    kind: z.enum(['s3', 'folder']),
    /** The bucket's name or the folder's path. */
    place: z.string(),
    /** Why sessions wait, or null where the last try went well or none was made. */
    alert: faultSchema.nullable(),
  }),
  /** Sessions that are captured and not yet in the store. */
  waiting_sessions: z.number().int().nonnegative(),
  /** Sessions that wait for a person's decision, as one whose number is taken. */
  needs_attention: z.number().int().nonnegative(),
  /** Another one after each change of a session: who shows sessions reads them again then. */
  sessions_version: z.number().int().nonnegative(),
  /** The capture that waits for Keep, Retake or Discard, or null. */
  review: reviewSchema.nullable(),
  images_per_camera: z.number().int().positive(),
  focus_locks: focusLocksSchema,
  previews: previewStatesSchema,
  /** Of which picture of the newest session, from 1, there is a thumbnail by now; null where of none. See picturePath. */
  newest_pictures: perCamera(z.number().int().positive().nullable()),
  /** Milliseconds until the running capture has its last picture, when this snapshot was made; null where that can't be told. */
  left_ms: z.number().nonnegative().nullable(),
  /** Degrees Celsius of the processor; null where there is no thermometer. */
  temperature_c: z.number().nullable(),
  /** Why a real capture would be refused now (cameras, disk, programs), or null. That one runs is no obstacle. */
  obstacle: faultSchema.nullable(),
  /**
   * What should not stay as it is, though no capture fails by it: those of `health.warnings`, to be told in any
   * language, and why the API is not there.
   */
  warnings: z.array(faultSchema),
  /** The capture that ended last since the program started, or null. */
  last_capture: lastCaptureSchema.nullable(),
  activity: z.array(activitySchema),
});
export type Overview = z.infer<typeof overviewSchema>;

/** How to reach this machine from another one; only the kiosk itself may ask. */
const remoteAccessSchema = z.object({
  addresses: z.array(z.string()),
  auth: z.enum(['remote', 'password', 'none']),
  /** The password while it is known in clear: made by this run, not set by API_PASSWORD. Else null. */
  password: z.string().nullable(),
  /** True where API_PASSWORD fixes the password. */
  password_is_fixed: z.boolean(),
});
export type RemoteAccess = z.infer<typeof remoteAccessSchema>;

/**
 * The use cases that the kiosk calls over IPC: name, what goes in, what comes out.
 * The API has the same ones behind its routes, but for those about remote access and the PIN, about the first start of
 * the kiosk's screen, about the store, whose keys may not travel over a network without TLS, about Wi-Fi, whose change can
 * cut off who asks for it, and about power and updates: who switches the machine off, or brings a stick, stands before it.
 */
export const USE_CASES = {
  overview: { input: z.undefined(), output: overviewSchema },
  record: { input: recordRequestSchema, output: recordAnswerSchema },
  cancel: { input: z.undefined(), output: cancelAnswerSchema },
  focus: { input: focusRequestSchema, output: focusAnswerSchema },
  testBus: { input: z.undefined(), output: busBenchmarkSchema },
  diagnostics: { input: z.undefined(), output: diagnosticsAnswerSchema },
  saveBundle: { input: z.undefined(), output: savedFileSchema },
  sessions: { input: sessionListRequestSchema, output: sessionListAnswerSchema },
  session: { input: sessionRequestSchema, output: sessionAnswerSchema },
  decide: {
    input: sessionRequestSchema.extend({ action: z.enum(SESSION_ACTIONS) }),
    output: sessionAnswerSchema,
  },
  renumber: {
    input: sessionRequestSchema.extend(renumberRequestSchema.shape),
    output: sessionAnswerSchema,
  },
  correct: {
    input: sessionRequestSchema.extend(goatDataRequestSchema.shape),
    output: sessionAnswerSchema,
  },
  retryQueue: { input: z.undefined(), output: queueAnswerSchema },
  queue: { input: z.undefined(), output: queueAnswerSchema },
  sticks: { input: z.undefined(), output: usbExportAnswerSchema },
  exportTo: { input: exportRequestSchema, output: usbExportAnswerSchema },
  cancelExport: { input: z.undefined(), output: usbExportAnswerSchema },
  sticksDelivered: { input: z.undefined(), output: usbExportAnswerSchema },
  machine: { input: z.undefined(), output: machineAnswerSchema },
  timeZones: { input: z.undefined(), output: timeZonesAnswerSchema },
  setTime: { input: timeRequestSchema, output: machineAnswerSchema },
  setBrightness: { input: brightnessRequestSchema, output: machineAnswerSchema },
  wifi: { input: wifiRequestSchema, output: wifiAnswerSchema },
  switchWifiOn: { input: z.undefined(), output: wifiAnswerSchema },
  joinWifi: { input: wifiJoinRequestSchema, output: wifiAnswerSchema },
  forgetWifi: { input: wifiForgetRequestSchema, output: wifiAnswerSchema },
  updates: { input: z.undefined(), output: updatesAnswerSchema },
  update: { input: updateRequestSchema, output: doneAnswerSchema },
  original: { input: z.undefined(), output: legacyServerAnswerSchema },
  takeOver: { input: z.undefined(), output: doneAnswerSchema },
  restartMachine: { input: z.undefined(), output: doneAnswerSchema },
  shutDownMachine: { input: z.undefined(), output: doneAnswerSchema },
  remoteAccess: { input: z.undefined(), output: remoteAccessSchema },
  newPassword: { input: z.undefined(), output: remoteAccessSchema },
  settings: { input: z.undefined(), output: settingsAnswerSchema },
  saveSettings: { input: settingsRequestSchema, output: settingsAnswerSchema },
  store: { input: z.undefined(), output: storeAnswerSchema },
  saveStore: { input: storeRequestSchema, output: storeAnswerSchema },
  cameraSetUp: { input: z.undefined(), output: cameraSettingsAnswerSchema },
  saveCameras: { input: cameraSettingsRequestSchema, output: cameraSettingsAnswerSchema },
  still: { input: snapshotRequestSchema, output: snapshotAnswerSchema },
  restart: { input: z.undefined(), output: doneAnswerSchema },
  firstStart: { input: z.undefined(), output: setupWizardSchema },
  setFirstStart: { input: setupWizardSchema, output: setupWizardSchema },
  pin: { input: z.undefined(), output: pinAnswerSchema },
  unlock: { input: z.object({ pin: pinSchema }), output: pinAnswerSchema },
  lock: { input: z.undefined(), output: pinAnswerSchema },
  stayOpen: { input: z.undefined(), output: pinAnswerSchema },
  setPin: { input: z.object({ pin: pinSchema.nullable() }), output: pinAnswerSchema },
  choosePassword: { input: z.object({ password: passwordSchema }), output: doneAnswerSchema },
  logOutEverywhere: { input: z.undefined(), output: doneAnswerSchema },
  tokens: { input: z.undefined(), output: tokensAnswerSchema },
  makeToken: { input: tokenRequestSchema, output: newTokenAnswerSchema },
  revokeToken: { input: tokenRequestSchema, output: doneAnswerSchema },
} as const;

export type UseCaseName = keyof typeof USE_CASES;
export const USE_CASE_NAMES = Object.keys(USE_CASES) as UseCaseName[];
export type UseCaseOutput<Name extends UseCaseName> = z.infer<(typeof USE_CASES)[Name]['output']>;

/** What the main process answers over IPC: an error crosses as the same answer that the API gives. */
export type IpcAnswer<Name extends UseCaseName> =
  { ok: true; value: UseCaseOutput<Name> } | { ok: false; error: z.infer<typeof errorAnswerSchema> };
