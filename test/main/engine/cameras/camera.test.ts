import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, open, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { settingsSchema } from '#contract/settings';
import { checkCamera, V4l2Camera } from '#engine/cameras/camera';
import type { ControlTools } from '#engine/cameras/controls';
import { FocusLocks } from '#engine/cameras/focusLocks';
import { systemClock } from '#engine/platform/clock';
import { fileOwner } from '#engine/platform/deviceOwner';
import { Processes } from '#engine/platform/processes';
import { bundle } from '#support/bundle';

const run = promisify(execFile);
const settings = settingsSchema.parse({});
/** Debian's user `nobody`. */
const OTHER_USER = ['--reuid', '65534', '--regid', '65534', '--clear-groups'];

let folder: string;
let device: string;

let tools: ControlTools;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'camera-'));
  tools = { processes: new Processes(systemClock), focusLocks: await FocusLocks.open(folder) };
  await chmod(folder, 0o755);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  device = path.join(await mkdtemp(path.join(folder, 'dev-')), 'video0');
  await chmod(path.dirname(device), 0o755);
  await writeFile(device, '');
});

const camera = (file = device) => new V4l2Camera('side', file, settings, tools);

describe('the check of a V4L2 camera', () => {
  it('finds nothing wrong with a device that may be read and written', async () => {
    expect(await checkCamera(camera(), true)).toEqual({
      name: 'side',
      path: device,
      exists: true,
      readable: true,
      in_use: false,
      error: null,
      fix: null,
      simulated: false,
    });
  });

  it('says that it is not there, also where its link leads nowhere', async () => {
    const link = path.join(path.dirname(device), 'camera_side');
    await symlink('video0', link);
    expect(await camera(link).fault(true)).toBeNull();
    await unlink(device);
    for (const file of [device, link]) {
      const check = await checkCamera(camera(file), true);
      expect(check).toMatchObject({ exists: false, readable: false, in_use: false });
      expect(check.error).toBe(`The side camera is not there (${file}).`);
      expect(check.fix).not.toBeNull();
    }
  });

  it('says who else uses it where it looks deep, and is quick where it does not', async () => {
    const link = path.join(path.dirname(device), 'camera_side');
    await symlink('video0', link);
    const handle = await open(device, 'r');
    const owner = spawn('sleep', ['60'], { stdio: [handle.fd, 'ignore', 'ignore'] });
    await once(owner, 'spawn');
    await handle.close();
    const ended = once(owner, 'exit');
    const pid = owner.pid ?? 0;
    expect(await checkCamera(camera(link), true)).toMatchObject({
      exists: true,
      readable: true,
      in_use: true,
      error: `The side camera is in use by sleep (process ${pid}).`,
    });
    expect(await camera(link).fault(false)).toBeNull();
    owner.kill('SIGKILL');
    await ended;
    expect(await camera(link).fault(true)).toBeNull();
  });

  it('does not count what this program itself does with it', async () => {
    const own = tools.processes.start('sh', ['-c', `exec 3< ${device}; echo open; exec sleep 60`], {
      onOutputLine: (line) => {
        told(line);
      },
    });
    let told: (line: string) => void = () => undefined;
    expect(await new Promise<string>((resolve) => (told = resolve))).toBe('open');
    expect(await fileOwner(device)).toContain(`(process ${own.pid})`);
    expect(await camera().fault(true)).toBeNull();
    await own.stop();
  });
});

describe('the check of a V4L2 camera by a user without rights', { timeout: 30_000 }, () => {
  let program: string;

  beforeAll(async () => {
    program = await bundle(path.join(import.meta.dirname, 'printCameraFault.ts'), folder);
  });

  /** What another user is told; root may read everything, so that the check runs as somebody else. */
  async function faultForOther(file: string): Promise<unknown> {
    const command = [process.execPath, program, file];
    const isRoot = process.getuid?.() === 0;
    const [first = '', ...rest] = isRoot ? ['setpriv', ...OTHER_USER, '--', ...command] : command;
    return JSON.parse((await run(first, rest, { cwd: '/' })).stdout);
  }

  it('says that the permission is missing: of the device, to write, or of its folder', async () => {
    const denied = { code: 'CAMERA_PERMISSION_DENIED', parameters: { camera: 'side', path: device } };
    await chmod(device, 0o666);
    expect(await faultForOther(device)).toBeNull();
    await chmod(device, 0o000);
    expect(await faultForOther(device)).toEqual(denied);
    await chmod(device, 0o444);
    expect(await faultForOther(device)).toEqual(denied);
    const closed = path.join(path.dirname(device), 'closed');
    await mkdir(closed);
    const inside = path.join(closed, 'video0');
    await writeFile(inside, '');
    await chmod(closed, 0o000);
    expect(await faultForOther(inside)).toMatchObject({
      code: 'CAMERA_PERMISSION_DENIED',
      parameters: { path: inside },
    });
    await chmod(closed, 0o755);
  });
});

describe("ffmpeg's arguments for a V4L2 camera", () => {
  it('ask for its own MJPEG at the size and rate that are set', () => {
    const set = settingsSchema.parse({
      IMAGE_WIDTH: 1920,
      IMAGE_HEIGHT: 1080,
      CAMERA_NATIVE_FPS: 30,
      CAPTURE_FPS: 2,
    });
    expect(new V4l2Camera('top', '/dev/camera_top', set, tools).input()).toEqual([
      ...['-f', 'v4l2', '-input_format', 'mjpeg', '-framerate', '30'],
      ...['-video_size', '1920x1080', '-i', '/dev/camera_top'],
    ]);
    expect(camera('/dev/camera_side').input().join(' ')).toBe(
      '-f v4l2 -input_format mjpeg -framerate 10 -video_size 4656x3496 -i /dev/camera_side',
    );
  });

  it('are understood by ffmpeg', async () => {
    const attempt = run('ffmpeg', ['-hide_banner', '-nostdin', ...camera().input(), '-f', 'null', '-']);
    // The device is only a file here; what ffmpeg says of it proves that it has read all options.
    await expect(attempt).rejects.toMatchObject({
      stderr: expect.stringContaining('VIDIOC_') as string,
    });
  });
});
