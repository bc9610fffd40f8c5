import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { translateFinding, FINDING_CODES } from '#contract/diagnostics';
import { usbPortOf } from '#engine/cameras/usbTopology';
import { systemClock } from '#engine/platform/clock';
import { readFormats } from '#engine/diagnostics/cameraReport';
import { readPower } from '#engine/machine/machineHealth';
import { Processes } from '#engine/platform/processes';
import { createLogger } from '#engine/platform/log';
import { PROBE_KEY } from '#engine/upload/checkBucket';
import { S3Store } from '#engine/upload/s3Store';
import { reportNetwork } from '#engine/diagnostics/machineReport';
import { startEngine, NO_CAMERAS, type EngineOptions } from '#support/engine';
import { clientFor, serverForTest } from '../../../s3/client';
import { s3Key } from '../../../s3/keys';
import { fakeV4l2Ctl } from '#support/v4l2Ctl';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goat-diagnostics-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** What an engine finds, in an area where one is named. */
async function diagnosed(options: EngineOptions) {
  const engine = await startEngine({ ...options, settings: { ...NO_CAMERAS, ...options.settings } });
  onTestFinished(() => engine.stop());
  const { findings, details, s3 } = await engine.engine.diagnostics();
  const codesOf = (area: string) =>
    findings.filter((finding) => finding.area === area).map(({ code, state }) => `${code} ${state}`);
  return { findings, details, s3, codesOf };
}

/** A store on the tests' S3 server, whose key may do this. */
async function storeThatMay(...allowed: ('put' | 'get' | 'list')[]) {
  const key = s3Key({ accessKeyId: 'AKIATESTTESTTESTTEST', secretAccessKey: 'secret', allowed });
  const server = await serverForTest({ keys: [key] });
  return { server, store: new S3Store(clientFor(server), server.bucket, createLogger()) };
}

describe('the store', () => {
  it('is listed, written and read for real, and whose keys they are is told', async () => {
    const { server, store } = await storeThatMay('put', 'get', 'list');
    const { details, s3, codesOf } = await diagnosed({ store: () => store });
    expect(codesOf('store')).toEqual(['STORE_FINE ok']);
    expect(s3).toEqual({ ok: true, bucket: server.bucket, error: null });
    expect(details.store).toMatchObject({
      ...{ kind: 's3', rights: { list: true, put: true, get: true } },
      identity: 'arn:aws:iam::937249941844:user/AKIATESTTESTTESTTEST',
    });
    expect(Math.abs(details.store.clock_skew_sec ?? NaN)).toBeLessThanOrEqual(1);
    await store.examine(new AbortController().signal);
    expect([...server.objects().keys()]).toEqual([PROBE_KEY]);
    expect(await store.listGoats(new AbortController().signal)).toEqual([]);
  });

  it.each([
    [['get', 'list'], { list: true, put: false, get: false }, 's3:PutObject'],
    [['put', 'list'], { list: true, put: true, get: false }, 's3:GetObject'],
    [['put', 'get'], { list: false, put: true, get: true }, 's3:ListBucket'],
  ] as const)('names the right that is missing where the key may only %s', async (allowed, rights, name) => {
    const { store } = await storeThatMay(...allowed);
    const { report, fault } = await store.examine(new AbortController().signal);
    expect(report.rights).toEqual(rights);
    expect(fault).toMatchObject({ code: 'STORE_DENIED', parameters: { name } });
  });

  it('that can not be reached is tried once, and found so', async () => {
    const { server, store } = await storeThatMay('put', 'get', 'list');
    await server.stop();
    const { report, fault } = await store.examine(new AbortController().signal);
    expect(fault?.code).toBe('STORE_UNREACHABLE');
    expect(report).toMatchObject({ identity: null, rights: { list: null, put: null, get: null } });
    expect(report.round_trip_ms).toBeNull();
  });

  it('that does not answer in time can not be reached', async () => {
    const { store } = await storeThatMay('put', 'get', 'list');
    const { fault } = await store.examine(AbortSignal.abort(new DOMException('too late', 'TimeoutError')));
    expect(fault?.code).toBe('STORE_UNREACHABLE');
  });

  it('that is a folder is told as one, and nothing is left in it', async () => {
    const { codesOf, details } = await diagnosed({});
    expect(codesOf('store')).toEqual(['STORE_IS_FOLDER warning']);
    expect(details.store.rights).toEqual({ list: true, put: true, get: true });
  });
});

describe('the machine', () => {
  it('has cameras that are missing, a disk, programs and addresses', async () => {
    const { details, codesOf, findings } = await diagnosed({});
    expect(codesOf('cameras')).toEqual(Array<string>(3).fill('CAMERA_NOT_FOUND error'));
    expect(codesOf('disk')).toEqual(['DISK_FINE ok']);
    expect(details.disk.write_mb_per_sec).toBeGreaterThan(0);
    expect(details.disk.days_left).toBeNull();
    expect(codesOf('program')).toEqual(['PROGRAM_FINE ok']);
    expect(details.versions.ffmpeg).toMatch(/^ffmpeg version/);
    expect(details.versions.djpeg).toMatch(/^libjpeg-turbo/);
    for (const { message, fix, state } of findings) {
      expect(message).not.toMatch(/[{}]|undefined|null/);
      if (state !== 'ok') expect(fix).not.toBe('');
    }
  });

  it('has a network by an address of either kind, if others can reach it', () => {
    const reported = (address: string, internal = false) => {
      const one = { address, internal, netmask: '', mac: '', cidr: null };
      const { findings, details } = reportNetwork({
        one: [address.includes(':') ? { ...one, family: 'IPv6', scopeid: 0 } : { ...one, family: 'IPv4' }],
      });
      return [findings.map(({ code }) => code), details.addresses];
    };
    for (const address of ['192.168.1.20', '2001:db8::20', 'fd12:3456::20'])
      expect(reported(address)).toEqual([['NETWORK_FINE'], [address]]);
    expect(reported('fe80::1')).toEqual([['NETWORK_NONE'], []]);
    expect(reported('::1', true)).toEqual([['NETWORK_NONE'], []]);
  });

  it('has too full a disk', async () => {
    const { codesOf, details } = await diagnosed({ settings: { MIN_DISK_MB: 9_999_999 } });
    expect(codesOf('disk')).toEqual(['LOW_DISK_SPACE error']);
    expect(details.disk).toMatchObject({ goats_left: 0, write_mb_per_sec: null });
  });

  it('lacks a program', async () => {
    const before = process.env.PATH ?? '';
    onTestFinished(() => {
      process.env.PATH = before;
    });
    await symlink('/usr/bin/setpriv', path.join(folder, 'setpriv'));
    const engine = await startEngine({ settings: NO_CAMERAS });
    onTestFinished(() => engine.stop());
    process.env.PATH = folder;
    const { findings } = await engine.engine.diagnostics();
    const missing = findings.filter(({ code }) => code === 'FFMPEG_MISSING');
    expect(missing.map(({ parameters }) => parameters.program)).toEqual(['ffmpeg', 'v4l2-ctl', 'djpeg']);
  });

  it.each([
    ['50005\n', { under_voltage: true, throttled: true, under_voltage_since_start: true }],
    ['0x10000', { under_voltage: false, throttled: false, under_voltage_since_start: true }],
    ['0', { under_voltage: false, under_voltage_since_start: false, throttled_since_start: false }],
  ])('has power as the firmware says: %s', async (bits, power) => {
    const file = path.join(folder, 'devices/platform/soc/soc:firmware/get_throttled');
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bits);
    expect(await readPower(new Processes(systemClock), folder)).toMatchObject(power);
  });

  it('tells nothing of its power where it is no Raspberry Pi', async () => {
    expect(await readPower(new Processes(systemClock), folder)).toBeNull();
  });
});

describe('a camera', () => {
  it('is told with its model, formats and controls, and that it lacks the size that is set', async () => {
    const ctl = await fakeV4l2Ctl(path.join(folder, 'bin'), { focus_absolute: { value: 250 } });
    onTestFinished(() => {
      ctl.restore();
    });
    const device = path.join(folder, 'video0');
    await writeFile(device, '');
    const settings = { CAMERA_TOP: device, IMAGE_WIDTH: 1000, IMAGE_HEIGHT: 1000 };
    const { details, findings } = await diagnosed({ settings });
    expect(details.cameras.top).toMatchObject({
      ...{ driver: 'uvcvideo', model: '16MP USB Camera', controls: { focus_absolute: 250 }, usb_port: null },
      formats: ['MJPG 4656x3496 10 fps', 'MJPG 640x480 30 fps', 'YUYV 640x480 15 fps'],
    });
    expect(findings).toContainEqual(
      expect.objectContaining({
        ...{ code: 'CAMERA_LACKS_SIZE', state: 'warning' },
        parameters: { camera: 'top', size: '1000x1000' },
      }),
    );
  });

  it('has a port and a rate by sysfs', async () => {
    const usb = path.join(folder, 'devices/pci0/0000:01:00.0/usb1/1-1/1-1.2');
    const video = path.join(usb, '1-1.2:1.0/video4linux/video0');
    await mkdir(video, { recursive: true });
    await writeFile(path.join(usb, 'speed'), '480\n');
    await mkdir(path.join(folder, 'class/video4linux'), { recursive: true });
    await symlink(video, path.join(folder, 'class/video4linux/video0'));
    const device = path.join(folder, 'video0');
    await writeFile(device, '');
    expect(usbPortOf(device, folder)).toEqual({ usb_port: '1-1.2', usb_mbit_per_sec: 480 });
    expect(usbPortOf(path.join(folder, 'none'), folder)).toEqual({ usb_port: null, usb_mbit_per_sec: null });
  });

  it('that lists nothing has no formats', () => {
    expect(readFormats('ioctl: VIDIOC_ENUM_FMT\n\tType: Video Capture\n')).toEqual([]);
  });
});

it.each(FINDING_CODES)('%s is told in both languages, by the same parameters', (code) => {
  const placeholders = (language: 'en' | 'es') => {
    const { message, fix } = translateFinding({ code, parameters: {} }, language);
    expect(message).not.toBe('');
    return fix === '';
  };
  expect(placeholders('en')).toBe(placeholders('es'));
});
