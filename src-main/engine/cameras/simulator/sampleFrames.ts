import { mkdir, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CameraName } from '#contract/cameras';
import { appError } from '#contract/errors';
import { diskFull, errorCodeOf, renameDurably } from '#engine/platform/durableFiles';
import { drawSampleFrames, SAMPLE_FRAME_COUNT, frameFile, type DrawOptions } from './frameGenerator';

export interface SampleFramesOptions extends DrawOptions {
  dataDir: string;
  /** Plays the pictures in its folders `side`, `top` and `front`; without one the frames are drawn. */
  folder?: string;
  /** The cameras to simulate. */
  cameras: readonly CameraName[];
}

/** Goes up when the drawings change, so that no film of an older version is played. */
const DRAWING_VERSION = 1;

/**
 * Makes what the simulated cameras play: for each camera a folder whose frames are `000001.jpg` and so on. Drawn films
 * are kept from start to start; one that was broken off is drawn anew.
 * Only the holder of the data directory's lock may call it.
 * @returns each camera's folder.
 * @throws AppError INVALID_FOLDER, DISK_FULL, FFMPEG_MISSING, FFMPEG_FAILED; the signal's reason where it was aborted.
 */
export async function prepareSampleFrames(
  options: SampleFramesOptions,
): Promise<ReadonlyMap<CameraName, string>> {
  const { dataDir, folder, width, height } = options;
  const root = path.join(dataDir, 'simulated');
  const kind = folder === undefined ? `${width}x${height}-v${DRAWING_VERSION}` : 'folder';
  if (folder === undefined) await removeAllBut([kind, 'folder'], root);
  const frameFolders = new Map<CameraName, string>();
  for (const camera of options.cameras) {
    const frameFolder = path.join(root, kind, camera);
    if (folder !== undefined) {
      await fillFolder(frameFolder, (target) => linkPictures(path.resolve(folder, camera), target));
    } else if (!(await isDrawn(frameFolder))) {
      await fillFolder(frameFolder, (target) => drawSampleFrames(camera, target, options));
    }
    frameFolders.set(camera, frameFolder);
  }
  return frameFolders;
}

/**
 * ffmpeg's input arguments for a camera that plays a film over and over, in real time at `fps` frames per second.
 * ffmpeg 7 reads the first half second at once, and from then on in real time.
 */
export function simulatedInput(frameFolder: string, fps: number): string[] {
  const loop = ['-re', '-f', 'image2', '-loop', '1', '-framerate', String(fps), '-start_number', '1'];
  // A percent sign in the folder's name would be read as a pattern. (`-stream_loop` stops ffmpeg 5.1's bitstream filters.)
  return [...loop, '-i', `${frameFolder.replaceAll('%', '%%')}/%06d.jpg`];
}

/** Films of other sizes and versions would only fill the disk. */
async function removeAllBut(wanted: readonly string[], root: string): Promise<void> {
  for (const name of await readdir(root).catch(noneIfMissing)) {
    if (!wanted.includes(name)) await rm(path.join(root, name), { recursive: true, force: true });
  }
}

async function isDrawn(frameFolder: string): Promise<boolean> {
  return (await readdir(frameFolder).catch(noneIfMissing)).length === SAMPLE_FRAME_COUNT;
}

/** Fills a folder under a temporary name and puts it in its place only when it is whole. */
async function fillFolder(target: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const temporary = `${target}.tmp`;
  await rm(temporary, { recursive: true, force: true });
  try {
    await mkdir(temporary, { recursive: true });
    await fill(temporary);
    await rm(target, { recursive: true, force: true });
    await renameDurably(temporary, target);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw diskFull(error) ?? error;
  }
}

/** Links a camera's pictures, in the order of their names (2 before 10), as the numbered frames of a film. */
async function linkPictures(source: string, target: string): Promise<void> {
  const names = await readdir(source).catch(unreadable(source));
  const { compare } = new Intl.Collator('en', { numeric: true });
  const pictures = names.filter((name) => /\.jpe?g$/i.test(name)).sort(compare);
  if (pictures.length === 0) {
    throw appError('INVALID_FOLDER', { path: source, detail: 'there is no *.jpg in it' });
  }
  const link = async (name: string, index: number) => {
    const picture = path.join(source, name);
    const frame = path.join(target, frameFile(index + 1));
    // An empty file would end the film: to ffmpeg's image2 it is the end of its input. One byte is a frame as broken.
    if ((await stat(picture).catch(unreadable(source))).size === 0) await writeFile(frame, Uint8Array.of(0));
    else await symlink(picture, frame);
  };
  await Promise.all(pictures.map(link));
}

/** Turns an error of the file system, such as `ENOENT: no such file or directory`, into INVALID_FOLDER. */
function unreadable(folder: string): (error: unknown) => never {
  return (cause) => {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw appError('INVALID_FOLDER', { path: folder, detail }, { cause });
  };
}

function noneIfMissing(error: unknown): string[] {
  if (errorCodeOf(error) === 'ENOENT') return [];
  throw error;
}
