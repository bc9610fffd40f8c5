import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CAMERA_NAMES, type CameraName } from '#contract/cameras';

const V4L2 = '[video4linux2,v4l2 @ 0x55d0c0de] [error]';

/** What the stand-in can do in ffmpeg's place, in the words of a shell. */
const FAULTS = {
  none: 'exec ffmpeg "$@"',
  'no-bandwidth': `say "${V4L2} ioctl(VIDIOC_STREAMON): No space left on device"; exit 1`,
  busy: `say "[error] /dev/camera: Device or resource busy"; exit 1`,
  forbidden: `say "${V4L2} Cannot open video device /dev/camera: Permission denied"; exit 1`,
  gone: `say "${V4L2} Cannot open video device /dev/camera: No such file or directory"; exit 1`,
  'lost-in-the-middle': `run_for 0.5 "$@"; say "${V4L2} ioctl(VIDIOC_DQBUF): Input/output error"; exit 1`,
  'ends-early': 'run_for 0.5 "$@"; exit 0',
  'killed-at-once': 'kill -9 $$',
  'killed-in-the-middle': 'run_for 0.5 "$@"; kill -9 $$',
  'other-size': `say "${V4L2} The V4L2 driver changed the video from 320x240 to 640x480"; exec ffmpeg "$@"`,
  'disk-full':
    'run_for 0.5 "$@"; say "[error] av_interleaved_write_frame(): No space left on device"; exit 1',
  silent: 'exec sleep 1000',
  'lost-and-silent': `say "${V4L2} ioctl(VIDIOC_DQBUF): No such device"; exec sleep 1000`,
  deaf: `trap '' TERM; while true; do sleep 1; done`,
  'unknown-words': 'say "[error] Something new in this world"; exit 69',
} as const;
export type FfmpegFault = keyof typeof FAULTS;

/** A program named ffmpeg, first on PATH, that does what a test tells it to, camera by camera. */
export class FakeFfmpeg {
  readonly #folder: string;
  readonly #path: string;

  private constructor(folder: string, searchPath: string) {
    this.#folder = folder;
    this.#path = searchPath;
  }

  /** Puts itself in front of the real ffmpeg for this process and its children, until `remove`. */
  static async install(): Promise<FakeFfmpeg> {
    const folder = await mkdtemp(path.join(tmpdir(), 'goat-stand-in-ffmpeg-'));
    const searchPath = process.env.PATH ?? '';
    const program = path.join(folder, 'ffmpeg');
    await writeFile(program, script(folder, searchPath));
    await chmod(program, 0o755);
    process.env.PATH = `${folder}:${searchPath}`;
    return new FakeFfmpeg(folder, searchPath);
  }

  /** What the next runs for a camera do, in order; after them the real ffmpeg runs. */
  async plan(camera: CameraName, ...faults: FfmpegFault[]): Promise<void> {
    await writeFile(path.join(this.#folder, camera), faults.map((fault) => `${fault}\n`).join(''));
  }

  async remove(): Promise<void> {
    process.env.PATH = this.#path;
    await rm(this.#folder, { recursive: true });
  }
}

/** The folder of the film or of the pictures tells the camera. Runs without a heartbeat, such as previews, are no part of the plan. */
function script(folder: string, searchPath: string): string {
  const cameras = CAMERA_NAMES.map((camera) => `    */${camera}/%*.jpg) camera=${camera} ;;`);
  const faults = Object.entries(FAULTS).map(([fault, commands]) => `  ${fault}) ${commands} ;;`);
  return `#!/bin/sh
PATH='${searchPath}'
say() { printf '%s\\n' "$1" >&2; }
run_for() {
  seconds=$1
  shift
  ffmpeg "$@" &
  sleep "$seconds"
  kill -9 $! 2>/dev/null
  wait $! 2>/dev/null
}
camera=none
streams=no
for argument; do
  case $argument in
    framecrc) streams=yes ;;
${cameras.join('\n')}
  esac
done
[ $streams = yes ] || exec ffmpeg "$@"
plan='${folder}'/$camera
fault=$(sed -n 1p "$plan" 2>/dev/null)
[ -n "$fault" ] && sed -i 1d "$plan"
case $fault in
${faults.join('\n')}
  *) exec ffmpeg "$@" ;;
esac
`;
}
