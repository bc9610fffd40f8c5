import pino from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { CAMERA_NAMES, forEachCamera, type CameraName } from '../../../../src-main/contract/cameras';
import { appError } from '../../../../src-main/contract/errors';
import type { Camera } from '../../../../src-main/engine/cameras/camera';
import { Previews } from '../../../../src-main/engine/cameras/previews';
import type { LineHandlers, ProcessEnd, RunningProcess } from '../../../../src-main/engine/processes';
import { TestClock } from '../../../clock';

const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 0xff, 0xd9]);
const NO_SPACE = '[video4linux2,v4l2 @ 0x5] [error] ioctl(VIDIOC_STREAMON): No space left on device';

/** An ffmpeg that does what a test says. */
interface Scripted {
  camera: string;
  frame(): void;
  end(line?: string): void;
}

let clock: TestClock;
let running: Scripted[];
let started: string[];
let missing: Set<CameraName>;
let previews: Previews;
let changes: string[];

beforeEach(() => {
  clock = new TestClock();
  running = [];
  started = [];
  missing = new Set();
  changes = [];
  previews = new Previews(
    forEachCamera(camera),
    { processes: { start }, clock, log },
    () => 'usb',
    () => {
      changes.push(Object.values(previews.states).join(' '));
    },
  );
});

const log = pino({ level: 'silent' });

const camera = (name: CameraName): Camera => ({
  ...{ name, path: `/dev/${name}`, simulated: false, controls: null },
  fault: () =>
    Promise.resolve(missing.has(name) ? appError('CAMERA_NOT_FOUND', { camera: name, path: name }) : null),
  input: () => [],
  previewInput: () => ['-i', name],
});

function start(_command: string, args: readonly string[], handlers: LineHandlers): RunningProcess {
  let finish: (end: ProcessEnd) => void = () => undefined;
  const ended = new Promise<ProcessEnd>((resolve) => (finish = resolve));
  const end = (code: number) => {
    running = running.filter((other) => other !== scripted);
    finish({ code, signal: null });
  };
  const scripted: Scripted = {
    camera: args[args.indexOf('-i') + 1] ?? '',
    frame: () => {
      handlers.onOutput?.(Buffer.concat([Buffer.from(`Content-length: ${JPEG.length}\r\n\r\n`), JPEG]));
    },
    end: (line) => {
      if (line !== undefined) handlers.onErrorLine?.(line);
      end(1);
    },
  };
  running.push(scripted);
  started.push(scripted.camera);
  return {
    pid: 1,
    ended,
    stop: () => {
      end(255);
      return ended;
    },
  };
}

/** Lets all that waits only for promises happen. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

async function pass(ms: number): Promise<void> {
  clock.advance(ms);
  await settle();
}

/** The one running process of a camera. */
function processOf(name: CameraName): Scripted {
  const found = running.filter((scripted) => scripted.camera === name);
  expect(found).toHaveLength(1);
  return found[0] ?? expect.fail();
}

const seeing = (): { frames: (Buffer | null)[]; viewer: (jpeg: Buffer | null) => void } => {
  const frames: (Buffer | null)[] = [];
  return { frames, viewer: (jpeg) => frames.push(jpeg) };
};

const cameras = () => running.map((scripted) => scripted.camera).sort();

describe('previews', () => {
  it('have one process for all who look at a camera, and none when nobody does', async () => {
    const [first, second] = [seeing(), seeing()];
    const stopFirst = previews.watch('side', first.viewer);
    await settle();
    expect(previews.states).toEqual({ side: 'starting', top: 'off', front: 'off' });
    processOf('side').frame();
    const stopSecond = previews.watch('side', second.viewer);
    await settle();
    expect(started).toEqual(['side']);
    // Who comes later sees the newest frame at once.
    expect(first.frames).toEqual([JPEG]);
    expect(second.frames).toEqual([JPEG]);
    stopFirst();
    await pass(100);
    processOf('side').frame();
    expect(first.frames).toHaveLength(1);
    expect(second.frames).toHaveLength(2);
    stopSecond();
    await settle();
    expect(running).toEqual([]);
    expect(previews.states.side).toBe('off');
    expect(clock.timers).toEqual([]);
  });

  it('pass at most ten frames a second on', async () => {
    const { frames, viewer } = seeing();
    previews.watch('top', viewer);
    await settle();
    for (let frame = 0; frame < 30; frame++) {
      processOf('top').frame();
      clock.advance(1000 / 30);
    }
    expect(frames.length).toBeGreaterThanOrEqual(8);
    expect(frames.length).toBeLessThanOrEqual(11);
  });

  it('that stall say so, go on with the next frame, and open a camera anew that stays silent', async () => {
    const { frames, viewer } = seeing();
    previews.watch('side', viewer);
    await settle();
    processOf('side').frame();
    await pass(1400);
    expect(previews.states.side).toBe('live');
    await pass(100);
    expect(previews.states.side).toBe('stalled');
    expect(frames).toEqual([JPEG, null]);
    processOf('side').frame();
    expect(previews.states.side).toBe('live');
    expect(frames).toEqual([JPEG, null, JPEG]);
    await pass(6000);
    expect(running).toEqual([]);
    expect(frames.at(-1)).toBeNull();
    await pass(1000);
    processOf('side').frame();
    expect(previews.states.side).toBe('live');
    expect(started).toEqual(['side', 'side']);
  });

  it('give their cameras up for a capture before it starts, and come back when the last one is done', async () => {
    const { frames, viewer } = seeing();
    previews.watch('side', viewer);
    previews.watch('front', viewer);
    await settle();
    processOf('side').frame();
    const resume = await previews.pause();
    expect(running).toEqual([]);
    expect(frames).toEqual([JPEG, null]);
    expect(previews.states).toEqual({ side: 'paused', top: 'off', front: 'paused' });
    const resumeOther = await previews.pause();
    resume();
    resume();
    await settle();
    expect(running).toEqual([]);
    resumeOther();
    await settle();
    expect(cameras()).toEqual(['front', 'side']);
    processOf('side').frame();
    expect(frames).toEqual([JPEG, null, JPEG]);
  });

  it('start nothing where the pause comes while they are about to start', async () => {
    previews.watch('side', seeing().viewer);
    const resume = await previews.pause();
    await settle();
    expect(started).toEqual([]);
    resume();
    await settle();
    expect(cameras()).toEqual(['side']);
  });

  it('take turns where the bus does not carry all of them', async () => {
    for (const name of CAMERA_NAMES) previews.watch(name, seeing().viewer);
    await settle();
    for (const name of ['side', 'top'] as const) processOf(name).frame();
    processOf('front').end(NO_SPACE);
    await settle();
    expect(previews.states).toEqual({ side: 'live', top: 'live', front: 'waiting' });
    expect(cameras()).toEqual(['side', 'top']);
    const shown = new Set<string>();
    for (let turn = 0; turn < 3; turn++) {
      for (const scripted of running) scripted.frame();
      await pass(1400);
      for (const scripted of running) scripted.frame();
      await pass(1400);
      for (const scripted of running) scripted.frame();
      await pass(1200);
      expect(running).toHaveLength(2);
      for (const name of cameras()) shown.add(name);
      expect(Object.values(previews.states).filter((state) => state === 'waiting')).toHaveLength(1);
    }
    expect(shown).toEqual(new Set(CAMERA_NAMES));
  });

  it('are tried again one by one where a camera gets no bandwidth even alone', async () => {
    previews.watch('side', seeing().viewer);
    await settle();
    processOf('side').end(NO_SPACE);
    await settle();
    expect(previews.states.side).toBe('stalled');
    await pass(1000);
    expect(started).toEqual(['side', 'side']);
  });

  it('wait for a camera that is away without starting a process', async () => {
    missing.add('top');
    previews.watch('top', seeing().viewer);
    await settle();
    for (let second = 0; second < 5; second++) await pass(1000);
    expect(started).toEqual([]);
    expect(previews.states.top).toBe('stalled');
    missing.clear();
    await pass(1000);
    processOf('top').frame();
    expect(previews.states.top).toBe('live');
    processOf('top').end('[error] /dev/top: No such device');
    missing.add('top');
    await settle();
    expect(previews.states.top).toBe('stalled');
  });

  it('are all gone after the end, with their timers', async () => {
    const { frames, viewer } = seeing();
    for (const name of CAMERA_NAMES) previews.watch(name, viewer);
    await settle();
    const late = processOf('side');
    late.frame();
    await previews.stop();
    late.frame();
    expect(frames).toEqual([JPEG]);
    expect(running).toEqual([]);
    expect(clock.timers).toEqual([]);
    expect(previews.states).toEqual({ side: 'off', top: 'off', front: 'off' });
    expect(changes.at(-1)).toBe('off off off');
  });
});
