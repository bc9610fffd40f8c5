import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { doneAnswerSchema } from '#contract/authApi';
import { settingsAnswerSchema } from '#contract/settingsApi';
import { held, heldError, logIn, startApi, type TestApi } from '#support/api';
import { until } from '#support/capture';
import { NO_CAMERAS } from '#support/engine';

let api: TestApi;
beforeEach(async () => {
  api = await startApi({ settings: NO_CAMERAS, fixed: { MAX_PARALLEL: '2' } });
});
afterEach(() => api.stop());

const post = (path: string, body: unknown = {}) => api.send(path, { method: 'POST', body });
const FROM_ANOTHER_MACHINE = { headers: { 'x-forwarded-for': '10.0.0.7' } };

describe('settings over HTTP', () => {
  it('are read, saved and refused', async () => {
    expect(held(settingsAnswerSchema, await api.send('/settings')).settings.MAX_PARALLEL.is_fixed).toBe(true);
    const saved = held(settingsAnswerSchema, await post('/settings', { settings: { NUM_IMAGES: '5' } }));
    expect(saved).toMatchObject({ needs_restart: true, settings: { NUM_IMAGES: { value: '5' } } });
    heldError('SETTING_IS_FIXED', await post('/settings', { settings: { MAX_PARALLEL: '3' } }));
    heldError('INVALID_SETTING', await post('/settings', { settings: { NUM_IMAGES: '0' } }));
    heldError('INVALID_REQUEST', await post('/settings', { settings: { API_PASSWORD: 'mine mine' } }));
  });

  it('are for those who have the password, and not for a token', async () => {
    heldError('LOGIN_REQUIRED', await api.send('/settings', FROM_ANOTHER_MACHINE));
    const cookie = await logIn(api, FROM_ANOTHER_MACHINE);
    const headers = { ...FROM_ANOTHER_MACHINE.headers, cookie };
    held(settingsAnswerSchema, await api.send('/settings', { headers }));
    const { token } = await api.access.tokens.make('scale');
    const asProgram = { headers: { ...FROM_ANOTHER_MACHINE.headers, authorization: `Bearer ${token}` } };
    for (const [path, method] of [
      ['/settings', 'GET'],
      ['/settings', 'POST'],
      ['/restart', 'POST'],
    ] as const) {
      heldError('LOGIN_REQUIRED', await api.send(path, { ...asProgram, method }));
    }
    expect(api.restarts()).toBe(0);
  });

  it('hold after a restart, which is answered before it comes', async () => {
    held(doneAnswerSchema, await post('/restart'));
    await until(() => api.restarts() === 1);
  });
});
