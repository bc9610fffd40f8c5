import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { CaptureDevice } from '#contract/cameraSettings';
import { errorCodeOf } from '#engine/platform/durableFiles';
import { usbPortOf } from './usbTopology';

/** Where the system keeps its devices. */
export interface DeviceRoots {
  sysfs: string;
  dev: string;
}

export const DEVICE_ROOTS: DeviceRoots = { sysfs: '/sys', dev: '/dev' };

/** A camera that is plugged in, and the kernel's name of it, such as /dev/video0, which may be another one next time. */
export type VideoDevice = CaptureDevice & { node: string };

const { compare } = new Intl.Collator('en', { numeric: true });

/**
 * All cameras that are plugged in, in the order of their USB ports; no process is started for it.
 *
 * Of one camera the kernel makes several video devices: the first, of index 0, has the pictures, the others carry what
 * belongs to them. Decoders and the like of the machine's own chip are video devices too; they hang on no USB.
 * @throws errors of the file system, but for what is unplugged meanwhile.
 */
export function listVideoDevices({ sysfs, dev }: DeviceRoots): VideoDevice[] {
  const stablePaths = stablePathsIn(path.join(dev, 'v4l', 'by-path'));
  const folder = path.join(sysfs, 'class', 'video4linux');
  const devices = entriesOf(folder).flatMap((name) => {
    const entry = path.join(folder, name);
    const node = realPath(path.join(dev, name));
    const place = realPath(entry);
    if (node === null || place === null || read(path.join(entry, 'index')) !== '0') return [];
    const { usb_port } = usbPortOf(node, sysfs);
    if (usb_port === null && !isVirtual(place)) return [];
    // UVC cameras tell their make twice, as in `HD Camera: HD Camera`.
    const label = read(path.join(entry, 'name')).split(':')[0] ?? '';
    return [{ device: stablePaths.get(node) ?? node, label, usb_port, simulated: false, node }];
  });
  return devices.sort((a, b) => compare(a.usb_port ?? a.node, b.usb_port ?? b.node));
}

/** True where a path is a device, by the kernel's name of it, or links to it. */
export function leadsTo(file: string, node: string): boolean {
  return realPath(file) === node;
}

/** A loopback device, as programs make them that hand pictures on. */
const isVirtual = (place: string): boolean => place.includes(`${path.sep}virtual${path.sep}`);

/** udev's links to each device by the port that it is plugged into; newer systems have several for one device. */
function stablePathsIn(folder: string): Map<string, string> {
  const links = entriesOf(folder).sort().reverse();
  return new Map(
    links.flatMap((name) => {
      const link = path.join(folder, name);
      const node = realPath(link);
      return node === null ? [] : [[node, link] as const];
    }),
  );
}

function entriesOf(folder: string): string[] {
  return orWhereGone(() => readdirSync(folder), []);
}

function read(file: string): string {
  return orWhereGone(() => readFileSync(file, 'utf8').trim(), '');
}

function realPath(file: string): string | null {
  return orWhereGone(() => realpathSync(file), null);
}

function orWhereGone<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch (error) {
    if (GONE.includes(errorCodeOf(error) ?? '')) return otherwise;
    throw error;
  }
}

/** What the file system says of a device that is not, or no longer, there. */
const GONE = ['ENOENT', 'ENODEV', 'ENOTDIR'];
