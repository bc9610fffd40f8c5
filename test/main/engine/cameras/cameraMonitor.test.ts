import { chmod, mkdir, mkdtemp, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forEachCamera, type CameraName } from '#contract/cameras';
import { settingsSchema } from '#contract/settings';
import { V4l2Camera } from '#engine/cameras/camera';
import { CameraMonitor } from '#engine/cameras/cameraMonitor';
import { FrameGenerator, SimulatedCamera } from '#engine/cameras/simulator/simulatedCamera';
import { FocusLocks } from '#engine/cameras/focusLocks';
import { systemClock } from '#engine/platform/clock';
import { Processes } from '#engine/platform/processes';

const settings = settingsSchema.parse({});
const tools = { processes: new Processes(systemClock), focusLocks: await FocusLocks.open(tmpdir()) };
const log = pino({ level: 'silent' });

let dev: string;
let watch: CameraMonitor | null;
let told: string[];

beforeEach(async () => {
  dev = await mkdtemp(path.join(tmpdir(), 'dev-'));
  watch = null;
  told = [];
});
afterEach(async () => {
  await watch?.stop();
  await rm(dev, { recursive: true });
});

/** What udev does: a node, and a link to it. */
async function plugIn(name: CameraName, node: string): Promise<void> {
  await writeFile(path.join(dev, node), '');
  await symlink(node, path.join(dev, `camera_${name}`));
}

async function unplug(name: CameraName, node: string): Promise<void> {
  await unlink(path.join(dev, node));
  await unlink(path.join(dev, `camera_${name}`));
}

async function startWatch(folder = dev): Promise<void> {
  const cameras = forEachCamera(
    (name) => new V4l2Camera(name, path.join(folder, `camera_${name}`), settings, tools),
  );
  watch = new CameraMonitor(cameras, { clock: systemClock, log }, (camera, fault) =>
    told.push(`${camera} ${fault?.code ?? 'back'}`),
  );
  await watch.start();
}

/** Waits until all that is named was told, and gives how long that took, in ms. */
async function toldWithin2s(...expected: string[]): Promise<number> {
  const began = performance.now();
  await vi.waitFor(
    () => {
      expect([...told].sort()).toEqual([...expected].sort());
    },
    { timeout: 2000, interval: 10 },
  );
  told = [];
  return performance.now() - began;
}

describe('cameras that come and go', () => {
  it('are told once each, within two seconds, as often as it happens', async () => {
    await plugIn('side', 'video0');
    await plugIn('top', 'video2');
    await startWatch();
    await plugIn('front', 'video4');
    await toldWithin2s('front back');
    await unplug('side', 'video0');
    await toldWithin2s('side CAMERA_NOT_FOUND');
    await unplug('top', 'video2');
    await unplug('front', 'video4');
    await toldWithin2s('top CAMERA_NOT_FOUND', 'front CAMERA_NOT_FOUND');
    // Plugged in again it may get another node.
    await plugIn('side', 'video7');
    await toldWithin2s('side back');
    await unplug('side', 'video7');
    await toldWithin2s('side CAMERA_NOT_FOUND');
  });

  it('are seen where only the node behind the link goes', async () => {
    const nodes = path.join(dev, 'nodes');
    await mkdir(nodes);
    await writeFile(path.join(nodes, 'video0'), '');
    await symlink('nodes/video0', path.join(dev, 'link'));
    await symlink('link', path.join(dev, 'camera_side'));
    await startWatch();
    await unlink(path.join(nodes, 'video0'));
    await toldWithin2s('side CAMERA_NOT_FOUND');
    await writeFile(path.join(nodes, 'video0'), '');
    await toldWithin2s('side back');
  });

  it('are seen where the folder itself comes and goes, as /dev/v4l/by-path does', async () => {
    const folder = path.join(dev, 'v4l', 'by-path');
    await startWatch(folder);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'camera_top'), '');
    await toldWithin2s('top back');
    await rm(path.join(dev, 'v4l'), { recursive: true });
    await toldWithin2s('top CAMERA_NOT_FOUND');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'camera_top'), '');
    await toldWithin2s('top back');
  });

  it('are nothing new where something else changes in the folder', async () => {
    await plugIn('side', 'video0');
    await startWatch();
    await writeFile(path.join(dev, 'null'), 'x');
    await chmod(path.join(dev, 'video0'), 0o666);
    await writeFile(path.join(dev, 'camera_top'), '');
    // By the time the later change is told, the earlier ones would have been too.
    await toldWithin2s('top back');
  });

  it('are told no more after the end, and leave no watcher', async () => {
    await plugIn('side', 'video0');
    await startWatch();
    await unplug('side', 'video0');
    await watch?.stop();
    await plugIn('side', 'video0');
    expect(told).toEqual([]);
    expect(process.getActiveResourcesInfo()).not.toContain('FSEventWrap');
  });

  it('are never simulated ones', async () => {
    const frameGenerator = new FrameGenerator();
    const cameras = forEachCamera((name) => new SimulatedCamera(name, frameGenerator, settings));
    watch = new CameraMonitor(cameras, { clock: systemClock, log }, (camera) => told.push(camera));
    await watch.start();
    expect(process.getActiveResourcesInfo()).not.toContain('FSEventWrap');
  });
});
