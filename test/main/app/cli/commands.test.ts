import { execFile, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import packageJson from '../../../../package.json';
import { healthAnswerSchema, type HealthAnswer } from '#contract/captureApi';
import { held, send } from '#support/api';
import { programForTests, startProgram } from '#support/program';

const program = programForTests();

let running: ChildProcess | null;
let server: Server | null;
beforeEach(() => {
  running = null;
  server = null;
});
afterEach(() => {
  running?.kill('SIGKILL');
  server?.close();
});

const SMALL = {
  IMAGE_WIDTH: '320',
  IMAGE_HEIGHT: '240',
  MIN_IMAGE_BYTES: '1000',
  NUM_IMAGES: '2',
  CAPTURE_FPS: '5',
  STORE: 'folder',
};
const environment = () => ({ PATH: process.env.PATH, HOME: program.dataDir, ...SMALL });

/** Runs a command of the program to its end. */
function command(...args: string[]): Promise<{ code: unknown; lines: string[] }> {
  const all = [program.headless, ...args, '--data-dir', program.dataDir];
  return new Promise((resolve) => {
    execFile(process.execPath, all, { env: environment() }, (error, stdout) => {
      resolve({ code: error ? error.code : 0, lines: stdout.trimEnd().split('\n') });
    });
  });
}

/** Starts the program; resolves with its port. */
async function startOne(): Promise<number> {
  const started = await startProgram(program, environment());
  running = started.child;
  return started.port;
}

/** A program on a port that tells of a capture for so many answers. */
async function programThatRecords(answers: number): Promise<{ port: string; asked: () => number }> {
  let asked = 0;
  server = createServer((_request, response) => {
    asked += 1;
    const health: HealthAnswer = {
      ...{ status: 'ok', cameras: { side: true, top: true, front: true }, disk_free_mb: 1, simulated: false },
      ...{ version: '1', warnings: [], recording_active: asked <= answers },
    };
    response.end(JSON.stringify(health));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port: String(port), asked: () => asked };
}

describe('--check', () => {
  it('looks itself where the program does not run, names what is wrong, and sends or keeps nothing', async () => {
    const { code, lines } = await command('--check', '--port', '0');
    expect(code).toBe(1);
    expect(lines.slice(0, 2)).toEqual([
      `Goat Training Capture ${packageJson.version}, data in ${program.dataDir}`,
      'It does not run.',
    ]);
    expect(lines[2]).toMatch(
      /^FAIL {2}cameras: The side camera is not there .*\/dev\/camera_side.* Check its cable/,
    );
    expect(lines).toContainEqual(expect.stringMatching(`^WARN {2}store: .*${program.dataDir}/store`));
    expect(await readdir(path.join(program.dataDir, 'sessions'))).toEqual([]);
  });

  it('asks the program that runs, which holds the data folder', async () => {
    const port = await startOne();
    const { code, lines } = await command('--check', '--port', String(port));
    expect(lines[1]).toBe(`It runs, and answers on port ${port}.`);
    expect(lines.filter((line) => line.startsWith('FAIL'))).toEqual([]);
    expect(lines).toContain('ok    plan: side and top, then front, 2 pictures of 320x240 each');
    expect(code).toBe(0);
  });
});

describe('--wait-idle', () => {
  it('returns at once where nothing runs', async () => {
    expect(await command('--wait-idle', '--port', '1')).toMatchObject({ code: 0 });
  });

  it('returns when a capture has ended', async () => {
    const port = await startOne();
    await send(port, '/record', { method: 'POST', body: { goat_id: 5 } });
    expect(held(healthAnswerSchema, await send(port, '/health')).recording_active).toBe(true);
    expect(await command('--wait-idle', '--port', String(port))).toMatchObject({ code: 0 });
    expect(held(healthAnswerSchema, await send(port, '/health')).recording_active).toBe(false);
  });

  it('asks until it is told that none runs', async () => {
    const { port, asked } = await programThatRecords(2);
    expect(await command('--wait-idle', '--port', port)).toMatchObject({ code: 0 });
    expect(asked()).toBe(3);
  });
});

it('--reset-pin takes the PIN away, whether there is one or not', async () => {
  const done = { code: 0, lines: [expect.stringContaining('no PIN any more')] };
  await writeFile(path.join(program.dataDir, 'pin.json'), 'a hash');
  expect(await command('--reset-pin')).toEqual(done);
  expect(await readdir(program.dataDir)).not.toContain('pin.json');
  expect(await command('--reset-pin')).toEqual(done);
});
