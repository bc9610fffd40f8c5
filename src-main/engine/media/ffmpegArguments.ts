import type { Settings } from '#contract/settings';
import { gridUs, streamSec, type Schedule } from './schedule';

const QUIET = ['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'level+warning'];

/** What frameCrcParser.ts reads. */
const FRAME_CRC_OUTPUT = [
  ...['-map', '0:v:0', '-c:v', 'copy'],
  ...['-f', 'framecrc', '-flush_packets', '1', 'pipe:1'],
];

/**
 * The arguments of the one ffmpeg that records a camera: the pictures into `folder`, named by their timestamp in the
 * stream's unit of time, and the heartbeat on standard output.
 * @param input what comes before and with `-i`.
 */
export function recordingArguments(
  input: readonly string[],
  folder: string,
  schedule: Schedule,
  settings: Settings,
): string[] {
  const decodes = settings.CAPTURE_PIPELINE === 'transcode';
  const pictures = decodes ? transcode(schedule) : passthrough(schedule);
  return [
    ...QUIET,
    // Ends the recording by the stream's own time.
    ...['-t', streamSec(schedule).toFixed(6)],
    // A damaged frame is dropped, and the one after it taken: else it would be filled up with grey and encoded as good.
    ...(decodes ? ['-threads', '1', '-err_detect', 'explode'] : []),
    ...input,
    ...['-map', '0:v:0', ...pictures, '-f', 'image2', '-frame_pts', '1', '-atomic_writing', '1'],
    // A percent sign in the folder's name would be read as a pattern.
    `${folder.replaceAll('%', '%%')}/%d.jpg`,
    ...FRAME_CRC_OUTPUT,
  ];
}

/**
 * The arguments of an ffmpeg that only streams: the heartbeat on standard output, and no picture kept.
 * @param input what comes before and with `-i`.
 */
export function streamArguments(input: readonly string[]): string[] {
  return [...QUIET, ...input, ...FRAME_CRC_OUTPUT];
}

/**
 * True for the first frame due for each picture. Variable 0 counts the pictures, so that the grid stays where it is
 * when a frame is lost.
 * @param time an expression for the seconds since the stream's first frame.
 */
function isDue(time: string, schedule: Schedule): string {
  const { firstUs, stepUs } = gridUs(schedule);
  return `lt(ld(0),${String(schedule.count)})*gte(round((${time})*1000000),${String(firstUs)}+ld(0)*${String(stepUs)})`;
}

/**
 * Keeps frames without decoding them: the `noise` bitstream filter drops all but the pictures and the frame after
 * each of them. Variable 1 says that the next frame is such a successor.
 */
function passthrough(schedule: Schedule): string[] {
  const pick = '0*st(0,ld(0)+1)*st(1,1)';
  const successor = 'if(ld(1),0*st(1,0),1)';
  return [
    '-c:v',
    'copy',
    '-bsf:v',
    `noise=drop='if(${isDue('(pts-startpts)*tb', schedule)},${pick},${successor})'`,
  ];
}

/** The seed's way, for cameras whose stream can't be passed through: the pictures are decoded and encoded again, by one thread. */
function transcode(schedule: Schedule): string[] {
  const select = `select='if(${isDue('t-start_t', schedule)},1+0*st(0,ld(0)+1),0)'`;
  return [
    ...['-threads', '1', '-filter_threads', '1', '-vf', select, '-fps_mode', 'passthrough'],
    // The stream's own unit of time, so that the files are named as in the heartbeat.
    ...['-enc_time_base', '-1', '-c:v', 'mjpeg', '-q:v', '1'],
  ];
}
