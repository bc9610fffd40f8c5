import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cameraSettingsAnswerSchema, snapshotAnswerSchema } from '#contract/cameraSettings';
import { held, heldError, startApi, type TestApi } from '#support/api';

let api: TestApi;
beforeEach(async () => {
  api = await startApi({ fixed: { CAMERA_FRONT: 'simulated' } });
});
afterEach(() => api.stop());

const post = (roles: unknown) => api.send('/cameras', { method: 'POST', body: { roles } });

describe('which camera is which, over HTTP', () => {
  it('is told, and changed where each shows a picture', async () => {
    const told = held(cameraSettingsAnswerSchema, await api.send('/cameras'));
    expect(told).toMatchObject({
      roles: { side: 'simulated:side', top: 'simulated:top', front: 'simulated:front' },
      is_fixed: { side: false, top: false, front: true },
      needs_restart: false,
    });
    const swapped = held(
      cameraSettingsAnswerSchema,
      await post({ side: 'simulated:top', top: 'simulated:side' }),
    );
    expect(swapped).toMatchObject({
      roles: { side: 'simulated:top', top: 'simulated:side', front: 'simulated:front' },
      needs_restart: true,
    });
    heldError('SETTING_IS_FIXED', await post({ front: 'simulated:top', side: 'simulated:front' }));
    heldError('CAMERA_NOT_FOUND', await post({ side: '/dev/video9' }));
    heldError('INVALID_REQUEST', await post({ side: 7 }));
  });

  it('can be seen', async () => {
    const { jpeg } = held(snapshotAnswerSchema, await api.send('/cameras/still?device=simulated:top'));
    expect([...Buffer.from(jpeg, 'base64').subarray(0, 2)]).toEqual([0xff, 0xd8]);
    heldError('CAMERA_NOT_FOUND', await api.send('/cameras/still?device=/dev/video9'));
    heldError('INVALID_REQUEST', await api.send('/cameras/still'));
  });

  it('is not looked at or changed while a capture runs', async () => {
    await api.send('/record', { method: 'POST', body: { goat_id: '1' } });
    heldError('CAPTURE_IN_PROGRESS', await api.send('/cameras/still?device=simulated:top'));
    heldError('CAPTURE_IN_PROGRESS', await post({ side: 'simulated:top', top: 'simulated:side' }));
    await api.send('/cancel', { method: 'POST', body: {} });
  });

  it('is for those who have the password', async () => {
    const headers = { 'x-forwarded-for': '10.0.0.7' };
    for (const path of ['/cameras', '/cameras/still?device=simulated:top'])
      heldError('LOGIN_REQUIRED', await api.send(path, { headers }));
    heldError('LOGIN_REQUIRED', await api.send('/cameras', { headers, method: 'POST', body: {} }));
  });
});
