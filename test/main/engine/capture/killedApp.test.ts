import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { statusAnswerSchema } from '#contract/captureApi';
import { sessionSchema } from '#contract/session';
import { bundle } from '#support/bundle';
import { descendants, makeTestFilms, runs, temporaryFolder, until } from '#support/capture';
import { SHORT_CAPTURE } from '#support/engine';

let root: string;
let program: string;

beforeAll(async () => {
  root = await temporaryFolder('killed');
  await makeTestFilms(path.join(root, 'films'));
  // Beside the program's folder lies the page's.
  const folder = path.join(root, 'out', 'main');
  await mkdir(folder, { recursive: true });
  program = await bundle('src-main/app/headless.ts', folder);
}, 60_000);
afterAll(() => rm(root, { recursive: true }));

interface Running {
  child: ChildProcess;
  pid: number;
  url: string;
}

/** Starts the program without a window, as `goat-capture --headless --simulate=FOLDER` does. */
async function startProgram(dataDir: string): Promise<Running> {
  const settings = Object.fromEntries(
    Object.entries(SHORT_CAPTURE).map(([name, value]) => [name, String(value)]),
  );
  const cameras = [`--simulate=${path.join(root, 'films')}`, '--data-dir', dataDir];
  const child = spawn(
    process.execPath,
    [program, '--headless', ...cameras, '--host', '127.0.0.1', '--port', '0'],
    {
      env: { ...process.env, ...settings, NUM_IMAGES: '30' },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    lines.push(line);
    const url = /ready: (http:\/\/localhost:\d+)/.exec(line)?.[1];
    if (url !== undefined && child.pid !== undefined) {
      child.stderr.resume();
      return { child, pid: child.pid, url };
    }
  }
  throw new Error(`the program did not start:\n${lines.join('\n')}`);
}

const post = async (url: string, body: unknown) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const statusOf = async ({ url }: Running) =>
  statusAnswerSchema.parse(z.unknown().parse(await (await fetch(`${url}/status`)).json()));

it(
  'killed with -9 in the middle of a capture leaves no process, and starts again',
  { timeout: 60_000 },
  async () => {
    const dataDir = path.join(root, 'data');
    const first = await startProgram(dataDir);
    expect((await post(`${first.url}/record`, { goat_id: 17 })).status).toBe(200);
    await until(async () => (await statusOf(first)).cameras.front.images > 0);
    const children = await descendants(first.pid);
    expect(children.length).toBeGreaterThanOrEqual(3);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    for (const pid of children) await until(async () => !(await runs(pid)));

    const second = await startProgram(dataDir);
    const [id = ''] = await readdir(path.join(dataDir, 'sessions'));
    const record = await readFile(path.join(dataDir, 'sessions', id, 'session.json'), 'utf8');
    expect(sessionSchema.parse(JSON.parse(record))).toMatchObject({
      state: 'failed',
      fault: { code: 'INTERRUPTED' },
    });
    expect((await post(`${second.url}/record`, { goat_id: 17 })).status).toBe(200);
    await until(async () => (await statusOf(second)).cameras.front.images > 0);
    second.child.kill('SIGTERM');
    expect(await once(second.child, 'exit')).toEqual([0, null]);
  },
);
