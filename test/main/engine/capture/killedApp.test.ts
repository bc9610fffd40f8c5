import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { statusAnswerSchema } from '#contract/captureApi';
import { sessionSchema } from '#contract/session';
import { descendants, runs, until } from '#support/capture';
import { SHORT_CAPTURE } from '#support/engine';
import { programForTests, startProgram } from '#support/program';

const program = programForTests();

interface Running {
  child: ChildProcess;
  pid: number;
  url: string;
}

/** Starts the program, with captures that last. */
async function start(): Promise<Running> {
  const settings = Object.fromEntries(
    Object.entries(SHORT_CAPTURE).map(([name, value]) => [name, String(value)]),
  );
  const env = { ...process.env, ...settings, NUM_IMAGES: '30' };
  const { child, port } = await startProgram(program, env);
  if (child.pid === undefined) throw new Error('the program did not start');
  return { child, pid: child.pid, url: `http://localhost:${port}` };
}

const post = async (url: string, body: unknown) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const statusOf = async ({ url }: Running) =>
  statusAnswerSchema.parse(z.unknown().parse(await (await fetch(`${url}/status`)).json()));

it(
  'killed with -9 in the middle of a capture leaves no process, and starts again',
  { timeout: 60_000 },
  async () => {
    const { dataDir } = program;
    const first = await start();
    expect((await post(`${first.url}/record`, { goat_id: 17 })).status).toBe(200);
    await until(async () => (await statusOf(first)).cameras.front.images > 0);
    const children = await descendants(first.pid);
    expect(children.length).toBeGreaterThanOrEqual(3);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    for (const pid of children) await until(async () => !(await runs(pid)));

    const second = await start();
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
