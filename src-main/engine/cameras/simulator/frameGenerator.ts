import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CameraName } from '#contract/cameras';
import { appError } from '#contract/errors';
import { parseJpeg, withComment } from '#engine/media/jpeg';
import { NOT_FOUND_EXIT_CODE, notInstalled, type Processes } from '#engine/platform/processes';
import { sceneSvg, tagSvg } from './scenes';

/**
 * Frames of a drawn film. 21 and the 10 frames from picture to picture have no common divisor: 20 pictures are 20
 * different frames, the n-th one 10 further (modulo 21) than the one before, so that a lost frame shows.
 */
export const SAMPLE_FRAME_COUNT = 21;

/** How far the drawing of a camera's film has come. */
export interface DrawProgress {
  camera: CameraName;
  /** Frames of this camera. */
  done: number;
  /** Frames of this camera. */
  total: number;
}

export interface DrawOptions {
  /** Pixels. */
  width: number;
  /** Pixels. */
  height: number;
  processes: Processes;
  signal?: AbortSignal;
  onProgress?: (progress: DrawProgress) => void;
}

/** The file of a film's frame, counted from 1. */
export function frameFile(frame: number): string {
  return `${String(frame).padStart(6, '0')}.jpg`;
}

/**
 * Draws the film of a camera into an existing folder: the goat's scene once, and on it for each frame a tag with the
 * frame's number that goes round. Each frame's JPEG comment says `camera=side frame=7`.
 * @throws AppError FFMPEG_MISSING, FFMPEG_FAILED; the signal's reason where it was aborted.
 */
export async function drawSampleFrames(
  camera: CameraName,
  folder: string,
  options: DrawOptions,
): Promise<void> {
  const { width, height } = options;
  const drawings = [path.join(folder, 'scene.svg')];
  const tagPx = Math.max(2, Math.round(Math.min(width, height) * 0.22));
  await writeFile(path.join(folder, 'scene.svg'), sceneSvg(camera, width, height));
  for (let frame = 1; frame <= SAMPLE_FRAME_COUNT; frame++) {
    const tag = path.join(folder, `tag-${frame}.svg`);
    await writeFile(tag, tagSvg(frame, tagPx));
    drawings.push(tag);
  }
  await runFfmpeg(camera, ffmpegArguments(folder), options);
  for (const drawing of drawings) await rm(drawing);
  for (let frame = 1; frame <= SAMPLE_FRAME_COUNT; frame++) {
    const file = path.join(folder, frameFile(frame));
    const bytes = withComment(await readFile(file), `camera=${camera} frame=${frame}`);
    // Flushed, since the film is believed to be whole from now on, also after a power cut.
    await writeFile(file, bytes, { flush: true });
  }
}

/** The number that `drawFilm` wrote into a frame's comment, or null where there is none. */
export function frameNumber(bytes: Uint8Array): number | null {
  const parsed = parseJpeg(bytes);
  const comments = parsed.ok ? parsed.jpeg.comments : [];
  const number = comments.map((text) => /^camera=\w+ frame=(\d+)$/.exec(text)?.[1]).find(Boolean);
  return number === undefined ? null : Number(number);
}

/** One ffmpeg draws all frames: the scene is rendered once, with the noise of a sensor, and repeated from memory. */
function ffmpegArguments(folder: string): string[] {
  const pattern = (name: string) => path.join(folder.replaceAll('%', '%%'), name);
  // JPEG's full range of values, and colours halved in width as most cameras send them.
  const toJpegColours = (format: string) => `scale=out_range=pc,format=${format}`;
  const turn = `2*PI*n/${SAMPLE_FRAME_COUNT}`;
  const graph = [
    `[0]${toJpegColours('yuvj422p')},noise=alls=9,loop=loop=-1:size=1[scene]`,
    `[1]${toJpegColours('yuva422p')}[tag]`,
    `[scene][tag]overlay=format=yuv422:x='(W-w)*(0.5+0.46*cos(${turn}))':y='H*(0.03+0.02*sin(2*${turn}))'`,
  ];
  return [
    ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'error'],
    ...['-progress', 'pipe:1', '-stats_period', '0.2'],
    ...['-f', 'image2', '-i', pattern('scene.svg')],
    ...['-f', 'image2', '-start_number', '1', '-i', pattern('tag-%d.svg')],
    ...['-filter_complex', graph.join(';'), '-frames:v', String(SAMPLE_FRAME_COUNT)],
    // The standard Huffman tables, as cameras use them, spare a second pass; bitexact leaves out the encoder's comment.
    ...['-c:v', 'mjpeg', '-q:v', '7', '-huffman', 'default', '-flags', '+bitexact'],
    // Each thread holds frames of 32 MB at full size.
    ...['-threads', '2', '-f', 'image2', pattern('%06d.jpg')],
  ];
}

async function runFfmpeg(camera: CameraName, args: string[], options: DrawOptions): Promise<void> {
  const { processes, signal, onProgress } = options;
  signal?.throwIfAborted();
  const seen: string[] = [];
  let done = 0;
  const ffmpeg = processes.start('ffmpeg', args, {
    onOutputLine: (line) => {
      const frame = /^frame=\s*(\d+)$/.exec(line)?.[1];
      if (frame === undefined) return;
      done = Number(frame);
      onProgress?.({ camera, done, total: SAMPLE_FRAME_COUNT });
    },
    onErrorLine: (line) => seen.push(line),
  });
  const stop = () => void ffmpeg.stop();
  signal?.addEventListener('abort', stop);
  const end = await ffmpeg.ended;
  signal?.removeEventListener('abort', stop);
  signal?.throwIfAborted();
  if (end.code === NOT_FOUND_EXIT_CODE) throw notInstalled('ffmpeg');
  // A drawing that cannot be rendered ends the film early, and ffmpeg calls that a success.
  if (end.code !== 0 || done !== SAMPLE_FRAME_COUNT) {
    throw appError(
      'FFMPEG_FAILED',
      { camera, detail: seen.at(-1) ?? `ffmpeg ended with ${end.code ?? end.signal}` },
      { seen },
    );
  }
}
