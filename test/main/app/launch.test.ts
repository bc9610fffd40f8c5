import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import packageJson from '../../../package.json';
import { healthAnswerSchema } from '#contract/captureApi';
import { held, send } from '#support/api';
import { programForTests } from '#support/program';

const program = programForTests();

let started: ChildProcess[];
beforeEach(() => {
  started = [];
});
afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
});

/** Starts the built program without a window, on plain Node. */
function start(args: string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [program.headless, ...args], {
    env: { PATH: process.env.PATH, HOME: program.dataDir, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  const ended = once(child, 'close').then(([code]: unknown[]) => code);
  let lines = '';
  child.stderr.on('data', (bytes: Buffer) => (lines += bytes.toString()));
  /** Resolves when it has said something on stderr. */
  const said = async (wanted: RegExp): Promise<string[]> => {
    for (let found = wanted.exec(lines); ; found = wanted.exec(lines)) {
      if (found) return found;
      if (child.exitCode !== null) throw new Error(`it ended and never said ${String(wanted)}: ${lines}`);
      await Promise.race([once(child.stderr, 'data'), ended]);
    }
  };
  return { child, ended, said, stdout: text(child.stdout), stderr: text(child.stderr) };
}

const SMALL = { IMAGE_WIDTH: '320', IMAGE_HEIGHT: '240', MIN_IMAGE_BYTES: '1000', STORE: 'folder' };

/** Starts it on small simulated cameras; resolves with its port when it is ready. */
async function startReady(args: string[] = [], environment: Record<string, string> = {}) {
  const all = ['--data-dir', program.dataDir, '--port', '0', `--simulate=${program.frameFolders}`, ...args];
  const running = start(all, { ...SMALL, ...environment });
  const [, port] = await running.said(/ready: http:\/\/localhost:(\d+)/);
  return { ...running, port: Number(port) };
}

/** The first line on stderr of a start that must fail. */
async function refusalOf(args: string[], environment: Record<string, string> = {}): Promise<string> {
  const { ended, stdout, stderr } = start(args, environment);
  expect(await ended).toBe(1);
  expect(await stdout).toBe('');
  const lines = (await stderr).trimEnd().split('\n');
  expect(lines.join('\n')).not.toContain('    at ');
  return lines.at(-1) ?? '';
}

describe('the program', () => {
  it('tells its version and its flags, and touches nothing', async () => {
    const version = start(['--version', '--data-dir', program.dataDir]);
    expect(await version.ended).toBe(0);
    expect(await version.stdout).toBe(`${packageJson.version}\n`);
    const help = start(['--help']);
    expect(await help.ended).toBe(0);
    expect(await help.stdout).toContain('--simulate[=FOLDER]');
    expect(await readdir(program.dataDir)).toEqual([]);
  });

  it.each<[string[], Record<string, string>, RegExp]>([
    [['--no-such-flag'], {}, /^The command line cannot be understood: .*--no-such-flag/],
    [
      ['--port', 'http'],
      {},
      /^The setting PORT cannot be "http"\. Allowed is a whole number from 0 to 65535\.$/,
    ],
    [
      [],
      { NUM_IMAGES: '0' },
      /^The setting NUM_IMAGES cannot be "0"\. Allowed is a whole number from 1 to 99/,
    ],
    [
      ['--host', '192.0.2.1', '--port', '0'],
      {},
      /^The setting HOST cannot be "192\.0\.2\.1"\. Allowed is an address of this machine\.$/,
    ],
    [['--simulate=/no/such/folder'], {}, /^The folder \/no\/such\/folder\/side cannot be used/],
    [['--data-dir', '/dev/null/goats'], {}, /^The folder \/dev\/null\/goats cannot be used/],
  ])('does not start with %j and %j, and says why', async (args, environment, line) => {
    const all = args.includes('--data-dir') ? args : [...args, '--data-dir', program.dataDir];
    expect(await refusalOf(all, { STORE: 'folder', ...environment })).toMatch(line);
  });

  it('starts after a downgrade, and tells which saved settings it does not know', async () => {
    await writeFile(path.join(program.dataDir, 'settings.json'), '{"ZOOM": "2", "REVIEW_SEC": "5"}');
    const { child, ended, stderr } = await startReady();
    child.kill();
    await ended;
    const warnings = (await stderr).split('\n').filter((line) => line.includes('of a newer version'));
    expect(warnings).toHaveLength(1);
    expect(JSON.parse(warnings[0] ?? '')).toMatchObject({ level: 'warn', names: ['ZOOM'] });
  });

  it('runs once for a data directory, and tells a second start who holds it', async () => {
    const first = await startReady();
    const line = await refusalOf(['--data-dir', program.dataDir, '--port', '0']);
    expect(line).toContain(`The data folder ${program.dataDir} is in use by process ${first.child.pid}`);
    first.child.kill('SIGKILL');
    await first.ended;
    const next = await startReady();
    expect(held(healthAnswerSchema, await send(next.port, '/health')).simulated).toBe(true);
  });

  it('falls back to simulated cameras and a folder where it is tried out, and only there', async () => {
    const args = ['--data-dir', program.dataDir, '--port', '0'];
    const wished = { ...SMALL, STORE: 's3' };
    const startAndAsk = async (flags: string[]) => {
      const running = start([...args, ...flags], wished);
      const [, port] = await running.said(/ready: http:\/\/localhost:(\d+)/);
      const { simulated } = held(healthAnswerSchema, await send(Number(port), '/health'));
      running.child.kill();
      await running.ended;
      return { simulated, said: await running.stderr };
    };
    const tried = await startAndAsk(['--try-out']);
    expect(tried.simulated).toBe(true);
    expect(tried.said).toContain('no camera is there: simulated cameras take their place');
    expect(tried.said).toContain('there are no keys for S3: pictures are kept in a folder');
    const asked = await startAndAsk(['--try-out', `--simulate=${program.frameFolders}`]);
    expect(asked.simulated).toBe(true);
    expect(asked.said).not.toContain('no camera is there');
    expect((await startAndAsk([])).simulated).toBe(false);
  });

  it('tells who has its port', async () => {
    const owner: Server = createServer().listen(0);
    await once(owner, 'listening');
    const { port } = owner.address() as AddressInfo;
    const line = await refusalOf(['--data-dir', program.dataDir, '--port', String(port)], {
      STORE: 'folder',
    });
    expect(line).toContain(`Port ${port} is in use by`);
    expect(line).toContain(`(process ${process.pid})`);
    owner.close();
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'ends in order at %s, in the middle of a capture',
    async (signal) => {
      const { child, ended, port } = await startReady();
      expect((await send(port, '/record', { method: 'POST', body: { goat_id: 7 } })).status).toBe(200);
      const beganMs = performance.now();
      child.kill(signal);
      expect(await ended).toBe(0);
      expect(performance.now() - beganMs).toBeLessThan(5000);
      const [session = ''] = await readdir(path.join(program.dataDir, 'sessions'));
      expect(session).toContain('-7-');
    },
  );

  it('makes a password at the first start and tells it once', async () => {
    const first = await startReady();
    const [, password] = await first.said(/password for other machines is ([a-z2-9-]{14}) /);
    first.child.kill();
    await first.ended;
    const again = await startReady();
    const asked = { method: 'POST', body: { password } };
    expect((await send(again.port, '/login', asked)).status).toBe(200);
    again.child.kill();
    await again.ended;
    expect(await again.stderr).not.toContain('password for other machines');
    const given = await startReady([], { API_PASSWORD: 'given by hand' });
    expect((await send(given.port, '/login', asked)).status).toBe(401);
    given.child.kill();
    expect(await given.stderr).not.toContain('given by hand');
  });
});
