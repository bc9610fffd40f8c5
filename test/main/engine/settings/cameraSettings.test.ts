import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { cameraSettingsAnswerSchema } from '#contract/cameraSettings';
import { CAMERA_NAMES, forEachCamera, type CameraName } from '#contract/cameras';
import { appError, type AppError, type ErrorCode } from '#contract/errors';
import { CAMERA_SETTINGS, settingsSchema } from '#contract/settings';
import { CaptureDevices } from '#engine/cameras/captureDevices';
import { CameraControls } from '#engine/cameras/controls';
import { FocusLocks } from '#engine/cameras/focusLocks';
import { systemClock } from '#engine/platform/clock';
import { Processes } from '#engine/platform/processes';
import { CameraSettings } from '#engine/settings/cameraSettings';
import { readStoredSettings, type GivenSettings } from '#engine/settings/storedSettings';
import { SettingsService } from '#engine/settings/settingsService';
import { FakeDevices, PI_4_XHCI, usbPlace } from '#support/fakeDevices';
import { JPEG, FakePreviews, settle, type Scripted } from '#support/fakePreviews';
import { folderForTest, noLog } from '#support/sessions';
import { fakeV4l2Ctl } from '#support/v4l2Ctl';

const PORTS = { side: '1.1', top: '1.2', front: '1.3' } as const;
const linkOf = (port: string) => `pci-usb-0:${port}:1.0-video-index0`;

let devices: FakeDevices;
let scripted: FakePreviews;
let dataDir: string;
let isFree: boolean;
/** The devices of the cameras as they are plugged in first, and of a fourth one. */
let at: Record<CameraName | 'spare', string>;

beforeEach(async () => {
  devices = await FakeDevices.make();
  scripted = new FakePreviews(devices.dev);
  dataDir = await folderForTest();
  isFree = true;
  for (const [index, name] of CAMERA_NAMES.entries()) {
    const video = `video${String(index * 2)}`;
    await devices.plugIn(usbPlace(PI_4_XHCI, 1, PORTS[name]), video, { byPath: [linkOf(PORTS[name])] });
    await devices.link(name, video);
  }
  await devices.plugIn(usbPlace(PI_4_XHCI, 1, '1.4'), 'video6', { byPath: [linkOf('1.4')] });
  at = {
    ...forEachCamera((name) => devices.byPath(linkOf(PORTS[name]))),
    spare: devices.byPath(linkOf('1.4')),
  };
});

const requireFree = () => {
  if (!isFree) throw appError('CAPTURE_IN_PROGRESS', { goat_id: '17' });
};

/** The set-up of a program that runs with udev's names, of which some settings may be fixed. */
async function cameraSettings(fixed: GivenSettings = {}, locks?: FocusLocks): Promise<CameraSettings> {
  const paths = Object.fromEntries(
    CAMERA_NAMES.map((name) => [CAMERA_SETTINGS[name], `${devices.dev}/${name}`]),
  );
  const running = settingsSchema.parse(paths);
  const setUp = new SettingsService({
    ...{ dataDir, fixed, running, clock: scripted.clock, log: noLog, requireFree },
    restart: () => undefined,
  });
  const focusLocks = locks ?? (await FocusLocks.open(dataDir));
  const parts = { ...scripted.parts, focusLocks, deviceRoots: devices };
  const captureDevices = new CaptureDevices(parts, scripted.previews, requireFree);
  return new CameraSettings({ settingsService: setUp, devices: captureDevices, running, requireFree });
}

/** Lets each device that is looked at show a picture, until what was asked for is done. */
async function whileShown<T>(asked: Promise<T>): Promise<T> {
  const end = new AbortController();
  const finish = () => {
    end.abort();
  };
  asked.then(finish, finish);
  while (!end.signal.aborted) {
    await settle();
    for (const process of scripted.running) process.frame();
    await scripted.pass(500);
  }
  return asked;
}

const code = (expected: ErrorCode) => expect.objectContaining({ code: expected }) as AppError;

describe('which camera is which', () => {
  it('is told, with what is plugged in beside them', async () => {
    const answer = (await cameraSettings({ CAMERA_TOP: `${devices.dev}/top` })).describe();
    expect(cameraSettingsAnswerSchema.parse(answer)).toEqual(answer);
    expect(answer.devices.map(({ device, usb_port }) => [device, usb_port])).toEqual([
      [at.side, '1-1.1'],
      [at.top, '1-1.2'],
      [at.front, '1-1.3'],
      [at.spare, '1-1.4'],
    ]);
    const { side, top, front } = at;
    expect(answer).toMatchObject({ roles: { side, top, front }, is_fixed: { side: false, top: true } });
    expect(answer.needs_restart).toBe(false);
  });

  it('is nobody where the camera is away', async () => {
    await devices.unplug('video2', linkOf('1.2'));
    const { roles } = (await cameraSettings()).describe();
    expect(roles).toEqual({ side: at.side, top: null, front: at.front });
  });

  it('is swapped, tried and saved by the ports, and holds from the next start on', async () => {
    const setUp = await cameraSettings();
    const answer = await whileShown(setUp.save({ roles: { side: at.top, top: at.side } }));
    expect(answer).toMatchObject({ roles: { side: at.top, top: at.side, front: at.front } });
    expect(answer.needs_restart).toBe(true);
    // What stays keeps the name that it had.
    expect(readStoredSettings(dataDir)).toEqual({
      CAMERA_SIDE: at.top,
      CAMERA_TOP: at.side,
      CAMERA_FRONT: `${devices.dev}/front`,
    });
    expect(scripted.started).toEqual(['top', 'side', 'front']);
    const back = await whileShown(setUp.save({ roles: { side: at.side, top: at.top } }));
    expect(back.needs_restart).toBe(false);
  });

  it('can be one that was none before', async () => {
    const answer = await whileShown((await cameraSettings()).save({ roles: { front: at.spare } }));
    expect(answer.roles.front).toBe(at.spare);
    expect(scripted.started).toEqual(['side', 'top', at.spare]);
  });

  it('is not saved where one of them shows nothing: the fault names what it was to be', async () => {
    const setUp = await cameraSettings();
    const saving = setUp.save({ roles: { front: at.spare } });
    const refused = expect(saving).rejects.toMatchObject({
      fault: { code: 'CAMERA_BUSY', parameters: { camera: 'front' } },
    });
    for (const snapshot of ['side', 'top']) await shown(snapshot);
    (await running(at.spare)).end('[error] ioctl(VIDIOC_REQBUFS): Device or resource busy');
    await refused;
    expect(setUp.describe().needs_restart).toBe(false);
    expect(readStoredSettings(dataDir)).toEqual({});
  });

  it('is refused while a capture runs, where it is fixed, twice the same, or away', async () => {
    const setUp = await cameraSettings({ CAMERA_TOP: `${devices.dev}/top` });
    await expect(setUp.save({ roles: { side: at.top, top: at.side } })).rejects.toEqual(
      code('SETTING_IS_FIXED'),
    );
    await expect(setUp.save({ roles: { side: at.front } })).rejects.toEqual(code('INVALID_REQUEST'));
    await expect(setUp.save({ roles: { tail: at.front } })).rejects.toEqual(code('INVALID_REQUEST'));
    await expect(setUp.save({ roles: { side: '/dev/null' } })).rejects.toEqual(code('CAMERA_NOT_FOUND'));
    isFree = false;
    await expect(setUp.save({ roles: { side: at.spare } })).rejects.toEqual(code('CAPTURE_IN_PROGRESS'));
    expect(scripted.started).toEqual([]);
    expect(readStoredSettings(dataDir)).toEqual({});
  });

  it('changes without the focus that was kept for another device', async () => {
    const fake = await fakeV4l2Ctl(path.join(dataDir, 'bin'), {
      focus_automatic_continuous: { value: 0 },
      focus_absolute: { value: 250 },
    });
    onTestFinished(() => {
      fake.restore();
    });
    const focusLocks = await FocusLocks.open(dataDir);
    const tools = { focusLocks, processes: new Processes(systemClock) };
    const { cameras } = scripted.parts;
    for (const name of CAMERA_NAMES) {
      const controls = new CameraControls(name, cameras[name].path, settingsSchema.parse({}), tools);
      cameras[name] = { ...cameras[name], controls };
    }
    await focusLocks.set('side', 250);
    await focusLocks.set('front', 300);
    const setUp = await cameraSettings({}, focusLocks);
    await whileShown(setUp.save({ roles: { side: at.top, top: at.side } }));
    expect(focusLocks.all).toEqual({ side: null, top: null, front: 300 });
    expect(await fake.values()).toMatchObject({ focus_automatic_continuous: 1 });
  });
});

/** Lets a camera show its picture until the still of it is taken. */
async function shown(camera: string): Promise<void> {
  (await running(camera)).frame();
  await scripted.pass(500);
}

/** The ffmpeg of a camera or device, once it runs. */
async function running(camera: string): Promise<Scripted> {
  for (;;) {
    const found = scripted.running.find((process) => process.camera === camera);
    if (found) return found;
    await settle();
  }
}

describe('what a device sees', () => {
  const jpeg = JPEG.toString('base64');

  it("is the picture of a camera's preview, which others may watch", async () => {
    const setUp = await cameraSettings();
    const stop = scripted.previews.watch('side', () => undefined);
    expect(await whileShown(setUp.snapshot({ device: at.side }))).toEqual({ jpeg });
    expect(scripted.started).toEqual(['side']);
    expect(scripted.cameras).toEqual(['side']);
    stop();
  });

  it('is a picture of its own where it is none of the three, and nothing runs afterwards', async () => {
    const setUp = await cameraSettings();
    expect(await whileShown(setUp.snapshot({ device: at.spare }))).toEqual({ jpeg });
    expect(scripted.started).toEqual([at.spare]);
    expect(scripted.running).toEqual([]);
    expect(scripted.clock.timers).toEqual([]);
  });

  it('is asked of one device after the other', async () => {
    const setUp = await cameraSettings();
    const both = Promise.all([setUp.snapshot({ device: at.spare }), setUp.snapshot({ device: at.top })]);
    await running(at.spare);
    await settle();
    expect(scripted.cameras).toEqual([at.spare]);
    expect(await whileShown(both)).toHaveLength(2);
    expect(scripted.started).toEqual([at.spare, 'top']);
  });

  it('is nothing where it is silent, vanishes meanwhile, or is away', async () => {
    const setUp = await cameraSettings();
    const silent = expect(setUp.snapshot({ device: at.spare })).rejects.toMatchObject({
      fault: { code: 'CAMERA_STALLED', parameters: { camera: '1-1.4', seconds: 5 } },
    });
    await running(at.spare);
    await scripted.pass(5000);
    await silent;
    const vanished = expect(setUp.snapshot({ device: at.spare })).rejects.toEqual(code('CAMERA_LOST'));
    const process = await running(at.spare);
    process.frame();
    process.end('[error] ioctl(VIDIOC_DQBUF): No such device');
    await vanished;
    await devices.unplug('video6', linkOf('1.4'));
    await expect(setUp.snapshot({ device: at.spare })).rejects.toEqual(code('CAMERA_NOT_FOUND'));
  });

  it('is not looked at when a capture needs the cameras: it gives way at once', async () => {
    const setUp = await cameraSettings();
    const given = expect(setUp.snapshot({ device: at.spare })).rejects.toEqual(code('CAPTURE_IN_PROGRESS'));
    await running(at.spare);
    isFree = false;
    await scripted.previews.pause();
    expect(scripted.running).toEqual([]);
    await given;
    await expect(setUp.snapshot({ device: at.top })).rejects.toEqual(code('CAPTURE_IN_PROGRESS'));
  });
});
