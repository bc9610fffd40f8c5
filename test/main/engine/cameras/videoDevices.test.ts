import { rm } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { leadsTo, listVideoDevices } from '#engine/cameras/videoDevices';
import { FakeDevices, PI_4_XHCI, usbPlace } from '#support/fakeDevices';

const byPath = (port: string, index = 0) =>
  `platform-fd500000.pcie-pci-0000:01:00.0-usb-0:${port}:1.0-video-index${String(index)}`;

let devices: FakeDevices;
beforeEach(async () => {
  devices = await FakeDevices.make();
});

describe('the cameras that are plugged in', () => {
  it('are told apart by their USB ports, where they are alike and have no serial numbers', async () => {
    await devices.plugIn(usbPlace(PI_4_XHCI, 1, '1.10'), 'video2', { byPath: [byPath('1.10')] });
    const node = await devices.plugIn(usbPlace(PI_4_XHCI, 1, '1.2'), 'video0', { byPath: [byPath('1.2')] });
    const alike = { label: '16MP USB Camera', simulated: false };
    expect(listVideoDevices(devices)).toEqual([
      { ...alike, device: devices.byPath(byPath('1.2')), usb_port: '1-1.2', node },
      { ...alike, device: devices.byPath(byPath('1.10')), usb_port: '1-1.10', node: `${devices.dev}/video2` },
    ]);
  });

  it('are each one device, though the kernel makes more of them', async () => {
    const place = usbPlace(PI_4_XHCI, 1, '1.2');
    await devices.plugIn(place, 'video0', { byPath: [byPath('1.2')] });
    await devices.plugIn(place, 'video1', { index: 1, byPath: [byPath('1.2', 1)] });
    expect(listVideoDevices(devices).map(({ device }) => device)).toEqual([devices.byPath(byPath('1.2'))]);
  });

  it("are not the decoders of the machine's own chip, but loopback devices are", async () => {
    await devices.plugIn('platform/soc/fe00b840.mailbox/bcm2835-codec/video4linux', 'video10');
    const node = await devices.plugIn('virtual/video4linux', 'video20');
    expect(listVideoDevices(devices)).toEqual([
      { device: node, node, label: '16MP USB Camera', usb_port: null, simulated: false },
    ]);
  });

  it('have the same path on newer systems, which link to each one twice', async () => {
    const name = byPath('1.2');
    const both = [name.replace('-usb-', '-usbv2-'), name];
    await devices.plugIn(usbPlace(PI_4_XHCI, 1, '1.2'), 'video0', { byPath: both });
    expect(listVideoDevices(devices)).toMatchObject([{ device: devices.byPath(name) }]);
  });

  it("are known by the kernel's name where udev has linked none", async () => {
    const node = await devices.plugIn(usbPlace(PI_4_XHCI, 1, '1.2'), 'video0');
    expect(listVideoDevices(devices)).toMatchObject([{ device: node, usb_port: '1-1.2' }]);
  });

  it('are none any more when they are unplugged, however much of them is still there', async () => {
    await devices.plugIn(usbPlace(PI_4_XHCI, 1, '1.2'), 'video0', { byPath: [byPath('1.2')] });
    await rm(path.join(devices.dev, 'video0'));
    expect(listVideoDevices(devices)).toEqual([]);
    await devices.unplug('video0', byPath('1.2')).catch(() => undefined);
    expect(listVideoDevices(devices)).toEqual([]);
  });

  it('are none on a machine that never had one', () => {
    const none = path.join(devices.sysfs, 'none');
    expect(listVideoDevices({ sysfs: none, dev: none })).toEqual([]);
  });

  it('are found by any path that leads to them', async () => {
    const node = await devices.plugIn(usbPlace(PI_4_XHCI, 1, '1.2'), 'video0', { byPath: [byPath('1.2')] });
    await devices.link('camera_side', 'video0');
    expect(leadsTo(path.join(devices.dev, 'camera_side'), node)).toBe(true);
    expect(leadsTo(devices.byPath(byPath('1.2')), node)).toBe(true);
    expect(leadsTo(path.join(devices.dev, 'camera_top'), node)).toBe(false);
  });
});
