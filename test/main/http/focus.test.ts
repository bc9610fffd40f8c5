import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { focusAnswerSchema } from '#contract/captureApi';
import { overviewSchema } from '#contract/useCases';
import { held, heldError, startApi, type TestApi } from '#support/api';
import { temporaryFolder } from '#support/capture';
import { fakeV4l2Ctl, type FakeV4l2Ctl } from '#support/v4l2Ctl';

let api: TestApi;
let folder: string;
let camera: FakeV4l2Ctl;

beforeAll(async () => {
  folder = await temporaryFolder('focus');
  const device = path.join(folder, 'camera_side');
  await writeFile(device, '');
  const lens = { focus_absolute: { value: 312 }, focus_automatic_continuous: { value: 1 } };
  camera = await fakeV4l2Ctl(path.join(folder, 'bin'), lens);
  api = await startApi({ settings: { CAMERA_SIDE: device } });
});
afterAll(async () => {
  camera.restore();
  await api.stop();
  await rm(folder, { recursive: true });
});

const post = (body: unknown) => api.send('/focus', { method: 'POST', body });

describe('POST /focus', () => {
  it('locks the focus where it is, shows it to all screens, and lets it go', async () => {
    const locked = held(focusAnswerSchema, await post({ camera: 'side', locked: true }));
    expect(locked.focus_locks).toEqual({ side: 312, top: null, front: null });
    expect(await camera.values()).toEqual({ focus_absolute: 312, focus_automatic_continuous: 0 });
    const overview = held(overviewSchema, await api.send('/overview'));
    expect(overview.focus_locks.side).toBe(312);
    const free = held(focusAnswerSchema, await post({ camera: 'side', locked: false }));
    expect(free.focus_locks.side).toBeNull();
    expect((await camera.values()).focus_automatic_continuous).toBe(1);
  });

  it('says that a simulated camera has no focus', async () => {
    heldError('CAMERA_CONTROL_MISSING', await post({ camera: 'top', locked: true }));
  });

  it.each([
    null,
    {},
    { camera: 'side' },
    { camera: 'back', locked: true },
    { camera: 'side', locked: 'yes' },
  ])('refuses %j', async (body) => {
    heldError('INVALID_REQUEST', await post(body));
  });

  it('waits until a capture is over', async () => {
    const body = { goat_id: 'test_1', is_test: true };
    expect((await api.send('/record', { method: 'POST', body })).status).toBe(200);
    heldError('CAPTURE_IN_PROGRESS', await post({ camera: 'side', locked: true }));
    await api.send('/cancel', { method: 'POST' });
  });
});
