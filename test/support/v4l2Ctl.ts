import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** A control of the stand-in: its value, and what it does when it is set. */
export interface FakeControl {
  value: number;
  /** `refuses` says so, `ignores` says nothing; both keep their value. */
  when?: 'refuses' | 'ignores';
}

const stateSchema = z.record(z.string(), z.object({ value: z.number() }));

/** A stand-in for v4l2-ctl, first on PATH until `restore` is called. */
export interface FakeV4l2Ctl {
  /** The controls' values as they are now. */
  values(): Promise<Record<string, number>>;
  /** The arguments of each call so far, without the device. */
  calls(): Promise<string[]>;
  restore(): void;
}

/** What the program prints for a camera with these controls is v4l2-ctl's own form, with its headings and odd lines. */
const PROGRAM = (node: string, folder: string) => `#!${node}
const fs = require('node:fs');
const folder = ${JSON.stringify(folder)};
const file = folder + '/controls.json';
const controls = JSON.parse(fs.readFileSync(file, 'utf8'));
const [, device, command, value] = process.argv.slice(2);
fs.appendFileSync(folder + '/calls', [command, value].filter(Boolean).join(' ') + '\\n');
if (!fs.existsSync(device)) {
  process.stderr.write('Cannot open device ' + device + ', exiting.\\n');
  process.exit(255);
}
if (command === '--list-ctrls') {
  process.stdout.write('\\nUser Controls\\n\\n');
  for (const [name, control] of Object.entries(controls)) {
    const range = name.includes('auto') ? '(bool)   : default=1' : '(int)    : min=0 max=9999 step=1 default=0';
    process.stdout.write(name.padStart(31) + ' 0x009a090a ' + range + ' value=' + control.value + ' flags=none\\n');
  }
} else if (command === '--info') {
  process.stdout.write('Driver Info:\\n\\tDriver name      : uvcvideo\\n\\tCard type        : 16MP USB Camera\\n');
} else if (command === '--list-formats-ext') {
  const size = (pixels, rate) => '\\t\\tSize: Discrete ' + pixels + '\\n\\t\\t\\tInterval: Discrete 0.1s (' + rate + ' fps)\\n';
  process.stdout.write(
    "ioctl: VIDIOC_ENUM_FMT\\n\\t[0]: 'MJPG' (Motion-JPEG, compressed)\\n" + size('4656x3496', '10.000') +
      size('640x480', '30.000') + "\\t[1]: 'YUYV' (YUYV 4:2:2)\\n" + size('640x480', '15.000'));
} else {
  const [name, wanted] = value.split('=');
  if (!controls[name]) { process.stderr.write("unknown control '" + name + "'\\n"); process.exit(1); }
  if (controls[name].when === 'refuses') {
    process.stderr.write('VIDIOC_S_EXT_CTRLS: failed: Input/output error\\n');
    process.exit(255);
  }
  if (!controls[name].when) controls[name].value = Number(wanted);
  fs.writeFileSync(file, JSON.stringify(controls));
}
`;

/** Puts a stand-in on PATH. */
export async function fakeV4l2Ctl(
  folder: string,
  controls: Record<string, FakeControl>,
): Promise<FakeV4l2Ctl> {
  await mkdir(folder, { recursive: true });
  const program = path.join(folder, 'v4l2-ctl');
  await writeFile(program, PROGRAM(process.execPath, folder));
  await chmod(program, 0o755);
  const state = path.join(folder, 'controls.json');
  await writeFile(state, JSON.stringify(controls));
  await writeFile(path.join(folder, 'calls'), '');
  const before = process.env.PATH ?? '';
  process.env.PATH = `${folder}${path.delimiter}${before}`;
  return {
    values: async () => {
      const now = stateSchema.parse(JSON.parse(await readFile(state, 'utf8')));
      return Object.fromEntries(Object.entries(now).map(([name, { value }]) => [name, value]));
    },
    calls: async () =>
      (await readFile(path.join(folder, 'calls'), 'utf8')).split('\n').filter((call) => call !== ''),
    restore: () => {
      process.env.PATH = before;
    },
  };
}
