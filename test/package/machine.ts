import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

export const USER = 'goat-capture';
export const STATE = '/var/lib/goat-capture';
export const ENVIRONMENT_FILE = '/etc/goat-capture/goat-capture.env';
const POLL_INTERVAL_MS = 200;

/** What run.mjs has built, by the name of its environment variable. */
export function given(name: string): string {
  const value = process.env[name];
  assert.ok(value, `${name} is set by test/package/run.mjs`);
  return value;
}

export interface Ended {
  code: number | null;
  output: string;
}

/** Runs a program to its end, on a system that speaks English and asks no questions. */
export async function run(program: string, ...args: string[]): Promise<Ended> {
  const env = { ...process.env, LC_ALL: 'C.UTF-8', DEBIAN_FRONTEND: 'noninteractive' };
  const child = spawn(program, args, { cwd: '/', env, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = z.tuple([z.number().nullable(), z.unknown()]).parse(await once(child, 'close'));
  // dpkg's lines end as on a terminal.
  return { code, output: (await output).join('').replaceAll('\r', '') };
}

/** Runs a program that has to succeed; gives what it said. */
export async function must(program: string, ...args: string[]): Promise<string> {
  const { code, output } = await run(program, ...args);
  assert.equal(code, 0, `${program} ${args.join(' ')} ended with ${String(code)}:\n${output}`);
  return output;
}

const INSTALL = ['-o', 'DPkg::Lock::Timeout=300', '--yes', '--no-install-recommends'];

/** Installs a package's file as the install page says, and gives what apt said. */
export function install(file: string): Promise<string> {
  return must('apt-get', 'install', ...INSTALL, file);
}

/** A program that runs as the package's user. */
export interface Running {
  /** The id of the program's main process. */
  pid: number;
  /** Ends it by SIGTERM; gives its exit code and what it said. */
  stop(): Promise<Ended>;
}

/** Starts the installed program as its user, as the unit does, and waits until it answers. */
export async function start(...args: string[]): Promise<Running> {
  const { DISPLAY, PATH } = process.env;
  const environment = [`HOME=${STATE}`, `PATH=${PATH ?? ''}`, ...(DISPLAY ? [`DISPLAY=${DISPLAY}`] : [])];
  // setpriv, and after it the launcher, become the program: one process id from the start to the end.
  const become = [`--reuid=${USER}`, `--regid=${USER}`, '--init-groups', '--inh-caps=-all', 'env', '-i'];
  const child = spawn('setpriv', [...become, ...environment, 'goat-capture', ...args], {
    cwd: STATE,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  assert.ok(pid);
  const ended = once(child, 'close');
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  await until(async () => {
    assert.equal(child.exitCode, null, 'the program runs');
    return (await fetch(`${API}/health`).catch(() => null))?.ok ?? false;
  }, 'it answers');
  return {
    pid,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      return { code: child.exitCode, output: (await output).join('') };
    },
  };
}

const API = 'http://127.0.0.1:5001';

/** An answer of the program's API. */
export async function ask<T>(path: string, schema: z.ZodType<T>, body?: object): Promise<T> {
  const post = {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json' },
  };
  const response = await fetch(`${API}${path}`, body && post);
  return schema.parse(await response.json());
}

/** Waits for something. */
export async function until(isSo: () => Promise<boolean>, what: string, limitSec = 60): Promise<void> {
  const end = performance.now() + limitSec * 1000;
  while (!(await isSo())) {
    assert.ok(performance.now() < end, `after ${limitSec} s not yet: ${what}`);
    await sleep(POLL_INTERVAL_MS);
  }
}

/** A process as /proc tells of it. */
export interface Process {
  pid: number;
  /** Chromium's children have theirs as one string. */
  commandLine: string;
  status: Record<string, string>;
}

/** The processes of the package's user. What has ended and waits for process 1 does not count. */
export async function processesOfUser(): Promise<Process[]> {
  const uid = (await must('id', '-u', USER)).trim();
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(pids.map(readProcess));
  return all.filter((one) => one !== null).filter(({ status }) => status.Uid?.split('\t')[0] === uid);
}

async function readProcess(pid: string): Promise<Process | null> {
  const files = ['status', 'cmdline'].map((name) => readFile(`/proc/${pid}/${name}`, 'utf8'));
  // It may have ended meanwhile.
  const [status = '', words = ''] = await Promise.all(files).catch(() => []);
  if (status === '' || /^State:\tZ/m.test(status)) return null;
  const fields = [...status.matchAll(/^(\w+):\t(.*)$/gm)].map(([, name = '', value = '']) => [name, value]);
  return {
    pid: Number(pid),
    commandLine: words.replaceAll('\0', ' '),
    status: z.record(z.string(), z.string()).parse(Object.fromEntries(fields)),
  };
}
