import { CAMERA_NAMES, type CameraName } from '#contract/cameras';
import type { CaptureDevice } from '#contract/cameraSettings';
import { appError } from '#contract/errors';
import { devicePreviewInput, type Cameras } from './camera';
import { setFocusLock } from './controls';
import type { FocusLocks } from './focusLocks';
import type { Previews } from './previews';
import { sampleNameOf, simulatedPath } from './simulator/simulatedCamera';
import { Snapshots, type SnapshotTools } from './snapshots';
import { DEVICE_ROOTS, leadsTo, listVideoDevices, type DeviceRoots } from './videoDevices';

export interface CaptureDevicesParts extends SnapshotTools {
  cameras: Cameras;
  focusLocks: FocusLocks;
  /** The system's own where not given. */
  deviceRoots?: DeviceRoots;
}

/** A device, and the kernel's name of it; null for a simulated one. */
export type KnownDevice = CaptureDevice & { node: string | null };

/** All that could be one of the three cameras: what is plugged in, and the simulated ones that are played. */
export class CaptureDevices {
  readonly #parts: CaptureDevicesParts;
  readonly #snapshots: Snapshots;

  /** @param requireFree throws where a capture or a test of the bus has the cameras. */
  constructor(
    parts: CaptureDevicesParts,
    previews: Pick<Previews, 'watch' | 'runAlongside'>,
    requireFree: () => void,
  ) {
    this.#parts = parts;
    this.#snapshots = new Snapshots(parts, previews, requireFree);
  }

  /** All of them, in the order of their USB ports; a camera that is away is none of them. */
  list(): KnownDevice[] {
    const { cameras, deviceRoots = DEVICE_ROOTS } = this.#parts;
    const played = CAMERA_NAMES.filter((sample) =>
      CAMERA_NAMES.some((name) => sampleNameOf(cameras[name].path, name) === sample),
    );
    const simulated = played.map((sample) => ({
      ...{ device: simulatedPath(sample), label: '', usb_port: null, simulated: true, node: null },
    }));
    return [...listVideoDevices(deviceRoots), ...simulated];
  }

  /**
   * What a device sees now: a small JPEG.
   * @throws AppError CAMERA_NOT_FOUND where it is not plugged in, CAPTURE_IN_PROGRESS, BUS_TEST_IN_PROGRESS, and what is
   * wrong with the camera.
   */
  async snapshot(path: string): Promise<Buffer> {
    const { cameras } = this.#parts;
    const device = this.list().find((listed) => listed.device === path);
    if (!device) throw appError('CAMERA_NOT_FOUND', { camera: path, path });
    const name = CAMERA_NAMES.find((camera) => isDeviceAt(device, cameras[camera].path, camera));
    if (name) return this.#snapshots.ofCamera(cameras[name]);
    const ownName = device.usb_port ?? path;
    return this.#snapshots.ofDevice({ name: ownName, path, previewInput: () => devicePreviewInput(path) });
  }

  /** Lets cameras focus by themselves again that are another device from now on: at what another one was locked says nothing. */
  async clearFocus(names: readonly CameraName[]): Promise<void> {
    const { cameras, focusLocks } = this.#parts;
    for (const name of names) if (focusLocks.get(name) !== null) await setFocusLock(cameras[name], false);
  }
}

/** True where a camera whose setting is `path` is that device. */
export function isDeviceAt({ device, node }: KnownDevice, path: string, camera: CameraName): boolean {
  const sample = sampleNameOf(path, camera);
  return sample === null ? node !== null && leadsTo(path, node) : simulatedPath(sample) === device;
}
