import { spawn as nodeSpawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { appError, type AppError } from '#contract/errors';
import type { Clock } from './clock';

/** How a child process ended: by itself with a code, or by a signal. */
export interface ProcessEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface RunningProcess {
  readonly pid: number;
  /** Resolves when the process has ended and its output is read to the end; never rejects. */
  readonly ended: Promise<ProcessEnd>;
  /** Ends the process with all its children: gently first, surely after `graceMs`. Resolves when it is gone. */
  stop(graceMs?: number): Promise<ProcessEnd>;
}

export interface LineHandlers {
  onOutputLine?: (line: string) => void;
  /** Called with the output's bytes as they come; not together with `onOutputLine`. */
  onOutput?: (chunk: Buffer) => void;
  onErrorLine?: (line: string) => void;
}

export interface FinishedProcess extends ProcessEnd {
  stdout: Buffer;
  stderr: string;
}

export interface RunOptions {
  /** After so many milliseconds the process is ended. */
  timeoutMs: number;
  signal?: AbortSignal;
  input?: Uint8Array;
  /** Called with all that it has printed so far; the process is ended where that is enough. */
  isEnough?: (printed: string) => boolean;
}

type Spawn = (command: string, args: string[], options: SpawnOptions) => ChildProcess;

/** The Debian package of each program that the engine starts. */
const PACKAGES: Record<string, string> = {
  ffmpeg: 'ffmpeg',
  setpriv: 'util-linux',
  flock: 'util-linux',
  djpeg: 'libjpeg-turbo-progs',
  cjpeg: 'libjpeg-turbo-progs',
  'v4l2-ctl': 'v4l-utils',
  lsblk: 'util-linux',
  udisksctl: 'udisks2',
  sync: 'coreutils',
  dd: 'coreutils',
  systemctl: 'systemd',
  timedatectl: 'systemd',
  dpkg: 'dpkg',
  'dpkg-deb': 'dpkg',
};

const DEFAULT_GRACE_MS = 500;

/**
 * Starts child processes, each in a group of its own, and so that the kernel ends them when this process dies
 * (`setpriv --pdeathsig`). Only what was started here is ever ended, by its group.
 */
export class Processes {
  readonly #clock: Clock;
  readonly #spawn: Spawn;
  readonly #running = new Set<RunningProcess>();

  constructor(clock: Clock, spawn: Spawn = nodeSpawn) {
    this.#clock = clock;
    this.#spawn = spawn;
  }

  /** The ids of all processes that were started here and have not ended. */
  get runningIds(): number[] {
    return [...this.#running].map((running) => running.pid);
  }

  /**
   * Starts a program whose lines are read as they come. One that is not installed ends with NOT_FOUND_EXIT_CODE.
   * @throws AppError FFMPEG_MISSING where setpriv is not installed.
   */
  start(command: string, args: readonly string[], lines: LineHandlers): RunningProcess {
    const child = this.#spawnGuarded(command, args, ['ignore', 'pipe', 'pipe']);
    if (lines.onOutput) child.stdout?.on('data', lines.onOutput);
    else readLines(child.stdout, lines.onOutputLine);
    readLines(child.stderr, lines.onErrorLine);
    return this.#track(child);
  }

  /**
   * Runs a program to its end and gives all that it wrote. One that was aborted or ran out of time is ended.
   * @throws AppError FFMPEG_MISSING where the program is not installed; the signal's reason where it was aborted.
   */
  async run(command: string, args: readonly string[], options: RunOptions): Promise<FinishedProcess> {
    options.signal?.throwIfAborted();
    const child = this.#spawnGuarded(command, args, [options.input ? 'pipe' : 'ignore', 'pipe', 'pipe']);
    const stdout = collect(child.stdout);
    const stderr = collect(child.stderr);
    // A program may end before it has read all its input; its exit code tells, not the broken pipe.
    child.stdin?.on('error', () => undefined).end(options.input);
    const running = this.#track(child);
    const stop = () => void running.stop();
    const cancelTimeout = this.#clock.after(options.timeoutMs, stop);
    options.signal?.addEventListener('abort', stop);
    child.stdout?.on('data', () => {
      if (options.isEnough?.(Buffer.concat(stdout).toString('utf8'))) stop();
    });
    const end = await running.ended;
    cancelTimeout();
    options.signal?.removeEventListener('abort', stop);
    options.signal?.throwIfAborted();
    if (end.code === NOT_FOUND_EXIT_CODE) throw notInstalled(command);
    return { ...end, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString('utf8') };
  }

  /** Ends everything that was started here. */
  async stopAll(): Promise<void> {
    await Promise.all([...this.#running].map((running) => running.stop()));
  }

  #spawnGuarded(command: string, args: readonly string[], stdio: ('ignore' | 'pipe')[]): ChildProcess {
    const child = this.#spawn('setpriv', ['--pdeathsig', 'KILL', '--', command, ...args], {
      stdio,
      detached: true,
    });
    if (child.pid === undefined) {
      child.once('error', () => undefined);
      throw notInstalled('setpriv');
    }
    return child;
  }

  #track(child: ChildProcess): RunningProcess {
    const pid = child.pid;
    if (pid === undefined) throw new Error('a process without an id was started');
    const ended = new Promise<ProcessEnd>((resolve) => {
      child.once('close', (code, signal) => {
        this.#running.delete(running);
        resolve({ code, signal });
      });
    });
    const running: RunningProcess = {
      pid,
      ended,
      stop: async (graceMs = DEFAULT_GRACE_MS) => {
        if (!this.#running.has(running)) return ended;
        signalGroup(pid, 'SIGTERM');
        const cancelKill = this.#clock.after(graceMs, () => {
          signalGroup(pid, 'SIGKILL');
        });
        const end = await ended;
        cancelKill();
        return end;
      },
    };
    this.#running.add(running);
    return running;
  }
}

/** setpriv's exit code where the program cannot be found, as the shell's. */
export const NOT_FOUND_EXIT_CODE = 127;

/** The error for a program that is not installed, with the Debian package that has it. */
export function notInstalled(program: string): AppError {
  return appError('FFMPEG_MISSING', { program, package: PACKAGES[program] ?? program });
}

function readLines(stream: Readable | null, onLine: ((line: string) => void) | undefined): void {
  if (!stream) return;
  if (onLine) createInterface({ input: stream }).on('line', onLine);
  else stream.resume();
}

function collect(stream: Readable | null): Buffer[] {
  const chunks: Buffer[] = [];
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return chunks;
}

/** Signals a whole process group; one that is gone already is what was wanted. */
function signalGroup(groupId: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-groupId, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
