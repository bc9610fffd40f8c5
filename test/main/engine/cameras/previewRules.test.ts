import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CAMERA_NAMES, type CameraName } from '#contract/cameras';
import { NO_SPACE, FakePreviews, settle } from '#support/fakePreviews';

it('previews keep to the rules whatever happens: one process a camera, none that nobody sees, none in a capture', async () => {
  const name = fc.constantFrom(...CAMERA_NAMES);
  const event = fc.oneof(
    fc.record({ kind: fc.constantFrom('look', 'leave', 'frame', 'end', 'starve', 'lose', 'find'), name }),
    fc.record({ kind: fc.constantFrom('pause', 'resume'), name: fc.constant('side' as const) }),
    fc.record({ kind: fc.constant('pass'), ms: fc.integer({ min: 1, max: 7000 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 40 }), async (events) => {
      const test = new FakePreviews();
      const { previews, clock, missing } = test;
      const looking: { name: CameraName; stop: () => void }[] = [];
      const pauses: (() => void)[] = [];
      for (const event of events) {
        if ('ms' in event) clock.advance(event.ms);
        else if (event.kind === 'look')
          looking.push({ name: event.name, stop: previews.watch(event.name, () => undefined) });
        else if (event.kind === 'leave') looking.shift()?.stop();
        else if (event.kind === 'pause') pauses.push(await previews.pause());
        else if (event.kind === 'resume') pauses.shift()?.();
        else if (event.kind === 'lose') missing.add(event.name);
        else if (event.kind === 'find') missing.delete(event.name);
        else {
          const found = test.running.find((scripted) => scripted.camera === event.name);
          if (event.kind === 'frame') found?.frame();
          else found?.end(event.kind === 'starve' ? NO_SPACE : undefined);
        }
        await settle();
        expect(new Set(test.cameras).size).toBe(test.running.length);
        const seen = new Set<string>(looking.map((viewer) => viewer.name));
        expect(test.cameras.filter((other) => !seen.has(other))).toEqual([]);
        if (pauses.length > 0) expect(test.running).toEqual([]);
      }
      // With all well again, all that is looked at is shown before long.
      missing.clear();
      for (const resume of pauses) resume();
      for (let second = 0; second < 30; second++) {
        await test.pass(1000);
        for (const scripted of test.running) scripted.frame();
      }
      const wanted = new Set(looking.map((viewer) => viewer.name));
      for (const other of wanted) expect(['live', 'waiting']).toContain(previews.states[other]);
      expect(wanted.size === 0 || test.running.length > 0).toBe(true);
      await previews.stop();
      expect(test.running).toEqual([]);
      expect(clock.timers).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
