import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { must, run, until, USER } from '../package/machine';
import { coloursOf } from '../package/screen';

const exec = promisify(execFile);

/** The units of the installed program. */
export const KIOSK = 'goat-capture-kiosk.service';
export const HEADLESS = 'goat-capture-headless.service';
/** Chromium takes an emulated processor half a minute to load. */
const START_LIMIT_SEC = 150;
/** An empty screen has a single colour, and a message on it two and what lies between them. */
const MIN_COLOURS = 100;

/** True for a unit that systemd calls active. */
export async function isActive(unit: string): Promise<boolean> {
  return (await run('systemctl', 'is-active', unit)).output === 'active\n';
}

/** Resolves once systemd knows from the program that it is ready. */
export async function kioskIsUp(): Promise<void> {
  await until(() => isActive(KIOSK), 'the kiosk is up', START_LIMIT_SEC);
}

/** The id of the program's main process: cage is its parent. */
export async function mainProcess(): Promise<number> {
  const cage = (await must('systemctl', 'show', '--property=MainPID', '--value', KIOSK)).trim();
  return Number(await must('pgrep', '--parent', cage, '--exact', 'goat-capture'));
}

/** Resolves once the screen shows more than an empty page; the picture of it goes to the host. */
export async function screenIsDrawn(name: string): Promise<string> {
  let seen = { width: 0, height: 0, colours: 0 };
  await until(async () => {
    seen = await lookAtScreen();
    return seen.colours >= MIN_COLOURS;
  }, 'the screen shows the kiosk');
  await writeFile(`/mnt/out/${name}.png`, await takePicture('png'));
  return `${seen.width}×${seen.height}, ${seen.colours} colours`;
}

async function lookAtScreen() {
  const picture = await takePicture('ppm');
  const [header = '', width, height] =
    /^P6\s(\d+)\s(\d+)\s255\s/.exec(picture.toString('latin1', 0, 32)) ?? [];
  return {
    width: Number(width),
    height: Number(height),
    colours: coloursOf(picture.subarray(header.length)),
  };
}

/** What cage shows at this moment. */
async function takePicture(type: 'png' | 'ppm'): Promise<Buffer> {
  const session = ['XDG_RUNTIME_DIR=/run/goat-capture', 'WAYLAND_DISPLAY=wayland-0'];
  const grim = ['-u', USER, '--', 'env', ...session, 'grim', '-t', type, '-'];
  const { stdout } = await exec('runuser', grim, { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** The unit that a process belongs to. */
export async function unitOf(pid: number): Promise<string> {
  return (await readFile(`/proc/${pid}/cgroup`, 'utf8')).trim().replace(/^.*\//, '');
}
