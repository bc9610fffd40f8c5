import { describe, expect, it } from 'vitest';
import { appError } from '#contract/errors';
import { checkCamera } from '#engine/cameras/camera';
import { sampleNameOf, FrameGenerator, SimulatedCamera } from '#engine/cameras/simulator/simulatedCamera';
import { simulatedInput } from '#engine/cameras/simulator/sampleFrames';

function generatorWithCamera() {
  const frameGenerator = new FrameGenerator();
  return {
    frameGenerator,
    camera: new SimulatedCamera('top', frameGenerator, { CAMERA_NATIVE_FPS: 20, IMAGE_WIDTH: 4656 }),
  };
}

describe('a simulated camera', () => {
  it('says how far its film is drawn, and can not be read before', async () => {
    const { frameGenerator, camera } = generatorWithCamera();
    expect(await camera.fault()).toMatchObject({
      code: 'CAMERA_PREPARING',
      fault: { parameters: { camera: 'top', done: 0, total: 21 } },
    });
    frameGenerator.progress('side', 21, 21);
    frameGenerator.progress('top', 7, 21);
    const check = await checkCamera(camera, true);
    expect(check).toMatchObject({
      path: 'simulated',
      exists: true,
      readable: false,
      in_use: false,
      simulated: true,
    });
    expect(check.error).toBe('The simulated top camera is being made ready (7 of 21 pictures drawn).');
    expect(() => camera.input()).toThrow(expect.objectContaining({ code: 'CAMERA_PREPARING' }) as Error);
  });

  it('plays its own film once that is ready', async () => {
    const { frameGenerator, camera } = generatorWithCamera();
    frameGenerator.ready(
      new Map([
        ['top', '/films/top'],
        ['side', '/films/side'],
      ]),
    );
    expect(await camera.fault()).toBeNull();
    expect(camera.input()).toEqual(simulatedInput('/films/top', 20));
    expect(camera.input().at(-1)).toBe('/films/top/%06d.jpg');
  });

  it('plays the film of another one where its path says so', async () => {
    const frameGenerator = new FrameGenerator();
    const settings = { CAMERA_NATIVE_FPS: 20, IMAGE_WIDTH: 4656 };
    const camera = new SimulatedCamera('top', frameGenerator, settings, 'simulated:side');
    frameGenerator.progress('side', 7, 21);
    expect(await camera.fault()).toMatchObject({ fault: { parameters: { camera: 'top', done: 7 } } });
    frameGenerator.ready(new Map([['side', '/films/side']]));
    expect(camera.input()).toEqual(simulatedInput('/films/side', 20));
    expect([sampleNameOf('simulated', 'top'), sampleNameOf('simulated:side', 'top')]).toEqual([
      'top',
      'side',
    ]);
    expect([sampleNameOf('simulated:tail', 'top'), sampleNameOf('/dev/video0', 'top')]).toEqual([null, null]);
  });

  it('says why there is no film, and keeps saying it', async () => {
    const { frameGenerator, camera } = generatorWithCamera();
    frameGenerator.progress('top', 3, 21);
    frameGenerator.failed(appError('DISK_FULL', {}));
    expect(await camera.fault()).toMatchObject({ code: 'DISK_FULL' });
    expect(() => camera.input()).toThrow(expect.objectContaining({ code: 'DISK_FULL' }) as Error);
  });

  it('turns what is no error of the catalogue into one', async () => {
    const { frameGenerator, camera } = generatorWithCamera();
    frameGenerator.failed(new Error('out of paint'));
    expect(await camera.fault()).toMatchObject({
      code: 'INTERNAL_ERROR',
      fault: { parameters: { detail: 'out of paint' } },
    });
  });
});
