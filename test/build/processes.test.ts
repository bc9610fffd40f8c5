import { describe, expect, it } from 'vitest';
import { mustRun, run } from '../../build/setup/processes.mjs';
import { SetupError } from '../../build/setup/say.mjs';

const node = (script: string, options = {}) =>
  run(process.execPath, ['-e', script], { capture: true, ...options });

describe('run', () => {
  it('gives the exit code and what both streams said', async () => {
    const ended = await node('console.log("out"); console.error("err"); process.exitCode = 3');
    expect(ended).toMatchObject({ code: 3, interrupted: false });
    expect(ended.output.split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  it('counts a death by signal as a shell does', async () => {
    expect(await node('process.kill(process.pid, "SIGKILL")')).toMatchObject({ code: 137 });
  });

  it('says 127 for a program that is not there', async () => {
    expect(await run('no-such-program', [], { capture: true })).toMatchObject({ code: 127 });
  });

  it('ends what takes too long', async () => {
    expect(await node('setInterval(() => {}, 1000)', { timeoutMs: 200 })).toMatchObject({ code: 143 });
  });

  it('passes a signal on, waits for the answer to it, and then listens no more', async () => {
    const before = process.listenerCount('SIGHUP');
    const script = `
      process.on('SIGHUP', () => { process.exit(5); });
      setInterval(() => {}, 1000);
      process.kill(process.ppid, 'SIGHUP');`;
    expect(await node(script)).toMatchObject({ code: 5, interrupted: true });
    expect(process.listenerCount('SIGHUP')).toBe(before);
  });
});

describe('mustRun', () => {
  it('gives what was captured', async () => {
    expect(await mustRun('echo', ['well'], { capture: true })).toBe('well\n');
  });

  it('shows what a failing program said, the command and its exit code', async () => {
    const failing = mustRun('sh', ['-c', 'echo the reason >&2; exit 7'], { capture: true });
    await expect(failing).rejects.toThrow(SetupError);
    await expect(failing).rejects.toThrow(/^the reason\n[^]*sh -c [^]*failed \(exit code 7\)/);
  });
});
