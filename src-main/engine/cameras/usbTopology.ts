import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Camera } from './camera';

/** What a camera is told to hang on where nothing can be read of it: all such share one bus, which is the careful side. */
const UNKNOWN = 'unknown';

/** Simulated cameras count as one controller, so that a session takes as long as with real ones on a Pi 4. */
const SIMULATED = 'simulated';

/** The kernel's name of a root hub: USB bus 3 is `usb3`. */
const ROOT_HUB = /^usb\d+$/;

/**
 * Tells the USB controller that a camera hangs on, as the path of its device in sysfs; read anew at each call, since
 * cables are replugged.
 *
 * A video device lies in sysfs below all that it is plugged into: `…/0000:01:00.0/usb1/1-1/1-1.2/1-1.2:1.0/video4linux/video0`.
 * The folder of the root hub (`usb1`) lies in that of its controller: a PCI device, or a device of the chip itself. The
 * two root hubs of an xHCI controller, one for USB 2 and one for USB 3, count as one.
 * A device that hangs on no USB, such as a loopback one, shares its bus with nobody.
 * @param sysfs where sysfs is mounted.
 */
export function usbControllers(sysfs = '/sys'): (camera: Camera) => string {
  return (camera) => {
    if (camera.simulated) return SIMULATED;
    try {
      return controllerIn(deviceIn(camera.path, sysfs), sysfs);
    } catch {
      return UNKNOWN;
    }
  };
}

/** The name of a USB device in sysfs, as `1-1.2`: bus 1, port 1, and port 2 of the hub that is there. */
const USB_DEVICE = /^\d+-\d+(\.\d+)*$/;

/**
 * The USB port that a video device is plugged into, and its rate in Mbit/s; nulls where it hangs on none.
 * @param sysfs where sysfs is mounted.
 */
export function usbPortOf(
  device: string,
  sysfs = '/sys',
): { usb_port: string | null; usb_mbit_per_sec: number | null } {
  try {
    const folder = deviceIn(device, sysfs);
    const steps = folder.split(path.sep);
    const last = steps.findLastIndex((step) => USB_DEVICE.test(step));
    const speed = readFileSync(path.join(...[path.sep, ...steps.slice(0, last + 1)], 'speed'), 'utf8');
    return { usb_port: steps[last] ?? null, usb_mbit_per_sec: Number(speed) };
  } catch {
    return { usb_port: null, usb_mbit_per_sec: null };
  }
}

/** The folder of a video device in sysfs. udev's link, as /dev/camera_side, leads to the kernel's own name, as /dev/video0. */
function deviceIn(device: string, sysfs: string): string {
  return realpathSync(path.join(sysfs, 'class', 'video4linux', path.basename(realpathSync(device))));
}

function controllerIn(device: string, sysfs: string): string {
  const steps = path.relative(path.join(realpathSync(sysfs), 'devices'), device).split(path.sep);
  const rootHub = steps.findIndex((step) => ROOT_HUB.test(step));
  return steps.slice(0, rootHub === -1 ? steps.length : rootHub).join('/');
}
