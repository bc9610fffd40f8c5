import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { CameraName } from '#contract/cameras';

const exec = promisify(execFile);

/** What the guest's disk of films says of a camera's film, or of the small one: the number of each frame in it, by its MD5. */
export async function framesOf(camera: CameraName | `${CameraName}-preview`): Promise<Map<string, number>> {
  const [, ...lines] = (await readFile(`/cams/${camera}.idx`, 'utf8')).trim().split('\n');
  return new Map(lines.map((line, number) => [line.split(' ')[2] ?? '', number]));
}

/** Starts and stops the film of a camera, as systemd does; without it the device has no picture to give. */
export async function switchFrames(camera: CameraName, to: 'start' | 'stop'): Promise<void> {
  await exec('systemctl', [to, `camera@${camera}`]);
}

/** Lets a camera hang for a while: its device stays, and no frame comes. */
export async function signalPlayer(camera: CameraName, signal: 'SIGSTOP' | 'SIGCONT'): Promise<void> {
  const { stdout } = await exec('systemctl', ['show', '--property=MainPID', '--value', `camera@${camera}`]);
  process.kill(Number(stdout), signal);
}

/** True once a camera's film plays, after a start of it. */
export async function plays(camera: CameraName): Promise<boolean> {
  const ask = exec('v4l2-ctl', ['--device', `/dev/camera_${camera}`, '--get-fmt-video']);
  // It fails where the device has no format yet.
  const { stdout } = await ask.catch(() => ({ stdout: '' }));
  return stdout.includes('MJPG');
}

/** The value of one of a camera's controls. */
export async function controlOf(camera: CameraName, name: string): Promise<number> {
  const { stdout } = await exec('v4l2-ctl', ['--device', `/dev/camera_${camera}`, '--get-ctrl', name]);
  return Number(/: (-?\d+)/.exec(stdout)?.[1]);
}

/** Another program that reads a camera, as a user; it has the device when this resolves. */
export async function readAs(
  user: string,
  camera: CameraName,
): Promise<{ pid: number; end: () => Promise<void> }> {
  const read = ['-nostdin', '-v', 'error', '-f', 'v4l2', '-i', `/dev/camera_${camera}`, '-c', 'copy'];
  const reader = asUser(user, 'ffmpeg', [...read, '-f', 'framecrc', '-flush_packets', '1', 'pipe:1'], {});
  const ended = once(reader, 'exit');
  if (!reader.stdout || reader.pid === undefined) throw new Error('the reader has not started');
  const lines = createInterface({ input: reader.stdout });
  await Promise.race([
    once(lines, 'line'),
    ended.then(() => Promise.reject(new Error('the reader has ended'))),
  ]);
  return {
    pid: reader.pid,
    end: async () => {
      reader.kill('SIGKILL');
      await ended;
    },
  };
}

/** Starts a program as a user: the process is the program's own. */
export function asUser(
  user: string,
  program: string,
  args: readonly string[],
  environment: Record<string, string>,
  stderr: number | 'ignore' = 'ignore',
): ChildProcess {
  const become = [`--reuid=${user}`, `--regid=${user}`, '--init-groups', '--', program];
  return spawn('setpriv', [...become, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', stderr],
  });
}

/** How many processes of a program run in the guest. */
export async function countOf(program: string): Promise<number> {
  // Exit code 1 where there is none.
  const { stdout } = await exec('pgrep', ['--exact', program]).catch(() => ({ stdout: '' }));
  return stdout.trim() === '' ? 0 : stdout.trim().split('\n').length;
}
