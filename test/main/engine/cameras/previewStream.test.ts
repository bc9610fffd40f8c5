import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppError } from '#contract/errors';
import { PreviewStream, type PreviewStreamHandlers } from '#engine/cameras/previewStream';
import { captureTools, sampleCamera, makeTestFrames, runs, temporaryFolder, until } from '#support/capture';

let folder: string;
let frameFolder: string;
let tools: ReturnType<typeof captureTools>;

beforeEach(async () => {
  folder = await temporaryFolder('preview');
  frameFolder = (await makeTestFrames(folder)).side;
  tools = captureTools();
});
afterEach(async () => {
  await tools.processes.stopAll();
  await rm(folder, { recursive: true });
});

const ignored: PreviewStreamHandlers = {
  onFrame: () => undefined,
  onStall: () => undefined,
  onEnd: () => undefined,
};

describe('the preview of a camera, by the real ffmpeg', () => {
  it("passes the camera's own frames on, byte for byte", async () => {
    const frames: Buffer[] = [];
    const stream = new PreviewStream(sampleCamera('side', frameFolder), tools, {
      ...ignored,
      onFrame: (jpeg) => frames.push(jpeg),
    });
    await until(() => frames.length >= 5);
    await stream.stop();
    const names = await readdir(frameFolder);
    const originals = await Promise.all(names.map((name) => readFile(path.join(frameFolder, name))));
    for (const frame of frames) expect(originals.some((original) => original.equals(frame))).toBe(true);
  });

  it('is over when it has been stopped: the process is gone, and nothing is told any more', async () => {
    let told = 0;
    const count = () => (told += 1);
    const stream = new PreviewStream(sampleCamera('side', frameFolder), tools, {
      ...{ onFrame: count, onStall: count, onEnd: count },
    });
    await until(() => told > 0);
    const [pid = 0] = tools.processes.runningIds;
    await stream.stop();
    const toldBefore = told;
    expect(tools.processes.runningIds).toEqual([]);
    expect(await runs(pid)).toBe(false);
    await new Promise((resolve) => setImmediate(resolve));
    expect(told).toBe(toldBefore);
  });

  it('stalls where the camera freezes, and goes on where it thaws', async () => {
    let [frames, stalls] = [0, 0];
    const stream = new PreviewStream(sampleCamera('side', frameFolder), tools, {
      ...ignored,
      onFrame: () => (frames += 1),
      onStall: () => (stalls += 1),
    });
    await until(() => frames > 0);
    const [pid = 0] = tools.processes.runningIds;
    process.kill(pid, 'SIGSTOP');
    await until(() => stalls === 1, 3000);
    const before = frames;
    process.kill(pid, 'SIGCONT');
    await until(() => frames > before);
    await stream.stop();
  });

  it('tells why it has ended', async () => {
    const ended = new Promise<AppError>((onEnd) => {
      new PreviewStream(sampleCamera('side', path.join(folder, 'nothing')), tools, { ...ignored, onEnd });
    });
    const { fault } = await ended;
    expect(fault.parameters.camera).toBe('side');
    expect(fault.seen?.join(' ')).toContain('No such file');
  });
});
