import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseJpeg } from '../../../../src-main/engine/capture/jpeg';
import { NewestPictures } from '../../../../src-main/engine/capture/newestPictures';
import { systemClock } from '../../../../src-main/engine/clock';
import { Processes, type FinishedProcess } from '../../../../src-main/engine/processes';
import { temporaryFolder, until } from '../../../capture';
import { makeFilm } from '../../../frames';
import { noLog } from '../../../sessions';

let root: string;
let picture: string;
let broken: string;
beforeAll(async () => {
  root = await temporaryFolder('newest');
  await mkdir(root, { recursive: true });
  const [first = ''] = await makeFilm(root, { camera: 'side', width: 320, height: 240, count: 1 });
  picture = first;
  broken = path.join(root, 'broken.jpg');
  await writeFile(broken, 'no picture');
});
afterAll(() => rm(root, { recursive: true }));

describe('the small one of the newest picture', () => {
  it('is there for as long as it is the newest', async () => {
    let changes = 0;
    const newest = new NewestPictures({ processes: new Processes(systemClock), log: noLog }, () => {
      changes += 1;
    });
    newest.add('side', { sessionId: 'a', number: 1, file: picture });
    await until(() => changes === 1);
    expect(newest.numbers('a')).toEqual({ side: 1, top: null, front: null });
    expect(newest.numbers('b')).toEqual({ side: null, top: null, front: null });
    const jpeg = newest.find({ sessionId: 'a', number: 1 }, 'side') ?? Buffer.alloc(0);
    expect(parseJpeg(jpeg)).toMatchObject({ ok: true, jpeg: { width: 40, height: 30, ending: 'marked' } });
    newest.add('side', { sessionId: 'a', number: 2, file: picture });
    await until(() => changes === 2);
    expect(newest.numbers('a').side).toBe(2);
    expect(newest.find({ sessionId: 'a', number: 1 }, 'side')).toBeNull();
    expect(newest.find({ sessionId: 'b', number: 2 }, 'side')).toBeNull();
    expect(newest.find({ sessionId: 'a', number: 2 }, 'top')).toBeNull();
  });

  it('is left out where the picture is gone or broken, and the next one is made', async () => {
    let changes = 0;
    const newest = new NewestPictures({ processes: new Processes(systemClock), log: noLog }, () => {
      changes += 1;
    });
    newest.add('top', { sessionId: 'a', number: 1, file: path.join(root, 'gone.jpg') });
    newest.add('side', { sessionId: 'a', number: 1, file: broken });
    newest.add('front', { sessionId: 'a', number: 1, file: picture });
    await until(() => changes === 1);
    expect(newest.numbers('a')).toEqual({ side: null, top: null, front: 1 });
  });

  it('is made one at a time, with the lowest priority, and what comes too late is left out', async () => {
    const commands: string[] = [];
    const ends: (() => void)[] = [];
    const run = (program: string, args: readonly string[]): Promise<FinishedProcess> => {
      commands.push([program, ...args].join(' '));
      return new Promise((resolve) => {
        ends.push(() => {
          resolve({ code: 0, signal: null, stdout: Buffer.from('made'), stderr: '' });
        });
      });
    };
    const newest = new NewestPictures({ processes: { run }, log: noLog }, () => undefined);
    for (const number of [1, 2, 3]) {
      newest.add('side', { sessionId: 'a', number, file: `side/${String(number)}.jpg` });
      newest.add('top', { sessionId: 'a', number, file: `top/${String(number)}.jpg` });
    }
    for (let step = 1; step <= 6; step += 1) {
      await until(() => commands.length === step);
      ends[step - 1]?.();
    }
    await until(() => newest.numbers('a').side === 3);
    expect(newest.numbers('a')).toEqual({ side: 3, top: 3, front: null });
    const read = commands
      .filter((command) => command.includes('djpeg'))
      .map((command) => command.split(' ').at(-1));
    expect(read).toEqual(['side/1.jpg', 'top/3.jpg', 'side/3.jpg']);
    expect(commands.every((command) => command.startsWith('nice -n 19 '))).toBe(true);
  });
});

it('ends with the capture, and leaves no process behind', async () => {
  const processes = new Processes(systemClock);
  const newest = new NewestPictures({ processes, log: noLog }, () => undefined);
  newest.add('side', { sessionId: 'a', number: 1, file: picture });
  newest.add('top', { sessionId: 'a', number: 1, file: picture });
  expect(processes.runningIds).toHaveLength(1);
  await newest.end();
  expect(processes.runningIds).toEqual([]);
  expect(newest.numbers('a')).toEqual({ side: null, top: null, front: null });
  newest.add('front', { sessionId: 'b', number: 1, file: picture });
  await until(() => newest.numbers('b').front === 1);
});

it('leaves the picture itself as it is', async () => {
  const before = await readFile(picture);
  let isMade = false;
  const newest = new NewestPictures({ processes: new Processes(systemClock), log: noLog }, () => {
    isMade = true;
  });
  newest.add('side', { sessionId: 'a', number: 1, file: picture });
  await until(() => isMade);
  expect(await readFile(picture)).toEqual(before);
});
