import { afterEach, expect, it } from 'vitest';
import { CAMERA_NAMES } from '#contract/cameras';
import { diagnosticsAnswerSchema } from '#contract/captureApi';
import { LearnedLimits } from '#engine/capture/concurrencyLimit';
import { filmCamera } from '#support/capture';
import { held, startApi, type TestApi } from '#support/api';

let api: TestApi;
afterEach(() => api.stop());

it('DELETE /diagnostics/learned makes auto try all cameras anew', async () => {
  api = await startApi({ settings: { MAX_PARALLEL: 'auto' } });
  const cameras = CAMERA_NAMES.map((name) => filmCamera(name, 'simulated'));
  const learnedBy = new LearnedLimits({ ...api, controllerOf: () => 'usb' });
  await learnedBy.learn(cameras, { total: 1, perController: 1 }, 'USB_BANDWIDTH');
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
