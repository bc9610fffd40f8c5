import { describe, expect, it } from 'vitest';
import { classifyFfmpegExit, isFatalLine } from '#engine/media/classifyFfmpegError';

const about = { camera: 'top', path: '/dev/camera_top', width: 4656, height: 3496 } as const;
const failed = (...lines: string[]) => ({ ...about, lines });
const endedWith = (code: number) => ({ code, signal: null });
const V4L2 = '[video4linux2,v4l2 @ 0x5581] [error]';

describe('explainEnd', () => {
  it.each([
    [`${V4L2} ioctl(VIDIOC_STREAMON): No space left on device`, 'USB_BANDWIDTH'],
    [`${V4L2} ioctl(VIDIOC_STREAMON) failed: No space left on device`, 'USB_BANDWIDTH'],
    ['[image2 @ 0x55] [error] Could not open file : /d/1.jpg.tmp: No space left on device', 'DISK_FULL'],
    ['[error] av_interleaved_write_frame(): No space left on device', 'DISK_FULL'],
    ['[error] av_interleaved_write_frame(): Disk quota exceeded', 'DISK_FULL'],
    [`${V4L2} ioctl(VIDIOC_S_FMT): Device or resource busy`, 'CAMERA_BUSY'],
    ['[error] /dev/camera_top: Device or resource busy', 'CAMERA_BUSY'],
    [`${V4L2} Cannot open video device /dev/camera_top: Permission denied`, 'CAMERA_PERMISSION_DENIED'],
    [`${V4L2} Cannot open video device /dev/camera_top: No such file or directory`, 'CAMERA_NOT_FOUND'],
    [`${V4L2} ioctl(VIDIOC_DQBUF): No such device`, 'CAMERA_LOST'],
    [`${V4L2} ioctl(VIDIOC_QBUF): Bad file descriptor`, 'FFMPEG_FAILED'],
    ['[error] /dev/camera_top: Input/output error', 'CAMERA_LOST'],
    [`${V4L2} Not a video capture device.`, 'CAMERA_LOST'],
    [`${V4L2} The V4L2 driver changed the video from 4656x3496 to 1920x1080`, 'CAMERA_FORMAT'],
    [`${V4L2} Cannot find a proper format for codec 'mjpeg' (id 7)`, 'CAMERA_FORMAT'],
    [`${V4L2} ioctl(VIDIOC_G_FMT): Inappropriate ioctl for device`, 'CAMERA_FORMAT'],
    ['[error] Unknown error occurred', 'FFMPEG_FAILED'],
  ])('reads %s', (line, code) => {
    const { fault } = classifyFfmpegExit(endedWith(1), failed('[warning] something before', line));
    expect(fault.code).toBe(code);
    expect(fault.seen).toEqual(['[warning] something before', line]);
  });

  it('tells a camera without bandwidth from a full disk, in whatever order the lines come', () => {
    const bandwidth = `${V4L2} ioctl(VIDIOC_STREAMON): No space left on device`;
    const follows = '[error] /dev/camera_top: No space left on device';
    for (const lines of [
      [bandwidth, follows],
      [follows, bandwidth],
    ]) {
      expect(classifyFfmpegExit(endedWith(1), failed(...lines)).code).toBe('USB_BANDWIDTH');
    }
  });

  it('names the size that the camera lacks, and the camera', () => {
    const { fault } = classifyFfmpegExit(
      endedWith(1),
      failed('The V4L2 driver changed the video from a to b'),
    );
    expect(fault.parameters).toEqual({ camera: 'top', width: 4656, height: 3496 });
  });

  it('says which signal ended it where ffmpeg itself said nothing', () => {
    const { fault } = classifyFfmpegExit({ code: null, signal: 'SIGKILL' }, failed());
    expect(fault).toMatchObject({ code: 'FFMPEG_KILLED', parameters: { camera: 'top', signal: 'SIGKILL' } });
  });

  it('takes a quiet end before the last picture for the end of the camera', () => {
    expect(classifyFfmpegExit(endedWith(0), failed()).code).toBe('CAMERA_LOST');
  });

  it('names the program that is not installed, and its package', () => {
    const { fault } = classifyFfmpegExit(endedWith(127), failed());
    expect(fault).toMatchObject({
      code: 'FFMPEG_MISSING',
      parameters: { program: 'ffmpeg', package: 'ffmpeg' },
    });
  });

  it('gives the code of an end without a word', () => {
    expect(classifyFfmpegExit(endedWith(69), failed()).fault.parameters.detail).toBe(
      'ffmpeg ended with code 69',
    );
  });
});

describe('isHopeless', () => {
  it('knows what ffmpeg goes on after, though no right picture can come', () => {
    expect(isFatalLine(`${V4L2} The V4L2 driver changed the video from 4656x3496 to 640x480`)).toBe(true);
    expect(isFatalLine('[warning] deprecated pixel format used')).toBe(false);
  });
});
