import path from 'node:path';
import { expect, it } from 'vitest';
import { systemClock } from '#engine/platform/clock';
import { Processes } from '#engine/platform/processes';
import { findVolumes } from '#engine/machine/blockDevices';
import { folderForTest } from '#support/sessions';
import { fakeUsbSticks } from '#support/usbExportFixture';
import { lsblkLine } from '#support/fakeUsb';

const DATA_DIR = '/var/lib/goat-capture';

/** What is found where lsblk tells of these devices. */
async function found(devices: unknown[], dataDir = DATA_DIR) {
  const fake = await fakeUsbSticks(path.join(await folderForTest(), 'bin'));
  await fake.plugIn(devices);
  const volumes = await findVolumes(new Processes(systemClock), dataDir);
  return volumes.map(({ device, name, bytes, freeBytes, mountPoint, fault: blockingFault }) => ({
    ...{ device, name, bytes, freeBytes, mountPoint },
    obstacle: blockingFault?.code ?? null,
  }));
}

const part = (changes: Record<string, unknown>) =>
  lsblkLine({ path: '/dev/sda1', type: 'part', tran: null, vendor: null, model: null, ...changes });
const GOATS = { fstype: 'vfat', label: 'GOATS', uuid: '1234-ABCD' };

it('finds a stick beside the disks of the machine, mounted or not', async () => {
  const card = lsblkLine({ path: '/dev/mmcblk0', tran: null, rm: false, hotplug: false, children: [] });
  const reader = lsblkLine({ path: '/dev/sdb', size: 0 });
  const loop = lsblkLine({ path: '/dev/loop0', type: 'loop', tran: null, ...GOATS });
  const mounted = { fsavail: 29e9, mountpoints: ['/media/goat-capture/GOATS'] };
  for (const state of [{}, mounted]) {
    const stick = lsblkLine({ children: [part({ ...GOATS, ...state })] });
    expect(await found([card, reader, loop, stick])).toEqual([
      {
        device: '/dev/sda1',
        name: 'GOATS',
        bytes: 32e9,
        freeBytes: 'fsavail' in state ? 29e9 : null,
        mountPoint: 'fsavail' in state ? '/media/goat-capture/GOATS' : null,
        obstacle: null,
      },
    ]);
  }
});

it.each([
  ['/', DATA_DIR],
  ['/boot/firmware', DATA_DIR],
  ['[SWAP]', DATA_DIR],
  ['/home', DATA_DIR],
  ['/mnt/ssd', '/mnt/ssd/goats'],
  ['/mnt/ssd', '/mnt/ssd'],
])('leaves the USB disk out that holds %s, with data in %s', async (mountPoint, dataDir) => {
  const own = part({ ...GOATS, path: '/dev/sda1', mountpoints: [mountPoint] });
  const beside = part({ ...GOATS, path: '/dev/sda2' });
  expect(await found([lsblkLine({ children: [own, beside] })], dataDir)).toEqual([]);
  expect(await found([lsblkLine({ children: [own, beside] })], '/mnt/ss')).toHaveLength(
    mountPoint === '/mnt/ssd' ? 2 : 0,
  );
});

it('takes what can be written: one file system without partitions, one of two partitions', async () => {
  expect(await found([lsblkLine({ ...GOATS, label: null })])).toMatchObject([
    { device: '/dev/sda', name: 'SanDisk Cruzer Blade', obstacle: null },
  ]);
  const parts = [part({ fstype: 'iso9660', label: 'LINUX' }), part({ ...GOATS, path: '/dev/sda2' })];
  expect(await found([lsblkLine({ children: parts })])).toMatchObject([{ device: '/dev/sda2' }]);
});

it('tells of a stick that can not be used, and why', async () => {
  expect(await found([lsblkLine({})])).toMatchObject([{ obstacle: 'STICK_NOT_FORMATTED' }]);
  expect(await found([lsblkLine({ children: [part({ fstype: 'iso9660' })] })])).toMatchObject([
    { device: '/dev/sda', obstacle: 'STICK_NOT_FORMATTED' },
  ]);
  expect(await found([lsblkLine({ children: [part({ ...GOATS, ro: true })] })])).toMatchObject([
    { obstacle: 'STICK_READ_ONLY' },
  ]);
  expect(await found([lsblkLine({ vendor: null, model: null })])).toMatchObject([{ name: '/dev/sda' }]);
});

it('reads what this machine says of its own disks', async () => {
  const volumes = await findVolumes(new Processes(systemClock), DATA_DIR);
  expect(volumes.map(({ device }) => device)).not.toContain('/dev/vda');
});
