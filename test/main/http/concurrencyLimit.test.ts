import { afterEach, expect, it } from 'vitest';
import { CAMERA_NAMES } from '#contract/cameras';
import { diagnosticsAnswerSchema } from '#contract/captureApi';
import { ConcurrencyLimits } from '#engine/capture/concurrencyLimit';
import { sampleCamera } from '#support/capture';
import { held, startApi, type TestApi } from '#support/api';

let api: TestApi;
afterEach(() => api.stop());

it('DELETE /diagnostics/learned makes auto try all cameras anew', async () => {
  api = await startApi({ settings: { MAX_PARALLEL: 'auto' } });
  const cameras = CAMERA_NAMES.map((name) => sampleCamera(name, 'simulated'));
  const limits = new ConcurrencyLimits({ ...api, controllerOf: () => 'usb' });
  await limits.record(cameras, { total: 1, perController: 1 }, 'USB_BANDWIDTH');
  const diagnostics = async () =>
    held(diagnosticsAnswerSchema, await api.send('/diagnostics')).capture_config;
  expect(await diagnostics()).toMatchObject({
    plan: [['side'], ['top'], ['front']],
    learned: { total: 1, per_controller: 1, because: 'USB_BANDWIDTH' },
  });
  const answer = await api.send('/diagnostics/learned', { method: 'DELETE' });
  expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { status: 'ok' }]);
  expect(await diagnostics()).toMatchObject({ plan: [['side', 'top'], ['front']], learned: null });
});
