import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#engine/platform/clock';
import { Processes, type RunningProcess } from '#engine/platform/processes';
import { bundle } from '#support/bundle';
import { faultOf, runs, temporaryFolder, until } from '#support/capture';

const processes = new Processes(systemClock);
afterEach(() => {
  expect(processes.runningIds).toEqual([]);
});

/** Starts a shell script that first prints numbers, such as process ids; gives them when they have come. */
async function startScript(script: string): Promise<{ running: RunningProcess; numbers: number[] }> {
  let numbers: number[] = [];
  const running = processes.start('sh', ['-c', script], {
    onOutputLine: (line) => {
      numbers = line.split(' ').map(Number);
    },
  });
  await until(() => numbers.length > 0);
  return { running, numbers };
}

describe('Processes.start', () => {
  it('hands over the lines of both outputs, and the end', async () => {
    const lines: string[] = [];
    const running = processes.start('sh', ['-c', 'echo one; echo two >&2; printf three; exit 3'], {
      onOutputLine: (line) => lines.push(`out ${line}`),
      onErrorLine: (line) => lines.push(`err ${line}`),
    });
    expect(processes.runningIds).toEqual([running.pid]);
    expect(await running.ended).toEqual({ code: 3, signal: null });
    expect(lines.sort()).toEqual(['err two', 'out one', 'out three']);
  });

  it('ends with 127 where the program is not installed', async () => {
    expect(await processes.start('no-such-program', [], {}).ended).toEqual({ code: 127, signal: null });
  });

  it('says that setpriv is missing where it is', async () => {
    const without = new Processes(systemClock, (_command, args, options) =>
      spawn('/no/setpriv', args, options),
    );
    expect(() => without.start('true', [], {})).toThrow('setpriv is not installed');
    expect(await faultOf(without.run('true', [], { timeoutMs: 1000 }))).toMatchObject({
      code: 'FFMPEG_MISSING',
      parameters: { program: 'setpriv', package: 'util-linux' },
    });
  });
});

describe('stop', () => {
  it('ends the whole group: children too', async () => {
    const { running, numbers } = await startScript('sleep 1000 & sleep 1000 & echo $! $$; wait');
    expect(await running.stop()).toEqual({ code: null, signal: 'SIGTERM' });
    for (const pid of numbers) await until(async () => !(await runs(pid)));
  });

  it('ends what does not listen to SIGTERM, after the time it was given', async () => {
    const { running, numbers } = await startScript(`trap '' TERM; sleep 1000 & echo $! $$; wait; wait`);
    const start = systemClock.monotonicMs();
    expect(await running.stop(200)).toEqual({ code: null, signal: 'SIGKILL' });
    expect(systemClock.monotonicMs() - start).toBeGreaterThanOrEqual(199);
    for (const pid of numbers) await until(async () => !(await runs(pid)));
  });

  it('ends what is frozen', async () => {
    const { running } = await startScript('echo 1; sleep 1000');
    process.kill(-running.pid, 'SIGSTOP');
    await until(async () => (await readFile(`/proc/${running.pid}/stat`, 'utf8')).includes(') T '));
    expect(await running.stop(50)).toMatchObject({ signal: 'SIGKILL' });
  });

  it('may be called twice, and after the end', async () => {
    const { running } = await startScript('echo 1; exec sleep 1000');
    const ends = await Promise.all([running.stop(), running.stop()]);
    expect(ends).toEqual([await running.ended, await running.ended]);
    expect(await running.stop()).toEqual(ends[0]);
  });

  it('leaves processes alone that were started elsewhere', async () => {
    const others = spawn('sleep', ['1000'], { stdio: 'ignore' });
    await startScript('echo 1; exec sleep 1000');
    await startScript('echo 1; exec sleep 1000');
    await processes.stopAll();
    expect(await runs(others.pid ?? 0)).toBe(true);
    others.kill();
    await once(others, 'exit');
  });
});

describe('Processes.run', () => {
  it('gives all output, and feeds the input', async () => {
    const input = Buffer.alloc(300_000, 'goat');
    const done = await processes.run('sh', ['-c', 'cat; echo warned >&2'], { timeoutMs: 10_000, input });
    expect(done).toMatchObject({ code: 0, signal: null, stderr: 'warned\n' });
    expect(done.stdout.equals(input)).toBe(true);
  });

  it('stands a program that does not read its input', async () => {
    const input = Buffer.alloc(300_000);
    expect(await processes.run('true', [], { timeoutMs: 10_000, input })).toMatchObject({ code: 0 });
  });

  it('ends a program that has said enough', async () => {
    const script = 'echo one; echo two; echo three; exec sleep 1000';
    const isEnough = (printed: string) => printed.includes('two');
    const done = await processes.run('sh', ['-c', script], { timeoutMs: 10_000, isEnough });
    expect(done).toMatchObject({ code: null, signal: 'SIGTERM' });
    expect(done.stdout.toString()).toMatch(/^one\ntwo\n/);
  });

  it('ends a program that takes too long', async () => {
    expect(await processes.run('sleep', ['1000'], { timeoutMs: 50 })).toMatchObject({ signal: 'SIGTERM' });
  });

  it('ends a program when it is aborted, and rejects with the reason', async () => {
    const aborting = new AbortController();
    const reason = new Error('cancelled');
    const done = processes.run('sleep', ['1000'], { timeoutMs: 10_000, signal: aborting.signal });
    aborting.abort(reason);
    await expect(done).rejects.toBe(reason);
  });

  it('names the Debian package of a program that is not installed', async () => {
    expect(await faultOf(processes.run('no-such-program', [], { timeoutMs: 10_000 }))).toMatchObject({
      code: 'FFMPEG_MISSING',
      parameters: { program: 'no-such-program' },
    });
  });
});

describe('when this program is killed', () => {
  it('the kernel ends what it has started', async () => {
    const folder = await temporaryFolder('orphans');
    const script = await bundle(fileURLToPath(new URL('processesParent.ts', import.meta.url)), folder);
    const parent = spawn(process.execPath, [path.resolve(script)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const line: unknown = (await once(createInterface({ input: parent.stdout }), 'line'))[0];
    const children = String(line).split(' ').map(Number);
    expect(children).toHaveLength(2);
    for (const pid of children) expect(await runs(pid)).toBe(true);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    for (const pid of children) await until(async () => !(await runs(pid)));
    await rm(folder, { recursive: true });
  });
});
