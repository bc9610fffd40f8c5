import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { CAMERA_NAMES, type CameraName } from '#contract/cameras';
import { settingsSchema, type Settings } from '#contract/settings';
import { V4l2Camera } from '#engine/cameras/camera';
import { FrameGenerator, SimulatedCamera } from '#engine/cameras/simulator/simulatedCamera';
import { FocusLocks } from '#engine/cameras/focusLocks';
import { usbControllers } from '#engine/cameras/usbTopology';
import { systemClock } from '#engine/platform/clock';
import { Processes } from '#engine/platform/processes';
import { limitsOf, planSteps } from '#engine/capture/plan';
import { FakeDevices, PI_4_XHCI, usbPlace } from '#support/fakeDevices';

const PI_4_USB_C = 'platform/soc/fe980000.usb';
const PI_5_FIRST = 'platform/axi/1000120000.pcie/1f00200000.usb/xhci-hcd.0';
const PI_5_SECOND = 'platform/axi/1000120000.pcie/1f00300000.usb/xhci-hcd.1';
const PC_XHCI = 'pci0000:00/0000:00:14.0';

let devices: FakeDevices;
let controllerOf: ReturnType<typeof usbControllers>;

beforeEach(async () => {
  devices = await FakeDevices.make();
  controllerOf = usbControllers(devices.sysfs);
});

/** Plugs a camera in: its folder in sysfs, its device, and udev's link to that. */
async function plugIn(name: CameraName, place: string, video: string): Promise<void> {
  await devices.plugIn(place, video);
  await devices.link(`camera_${name}`, video);
}

async function plugInAll(side: string, top: string, front: string): Promise<void> {
  await plugIn('side', side, 'video0');
  await plugIn('top', top, 'video2');
  await plugIn('front', front, 'video4');
}

const settings = settingsSchema.parse({});
const tools = { processes: new Processes(systemClock), focusLocks: await FocusLocks.open(tmpdir()) };
const cameras = () =>
  CAMERA_NAMES.map((name) => new V4l2Camera(name, path.join(devices.dev, `camera_${name}`), settings, tools));
const controllers = () => cameras().map(controllerOf);
const plan = (maxParallel: Settings['MAX_PARALLEL'] = 'auto') =>
  planSteps(cameras(), limitsOf(maxParallel, null), controllerOf).map((step) => step.map(({ name }) => name));

describe('the USB controller of a camera', () => {
  it("is the one xHCI of a Pi 4's four ports: two cameras, then one", async () => {
    await plugInAll(
      usbPlace(PI_4_XHCI, 1, '1.1'),
      usbPlace(PI_4_XHCI, 1, '1.2'),
      usbPlace(PI_4_XHCI, 1, '1.4.1'),
    );
    expect(controllers()).toEqual([PI_4_XHCI, PI_4_XHCI, PI_4_XHCI]);
    expect(plan()).toEqual([['side', 'top'], ['front']]);
    expect(plan(3)).toEqual([['side', 'top', 'front']]);
    expect(plan(1)).toEqual([['side'], ['top'], ['front']]);
  });

  it("is another one at a Pi 4's USB-C port in host mode: all at once", async () => {
    await plugInAll(
      usbPlace(PI_4_XHCI, 1, '1.1'),
      usbPlace(PI_4_XHCI, 1, '1.2'),
      usbPlace(PI_4_USB_C, 3, '1'),
    );
    expect(controllers()).toEqual([PI_4_XHCI, PI_4_XHCI, PI_4_USB_C]);
    expect(plan()).toEqual([['side', 'top', 'front']]);
  });

  it('is one of the two of a Pi 5: all at once where both are used, else two and one', async () => {
    await plugInAll(
      usbPlace(PI_5_FIRST, 1, '1'),
      usbPlace(PI_5_FIRST, 1, '2'),
      usbPlace(PI_5_SECOND, 3, '1'),
    );
    expect(controllers()).toEqual([PI_5_FIRST, PI_5_FIRST, PI_5_SECOND]);
    expect(plan()).toEqual([['side', 'top', 'front']]);
  });

  it('is the same for the USB 2 and the USB 3 bus of one controller', async () => {
    await plugInAll(usbPlace(PC_XHCI, 1, '3'), usbPlace(PC_XHCI, 2, '4'), usbPlace(PC_XHCI, 1, '5.2'));
    expect(controllers()).toEqual([PC_XHCI, PC_XHCI, PC_XHCI]);
    expect(plan()).toEqual([['side', 'top'], ['front']]);
  });

  it('is nobody else’s for a device that hangs on no USB', async () => {
    await plugInAll('virtual/video4linux', 'virtual/video4linux', 'virtual/video4linux');
    expect(new Set(controllers()).size).toBe(3);
    expect(plan()).toEqual([['side', 'top', 'front']]);
  });

  it('is shared, to be careful, by all of which nothing can be read', async () => {
    await plugIn('side', usbPlace(PI_4_XHCI, 1, '1.1'), 'video0');
    await writeFile(path.join(devices.dev, 'camera_top'), '');
    expect(controllers()).toEqual([PI_4_XHCI, 'unknown', 'unknown']);
  });

  it('follows a camera that is plugged in elsewhere', async () => {
    await plugInAll(usbPlace(PI_5_FIRST, 1, '1'), usbPlace(PI_5_FIRST, 1, '2'), usbPlace(PI_5_FIRST, 1, '3'));
    expect(plan()).toEqual([['side', 'top'], ['front']]);
    await plugIn('front', usbPlace(PI_5_SECOND, 3, '2'), 'video6');
    expect(plan()).toEqual([['side', 'top', 'front']]);
  });

  it('is one for all simulated cameras', () => {
    const frameGenerator = new FrameGenerator();
    const simulated = CAMERA_NAMES.map((name) => new SimulatedCamera(name, frameGenerator, settings));
    expect(new Set(simulated.map(controllerOf)).size).toBe(1);
  });
});
