import { z } from 'zod';
import { CAMERA_NAMES, forEachCamera, type CameraName, type PerCamera } from '#contract/cameras';
import {
  cameraSettingsAnswerSchema,
  cameraSettingsRequestSchema,
  snapshotRequestSchema,
  type CameraSettingsAnswer,
  type SnapshotAnswer,
} from '#contract/cameraSettings';
import { AppError, appError, asAppError } from '#contract/errors';
import { CAMERA_SETTINGS, type SettingName, type Settings } from '#contract/settings';
import { isDeviceAt, type CaptureDevices, type KnownDevice } from '#engine/cameras/captureDevices';
import { parseBody } from '#engine/platform/parseRequestBody';
import type { SettingsService } from './settingsService';

export interface CameraSettingsOptions {
  settingsService: SettingsService;
  devices: CaptureDevices;
  /** What holds now. */
  running: Settings;
  /** @throws AppError where a capture or a test of the bus runs. */
  requireFree: () => void;
}

const toldPathsSchema = z.object({
  settings: z.record(
    z.enum(Object.values(CAMERA_SETTINGS)),
    z.object({ value: z.string(), is_fixed: z.boolean() }),
  ),
  needs_restart: z.boolean(),
});

/** Which camera is which, as people set it up on a screen: nothing is saved that has not been seen to work. */
export class CameraSettings {
  readonly #parts: CameraSettingsOptions;

  constructor(parts: CameraSettingsOptions) {
    this.#parts = parts;
  }

  /** What is plugged in, and which of it is which camera from the next start on. */
  describe(): CameraSettingsAnswer {
    return this.#describe(this.#parts.devices.list());
  }

  /**
   * What a device sees.
   * @param query the request as it came from outside.
   * @throws AppError INVALID_REQUEST, and those of CaptureDevices.still.
   */
  async snapshot(query: unknown): Promise<SnapshotAnswer> {
    const { device } = parseBody(snapshotRequestSchema, query);
    return { jpeg: (await this.#parts.devices.snapshot(device)).toString('base64') };
  }

  /**
   * Makes devices the cameras that they shall be, all or none: each one must show a picture. Cameras that become another
   * device focus by themselves again.
   * @param body the request as it came from outside.
   * @throws AppError INVALID_REQUEST, CAPTURE_IN_PROGRESS, BUS_TEST_IN_PROGRESS, SETTING_IS_FIXED, DISK_FULL, and those of
   * CaptureDevices.still.
   */
  async save(body: unknown): Promise<CameraSettingsAnswer> {
    const { settingsService, devices, requireFree } = this.#parts;
    const { roles: asked } = parseBody(cameraSettingsRequestSchema, body);
    requireFree();
    const known = devices.list();
    const before = this.#describe(known);
    const roles = forEachCamera((name) => asked[name] ?? before.roles[name]);
    const chosen = Object.values(roles).filter((device) => device !== null);
    if (new Set(chosen).size < chosen.length)
      throw appError('INVALID_REQUEST', { detail: 'one device can not be two cameras' });
    const changed = CAMERA_NAMES.filter((name) => roles[name] !== before.roles[name]);
    if (changed.length === 0) return before;
    await settingsService.change(this.#changes(roles, before, known), () => this.#testCameras(roles));
    await devices.clearFocus(changed);
    return this.describe();
  }

  #describe(devices: readonly KnownDevice[]): CameraSettingsAnswer {
    const { settings, needs_restart } = toldPathsSchema.parse(
      this.#parts.settingsService.describe(Object.values(CAMERA_SETTINGS)),
    );
    const pathOf = (name: CameraName) => settings[CAMERA_SETTINGS[name]];
    return cameraSettingsAnswerSchema.parse({
      devices,
      roles: forEachCamera((name) => deviceAt(devices, pathOf(name).value, name)),
      is_fixed: forEachCamera((name) => pathOf(name).is_fixed),
      needs_restart,
    });
  }

  /** The settings of all three, since a machine without any camera that is set may simulate them, and one of which one is set not. */
  #changes(
    roles: PerCamera<string | null>,
    { roles: before, is_fixed }: CameraSettingsAnswer,
    known: readonly KnownDevice[],
  ): Partial<Record<SettingName, string>> {
    const { running } = this.#parts;
    return Object.fromEntries(
      CAMERA_NAMES.flatMap((name) => {
        const [device, setting] = [roles[name], CAMERA_SETTINGS[name]];
        if (device === null || (is_fixed[name] && device === before[name])) return [];
        // A path of udev's that leads there already stays as it is.
        const isThere = deviceAt(known, running[setting], name) === device;
        return [[setting, isThere ? running[setting] : device] as const];
      }),
    );
  }

  async #testCameras(roles: PerCamera<string | null>): Promise<void> {
    for (const camera of CAMERA_NAMES) {
      const device = roles[camera];
      if (device === null) continue;
      await this.#parts.devices.snapshot(device).catch((thrown: unknown) => {
        throw renamed(asAppError(thrown), camera);
      });
    }
  }
}

function deviceAt(devices: readonly KnownDevice[], path: string, name: CameraName): string | null {
  return devices.find((device) => isDeviceAt(device, path, name))?.device ?? null;
}

/** A fault of a device, about the camera that it shall be. */
function renamed({ fault, cause }: AppError, camera: CameraName): AppError {
  const parameters = 'camera' in fault.parameters ? { ...fault.parameters, camera } : fault.parameters;
  return new AppError({ ...fault, parameters }, {}, cause);
}
