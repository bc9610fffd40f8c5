import { beforeEach, describe, expect, it } from 'vitest';
import { CAMERA_NAMES, type CameraName } from '#contract/cameras';
import { JPEG, NO_SPACE, FakePreviews, settle, type Scripted } from '#support/fakePreviews';

let test: FakePreviews;

beforeEach(() => {
  test = new FakePreviews();
});

/** The one running process of a camera. */
function processOf(name: CameraName): Scripted {
  const found = test.running.filter((scripted) => scripted.camera === name);
  expect(found).toHaveLength(1);
  return found[0] ?? expect.fail();
}

const seeing = (): { frames: (Buffer | null)[]; viewer: (jpeg: Buffer | null) => void } => {
  const frames: (Buffer | null)[] = [];
  return { frames, viewer: (jpeg) => frames.push(jpeg) };
};

describe('previews', () => {
  it('have one process for all who look at a camera, and none when nobody does', async () => {
    const [first, second] = [seeing(), seeing()];
    const stopFirst = test.previews.watch('side', first.viewer);
    await settle();
    expect(test.previews.states).toEqual({ side: 'starting', top: 'off', front: 'off' });
    processOf('side').frame();
    const stopSecond = test.previews.watch('side', second.viewer);
    await settle();
    expect(test.started).toEqual(['side']);
    // Who comes later sees the newest frame at once.
    expect(first.frames).toEqual([JPEG]);
    expect(second.frames).toEqual([JPEG]);
    stopFirst();
    await test.pass(100);
    processOf('side').frame();
    expect(first.frames).toHaveLength(1);
    expect(second.frames).toHaveLength(2);
    stopSecond();
    await settle();
    expect(test.running).toEqual([]);
    expect(test.previews.states.side).toBe('off');
    expect(test.clock.timers).toEqual([]);
  });

  it('pass at most ten frames a second on', async () => {
    const { frames, viewer } = seeing();
    test.previews.watch('top', viewer);
    await settle();
    for (let frame = 0; frame < 30; frame++) {
      processOf('top').frame();
      test.clock.advance(1000 / 30);
    }
    expect(frames.length).toBeGreaterThanOrEqual(8);
    expect(frames.length).toBeLessThanOrEqual(11);
  });

  it('that stall say so, go on with the next frame, and open a camera anew that stays silent', async () => {
    const { frames, viewer } = seeing();
    test.previews.watch('side', viewer);
    await settle();
    processOf('side').frame();
    await test.pass(1400);
    expect(test.previews.states.side).toBe('live');
    await test.pass(100);
    expect(test.previews.states.side).toBe('stalled');
    expect(frames).toEqual([JPEG, null]);
    processOf('side').frame();
    expect(test.previews.states.side).toBe('live');
    expect(frames).toEqual([JPEG, null, JPEG]);
    await test.pass(6000);
    expect(test.running).toEqual([]);
    expect(frames.at(-1)).toBeNull();
    await test.pass(1000);
    processOf('side').frame();
    expect(test.previews.states.side).toBe('live');
    expect(test.started).toEqual(['side', 'side']);
  });

  it('give their cameras up for a capture before it starts, and come back when the last one is done', async () => {
    const { frames, viewer } = seeing();
    test.previews.watch('side', viewer);
    test.previews.watch('front', viewer);
    await settle();
    processOf('side').frame();
    const resume = await test.previews.pause();
    expect(test.running).toEqual([]);
    expect(frames).toEqual([JPEG, null]);
    expect(test.previews.states).toEqual({ side: 'paused', top: 'off', front: 'paused' });
    const resumeOther = await test.previews.pause();
    resume();
    resume();
    await settle();
    expect(test.running).toEqual([]);
    resumeOther();
    await settle();
    expect(test.cameras).toEqual(['front', 'side']);
    processOf('side').frame();
    expect(frames).toEqual([JPEG, null, JPEG]);
  });

  it('let a capture begin though one of their processes hangs', async () => {
    test.previews.watch('side', seeing().viewer);
    await settle();
    test.stuck = true;
    let paused = false;
    void test.previews.pause().then(() => (paused = true));
    await test.pass(1999);
    expect(paused).toBe(false);
    await test.pass(1);
    expect(paused).toBe(true);
  });

  it('start nothing where the pause comes while they are about to start', async () => {
    test.previews.watch('side', seeing().viewer);
    const resume = await test.previews.pause();
    await settle();
    expect(test.started).toEqual([]);
    resume();
    await settle();
    expect(test.cameras).toEqual(['side']);
  });

  it('take turns where the bus does not carry all of them', async () => {
    for (const name of CAMERA_NAMES) test.previews.watch(name, seeing().viewer);
    await settle();
    for (const name of ['side', 'top'] as const) processOf(name).frame();
    processOf('front').end(NO_SPACE);
    await settle();
    expect(test.previews.states).toEqual({ side: 'live', top: 'live', front: 'waiting' });
    expect(test.cameras).toEqual(['side', 'top']);
    const shown = new Set<string>();
    for (let turn = 0; turn < 3; turn++) {
      for (const scripted of test.running) scripted.frame();
      await test.pass(1400);
      for (const scripted of test.running) scripted.frame();
      await test.pass(1400);
      for (const scripted of test.running) scripted.frame();
      await test.pass(1200);
      expect(test.running).toHaveLength(2);
      for (const name of test.cameras) shown.add(name);
      expect(Object.values(test.previews.states).filter((state) => state === 'waiting')).toHaveLength(1);
    }
    expect(shown).toEqual(new Set(CAMERA_NAMES));
  });

  it('are tried again one by one where a camera gets no bandwidth even alone', async () => {
    test.previews.watch('side', seeing().viewer);
    await settle();
    processOf('side').end(NO_SPACE);
    await settle();
    expect(test.previews.states.side).toBe('stalled');
    await test.pass(1000);
    expect(test.started).toEqual(['side', 'side']);
  });

  it('are tried less and less often where a camera never shows anything', async () => {
    test.previews.watch('side', seeing().viewer);
    await settle();
    for (const pauseMs of [1000, 2000, 4000, 8000, 16_000, 16_000]) {
      processOf('side').end('[error] /dev/side: Not a video capture device.');
      await settle();
      await test.pass(pauseMs - 1);
      expect(test.running).toEqual([]);
      await test.pass(1);
    }
    processOf('side').frame();
    processOf('side').end('[error] /dev/side: No such device');
    await settle();
    await test.pass(1000);
    expect(test.cameras).toEqual(['side']);
  });

  it('wait for a camera that is away without starting a process', async () => {
    test.missing.add('top');
    test.previews.watch('top', seeing().viewer);
    await settle();
    for (let second = 0; second < 5; second++) await test.pass(1000);
    expect(test.started).toEqual([]);
    expect(test.previews.states.top).toBe('stalled');
    test.missing.clear();
    await test.pass(1000);
    processOf('top').frame();
    expect(test.previews.states.top).toBe('live');
    processOf('top').end('[error] /dev/top: No such device');
    test.missing.add('top');
    await settle();
    expect(test.previews.states.top).toBe('stalled');
  });

  it('are all gone after the end, with their timers', async () => {
    const { frames, viewer } = seeing();
    for (const name of CAMERA_NAMES) test.previews.watch(name, viewer);
    await settle();
    const late = processOf('side');
    late.frame();
    await test.previews.stop();
    late.frame();
    expect(frames).toEqual([JPEG]);
    expect(test.running).toEqual([]);
    expect(test.clock.timers).toEqual([]);
    expect(test.previews.states).toEqual({ side: 'off', top: 'off', front: 'off' });
    expect(test.changes.at(-1)).toBe('off off off');
  });
});
