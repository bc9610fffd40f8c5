import { afterEach, describe, expect, it } from 'vitest';
import { cameraCheckSchema, healthAnswerSchema, recordAnswerSchema } from '#contract/captureApi';
import { perCamera } from '#contract/cameras';
import type { SettingName } from '#contract/settings';
import { held, heldError, startApi, statusWhere, type TestApi } from '#support/api';

const NO_FRONT = { CAMERA_FRONT: '/dev/no-such-camera' };
const NO_CAMERA = { ...NO_FRONT, CAMERA_SIDE: '/dev/no-such-camera', CAMERA_TOP: '/dev/no-such-camera' };
/** More than any disk has, in MB. */
const NO_DISK = { MIN_DISK_MB: 1e7 };

describe('the order of checks before a capture', () => {
  let api: TestApi;
  afterEach(() => api.stop());

  const start = async (settings: Partial<Record<SettingName, unknown>>) => {
    api = await startApi({ settings });
  };
  const record = (body: unknown) => api.send('/record', { method: 'POST', body });
  const health = async () => held(healthAnswerSchema, await api.send('/health'));

  it('is: a capture that is active, the id, the goat, the disk, the cameras', async () => {
    await start({ ...NO_FRONT, ...NO_DISK });
    heldError('INVALID_GOAT_ID', await record({ goat_id: '', is_test: 'false' }));
    const { fix } = heldError('LOW_DISK_SPACE', await record({ goat_id: '17' }));
    expect(fix).not.toBe('');
    heldError('LOW_DISK_SPACE', await record({ goat_id: 'test_17' }));
    expect(await health()).toMatchObject({ status: 'degraded', cameras: { side: true, front: false } });
  });

  it('tells of a camera that is missing, with the check of each', async () => {
    await start(NO_FRONT);
    const error = heldError('MISSING_CAMERAS', await record({ goat_id: '17' }));
    expect(error).toMatchObject({ cameras_missing: ['front'], cameras_available: ['side', 'top'] });
    expect(error.errors).toHaveLength(1);
    expect(error.fixes).toHaveLength(1);
    const checks = perCamera(cameraCheckSchema).parse(error.cameras);
    expect(checks.front).toMatchObject({ path: '/dev/no-such-camera', exists: false, readable: false });
    expect(checks.side).toMatchObject({ exists: true, error: null });
    expect(await health()).toMatchObject({ status: 'degraded', recording_active: false });
  });

  it('takes all cameras for a real capture whatever is asked for, and what is there for a test', async () => {
    await start(NO_FRONT);
    heldError('MISSING_CAMERAS', await record({ goat_id: '17', require_all_cameras: false }));
    heldError('MISSING_CAMERAS', await record({ goat_id: 'x', is_test: true }));
    const started = held(recordAnswerSchema, await record({ goat_id: 'test_17', require_all_cameras: true }));
    expect(started).toMatchObject({ cameras_available: ['side', 'top'], cameras_missing: ['front'] });
    expect(started.warning).toContain('front');
    heldError('CAPTURE_IN_PROGRESS', await record({ goat_id: '' }));
    const { last_result: result, cameras } = await statusWhere(api, ({ active }) => !active);
    expect(result).toMatchObject({
      ...{ success: true, total_images: 6 },
      camera_status: { side: 'captured (3 images)', top: 'captured (3 images)', front: 'missing' },
    });
    expect(cameras.front).toEqual({ state: 'missing', images: 0 });
  });

  it('tells where there is no camera at all', async () => {
    await start(NO_CAMERA);
    heldError('MISSING_CAMERAS', await record({ goat_id: '17' }));
    heldError('NO_CAMERAS', await record({ goat_id: 'test_17' }));
    heldError('NO_CAMERAS', await record({ goat_id: '17', is_test: true, require_all_cameras: false }));
    expect(await health()).toMatchObject({ status: 'degraded', simulated: false });
  });
});
