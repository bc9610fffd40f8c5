import { expect, it } from 'vitest';
import { Thumbnails } from '#engine/media/thumbnails';
import type { FinishedProcess } from '#engine/platform/processes';

const DONE: FinishedProcess = { code: 0, signal: null, stdout: Buffer.from('pixels'), stderr: '' };

/** Programs that end only when the test says so. */
class HeldPrograms {
  running = 0;
  most = 0;
  readonly started: string[] = [];
  readonly #ends: ((end: FinishedProcess) => void)[] = [];

  run(_program: string, args: readonly string[]): Promise<FinishedProcess> {
    this.running += 1;
    this.most = Math.max(this.most, this.running);
    this.started.push(args.at(-1) ?? '');
    return new Promise((resolve) => this.#ends.push(resolve));
  }

  /** Ends what has run longest; resolves when what follows from that has been done. */
  async endOne(end: FinishedProcess): Promise<void> {
    this.running -= 1;
    this.#ends.shift()?.(end);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

it('makes a long list of thumbnails with two programs at a time, in the order in which they were asked for', async () => {
  const programs = new HeldPrograms();
  const thumbnails = new Thumbnails(programs);
  const files = Array.from({ length: 12 }, (_, index) => `${index}.jpg`);
  const made = Promise.all(files.map((file) => thumbnails.make(file)));
  while (programs.running > 0) await programs.endOne(DONE);
  expect((await made).map(String)).toEqual(files.map(() => 'pixels'));
  expect(programs.most).toBe(2);
  expect(programs.started.filter((argument) => argument.endsWith('.jpg'))).toEqual(files);
});

it('goes on after one that can not be made', async () => {
  const programs = new HeldPrograms();
  const thumbnails = new Thumbnails(programs);
  const made = Promise.allSettled(['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'].map((file) => thumbnails.make(file)));
  await programs.endOne({ ...DONE, code: 1, stderr: 'no JPEG' });
  await programs.endOne({ ...DONE, code: 1, stderr: 'no JPEG' });
  while (programs.running > 0) await programs.endOne(DONE);
  expect((await made).map(({ status }) => status)).toEqual([
    'rejected',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
  await expect(Promise.race([made, Promise.resolve(null)])).resolves.toBeTruthy();
});
