import { appError, type AppError } from '#contract/errors';
import { NOT_FOUND_EXIT_CODE, notInstalled, type ProcessEnd } from '#engine/platform/processes';

/** What is known of a recording that went wrong. */
export interface FfmpegFailure {
  /** What the words call it. */
  camera: string;
  path: string;
  width: number;
  height: number;
  /** What ffmpeg wrote to its standard error. */
  lines: readonly string[];
}

type Explain = (failed: FfmpegFailure) => AppError;

/** ffmpeg's words, and those of Video4Linux behind it, in the order in which they decide. */
const KNOWN_LINES: [pattern: RegExp, explain: Explain][] = [
  [
    /VIDIOC_STREAMON.*No space left on device/i,
    ({ camera, lines }) => appError('USB_BANDWIDTH', { camera }, { seen: lines }),
  ],
  [/No space left on device|Disk quota exceeded/i, ({ lines }) => appError('DISK_FULL', {}, { seen: lines })],
  [
    /Device or resource busy/i,
    ({ camera, lines }) => appError('CAMERA_BUSY', { camera, holder: 'another program' }, { seen: lines }),
  ],
  [
    /Cannot open video device.*Permission denied/i,
    ({ camera, path, lines }) => appError('CAMERA_PERMISSION_DENIED', { camera, path }, { seen: lines }),
  ],
  [
    /Cannot open video device.*No such (file|device)/i,
    ({ camera, path, lines }) => appError('CAMERA_NOT_FOUND', { camera, path }, { seen: lines }),
  ],
  [
    /No such device|Input\/output error|Not a video capture device/i,
    ({ camera, lines }) => appError('CAMERA_LOST', { camera }, { seen: lines }),
  ],
  [
    /driver changed the video from|Cannot find a proper format|Inappropriate ioctl|not support.*(format|codec|size)/i,
    ({ camera, width, height, lines }) =>
      appError('CAMERA_FORMAT', { camera, width, height }, { seen: lines }),
  ],
];

/** Lines after which waiting for more pictures is in vain, though ffmpeg itself goes on. */
const FATAL_LINE = /driver changed the video from/i;

export function isFatalLine(line: string): boolean {
  return FATAL_LINE.test(line);
}

/** The error that ffmpeg's own words tell, or null where it has said nothing that is known. */
export function classifyFfmpegLines(failed: FfmpegFailure): AppError | null {
  for (const [pattern, explain] of KNOWN_LINES) {
    if (failed.lines.some((line) => pattern.test(line))) return explain(failed);
  }
  return null;
}

/** The error behind a recording that ended before all its pictures were there. */
export function classifyFfmpegExit(end: ProcessEnd, failed: FfmpegFailure): AppError {
  if (end.code === NOT_FOUND_EXIT_CODE) return notInstalled('ffmpeg');
  const told = classifyFfmpegLines(failed);
  if (told) return told;
  const { camera, lines } = failed;
  if (end.signal) return appError('FFMPEG_KILLED', { camera, signal: end.signal }, { seen: lines });
  // ffmpeg ends quietly where the device reports the end of its stream.
  if (end.code === 0) return appError('CAMERA_LOST', { camera }, { seen: lines });
  const detail = lines.at(-1) ?? `ffmpeg ended with code ${String(end.code)}`;
  return appError('FFMPEG_FAILED', { camera, detail }, { seen: lines });
}
