import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { healthAnswerSchema, recordAnswerSchema, statusAnswerSchema } from '#contract/captureApi';
import type { CameraName } from '#contract/cameras';
import { errorAnswerSchema, type ErrorAnswer } from '#contract/errors';
import { PREVIEW_BOUNDARY } from '#contract/preview';
import type { Session } from '#contract/session';
import { sessionOf } from '#support/uploadedGoat';
import { until } from '../package/machine';
import { asUser } from './devices';

const exec = promisify(execFile);

/** The user that the program runs as; it is in the group `video`. */
export const USER = 'pi';
export const DATA_DIR = `/home/${USER}/goats`;
const API = 'http://127.0.0.1:5001';
/** An emulated processor loads the program in some 10 s. */
const START_LIMIT_SEC = 120;
/** For a session at full size and its checks. */
const SESSION_LIMIT_SEC = 180;

/** What curl got. */
interface Answer {
  status: number;
  body: unknown;
}

/** Asks the API as the README does, by curl. */
export async function curl(path: string, json?: object): Promise<Answer> {
  const post = ['-X', 'POST', '-H', 'Content-Type: application/json', '-d', JSON.stringify(json)];
  const { stdout } = await exec('curl', [
    '-sS',
    '-w',
    '\n%{http_code}',
    ...(json ? post : []),
    `${API}${path}`,
  ]);
  const [, body = '', status] = /^(.*)\n(\d+)$/s.exec(stdout) ?? [];
  return { status: Number(status), body: JSON.parse(body) as unknown };
}

/** Starts the capture of a goat. */
export async function record(goatId: string): Promise<void> {
  const { status, body } = await curl('/record', { goat_id: goatId });
  assert.equal(status, 200, JSON.stringify(body));
  recordAnswerSchema.parse(body);
}

/** The answer to a capture that may not start. */
export async function refused(goatId: string): Promise<ErrorAnswer> {
  const { status, body } = await curl('/record', { goat_id: goatId });
  assert.equal(status, 503, JSON.stringify(body));
  return errorAnswerSchema.parse(body);
}

/** The session of a goat once it is delivered, or has failed. */
export async function ended(goatId: string, dataDir = DATA_DIR): Promise<Session> {
  const isOver = async () => ['uploaded', 'failed'].includes((await sessionOf(dataDir, goatId)).state);
  await until(isOver, `the session of goat ${goatId} is over`, SESSION_LIMIT_SEC);
  return sessionOf(dataDir, goatId);
}

/** Resolves when a camera has so many pictures in the running capture. */
export async function hasImages(camera: CameraName, count: number): Promise<void> {
  await until(
    async () => {
      const status = statusAnswerSchema.parse(await (await fetch(`${API}/status`)).json());
      assert.equal(status.active, true, `the capture runs: ${JSON.stringify(status.last_result)}`);
      return status.cameras[camera].images >= count;
    },
    `${camera} has ${count} pictures`,
    SESSION_LIMIT_SEC,
  );
}

/** Resolves once the program answers and all cameras are ready. */
export async function isReady(check: () => void = () => undefined): Promise<void> {
  await until(
    async () => {
      check();
      const health = await fetch(`${API}/health`).catch(() => null);
      return health !== null && healthAnswerSchema.parse(await health.json()).status === 'ok';
    },
    'the program answers and the cameras are ready',
    START_LIMIT_SEC,
  );
}

/** The built program in the guest. */
export class GuestApp {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Starts it with settings, and waits until all cameras are ready. Its log goes to the host. */
  static async start(settings: Record<string, string>): Promise<GuestApp> {
    await mkdir(DATA_DIR, { recursive: true });
    await exec('chown', ['-R', `${USER}:${USER}`, DATA_DIR]);
    const environment = { HOME: `/home/${USER}`, DATA_DIR, STORE: 'folder', ...settings };
    const log = openSync('/mnt/out/app.log', 'a');
    const child = asUser(USER, process.execPath, ['app/out/main/headless.js'], environment, log);
    await isReady(() => {
      assert.equal(child.exitCode, null, 'the program runs');
    });
    return new GuestApp(child);
  }

  /** Ends it in order. */
  async stop(): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    assert.deepEqual(await exited, [0, null]);
  }

  /** Ends it as a crash does. */
  async kill(): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }
}

/** The live pictures that a camera sends to a viewer in so many seconds. */
export async function previewFrames(camera: CameraName, seconds: number): Promise<Buffer[]> {
  const args = ['-sS', '--max-time', String(seconds), `${API}/preview/${camera}`];
  const child = spawn('curl', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const stream = await buffer(child.stdout);
  const begin = `--${PREVIEW_BOUNDARY}\r\nContent-Type: image/jpeg\r\n\r\n`;
  const frames: Buffer[] = [];
  let start = begin.length;
  for (let end = stream.indexOf(begin, start); end !== -1; end = stream.indexOf(begin, start)) {
    frames.push(stream.subarray(start, end - '\r\n'.length));
    start = end + begin.length;
  }
  return frames;
}
