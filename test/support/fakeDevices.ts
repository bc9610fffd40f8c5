import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { DeviceRoots } from '#engine/cameras/videoDevices';

/** Where the kernel puts a USB camera at a port, below its controller. */
export const usbPlace = (controller: string, bus: number, port: string) =>
  `${controller}/usb${bus}/${bus}-${port.split('.')[0] ?? ''}/${bus}-${port}/${bus}-${port}:1.0/video4linux`;

/** The USB controller of a Raspberry Pi 4. */
export const PI_4_XHCI = 'platform/scb/fd500000.pcie/pci0000:00/0000:00:00.0/0000:01:00.0';

interface Video {
  /** Which of the video devices of a camera it is; 0 has the pictures. */
  index?: number;
  /** udev's links to it by its port, without their folder. */
  byPath?: string[];
}

/** Folders as the kernel and udev make them, in which a test plugs cameras in and out; they are removed at its end. */
export class FakeDevices implements DeviceRoots {
  readonly sysfs: string;
  readonly dev: string;

  private constructor(root: string) {
    this.sysfs = path.join(root, 'sys');
    this.dev = path.join(root, 'dev');
  }

  static async make(): Promise<FakeDevices> {
    const root = await mkdtemp(path.join(tmpdir(), 'devices-'));
    onTestFinished(() => rm(root, { recursive: true }));
    const made = new FakeDevices(root);
    await mkdir(path.join(made.sysfs, 'class', 'video4linux'), { recursive: true });
    await mkdir(path.join(made.sysfs, 'devices'));
    await mkdir(path.join(made.dev, 'v4l', 'by-path'), { recursive: true });
    return made;
  }

  /** Makes a video device, as `video0`, at a place below sysfs's devices; its node is returned. */
  async plugIn(place: string, video: string, { index = 0, byPath = [] }: Video = {}): Promise<string> {
    const device = path.join(this.sysfs, 'devices', place, video);
    await mkdir(device, { recursive: true });
    await writeFile(path.join(device, 'index'), `${String(index)}\n`);
    await writeFile(path.join(device, 'name'), '16MP USB Camera: 16MP USB Camer\n');
    // Only a USB device has a rate; its folder is two above that of its video devices.
    if (place.includes('/usb')) await writeFile(path.join(device, '..', '..', '..', 'speed'), '480\n');
    const entry = path.join(this.sysfs, 'class', 'video4linux', video);
    await symlink(path.relative(path.dirname(entry), device), entry);
    const node = path.join(this.dev, video);
    await writeFile(node, '');
    for (const name of byPath) await symlink(`../../${video}`, this.byPath(name));
    return node;
  }

  /** Takes a video device away again, with udev's links to it. */
  async unplug(video: string, ...byPath: string[]): Promise<void> {
    const gone = [path.join(this.dev, video), path.join(this.sysfs, 'class', 'video4linux', video)];
    for (const file of [...gone, ...byPath.map((name) => this.byPath(name))]) await rm(file);
  }

  byPath(name: string): string {
    return path.join(this.dev, 'v4l', 'by-path', name);
  }

  /** Links a name to a device, as udev's rules do: `side` to `video0`. */
  async link(name: string, video: string): Promise<void> {
    const file = path.join(this.dev, name);
    await rm(file, { force: true });
    await symlink(video, file);
  }
}
