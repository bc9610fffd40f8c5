import { access, readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  cancelAnswerSchema,
  diagnosticsAnswerSchema,
  healthAnswerSchema,
  recordAnswerSchema,
  statusAnswerSchema,
} from '#contract/captureApi';
import { overviewSchema } from '#contract/useCases';
import { held, heldError, PAGE, startApi, statusWhere, type TestApi } from '#support/api';

const LEGACY_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/;

describe('the API of an engine with three cameras', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.stop());

  const health = async () => held(healthAnswerSchema, await api.send('/health'));
  const record = (body: unknown) => api.send('/record', { method: 'POST', body });
  const cancel = async () =>
    held(cancelAnswerSchema, await api.send('/cancel', { method: 'POST', body: {} }));

  it('tells in /health that all is ready', async () => {
    expect(await health()).toMatchObject({
      status: 'ok',
      cameras: { side: true, top: true, front: true },
      recording_active: false,
      simulated: true,
      warnings: [],
    });
  });

  it('tells in /diagnostics the cameras, the disk, the store, the plan and the state', async () => {
    const answer = held(diagnosticsAnswerSchema, await api.send('/diagnostics'));
    expect(answer.timestamp).toMatch(LEGACY_TIME);
    expect(answer.cameras.side).toEqual({
      ...{ name: 'side', path: 'simulated', exists: true, readable: true, in_use: false },
      ...{ error: null, fix: null, simulated: true },
    });
    expect(answer.disk).toMatchObject({ ok: true, required_mb: 1 });
    expect(answer.s3).toEqual({ ok: true, bucket: path.join(api.dataDir, 'store'), error: null });
    expect(answer.capture_config).toMatchObject({
      ...{ num_images: 3, capture_fps: 5, resolution: '320x240', format: 'MJPEG' },
      ...{ pipeline: 'passthrough', max_parallel: 3, plan: [['side', 'top', 'front']] },
    });
    expect(answer.state).toEqual(held(statusAnswerSchema, await api.send('/status')));
  });

  it('serves the page, and the overview that it shows', async () => {
    expect(await api.send('/')).toMatchObject({ status: 200, text: PAGE });
    expect(held(overviewSchema, await api.send('/overview'))).toMatchObject({ obstacle: null });
  });

  it('captures a goat and brings it to the store, stage by stage', async () => {
    const started = await record({ goat_id: '17', goat_data: { grade: 'choice' } });
    expect(started.status).toBe(200);
    const answer = held(recordAnswerSchema, started);
    expect(answer).toEqual({
      ...{ status: 'capture_started', goat_id: '17', session_id: answer.session_id },
      ...{ num_images: 3, capture_fps: 5, resolution: '320x240', is_test: false, require_all_cameras: true },
      cameras_expected: ['side', 'top', 'front'],
      cameras_available: ['side', 'top', 'front'],
      ...{ cameras_missing: [], warning: null },
    });
    const stages = new Set<string | null>();
    const end = await statusWhere(api, (status) => {
      stages.add(status.progress);
      return !status.active;
    });
    for (const stage of stages) expect(['starting', 'capturing', 'uploading', null]).toContain(stage);
    expect(stages).toContain('capturing');
    expect((await health()).recording_active).toBe(false);
    expect(end.started_at).toMatch(LEGACY_TIME);
    expect(end).toMatchObject({
      goat_id: '17',
      session_id: answer.session_id,
      progress: null,
      last_error: null,
    });
    expect(end.cameras.front).toEqual({ state: 'captured', images: 3 });
    expect(end.last_result).toMatchObject({
      ...{ goat_id: '17', success: true, total_images: 9, errors: [], queued: false },
      uploaded: expect.arrayContaining(['17/side/images.tar.gz', '17/goat_data.json']) as unknown,
    });
    const store = path.join(api.dataDir, 'store', '17');
    expect((await readdir(store)).sort()).toEqual(['front', 'goat_data.json', 'side', 'top']);
  });

  it('knows a goat again, and replaces its pictures only where that is asked for', async () => {
    const error = heldError('GOAT_EXISTS', await record({ goat_id: 17 }));
    expect(error).toMatchObject({ next_goat_number: 18 });
    expect((await record({ goat_id: 17, overwrite: true })).status).toBe(200);
    await cancel();
  });

  it('says recording_active from the start until the last check, and that it was cancelled', async () => {
    expect((await record({ goat_id: 'a-goat_2' })).status).toBe(200);
    expect((await health()).recording_active).toBe(true);
    await statusWhere(api, ({ cameras }) => cameras.side.state === 'recording');
    expect((await health()).recording_active).toBe(true);
    const beganMs = performance.now();
    await cancel();
    expect(performance.now() - beganMs).toBeLessThan(2000);
    expect(api.processes.runningIds).toEqual([]);
    expect((await health()).recording_active).toBe(false);
    const status = held(statusAnswerSchema, await api.send('/status'));
    expect(status).toMatchObject({ active: false, last_error: 'Capture cancelled by user' });
    expect(status.last_result).toMatchObject({ goat_id: 'a-goat_2', success: false, uploaded: [] });
  });

  it('cancels nothing where nothing runs', async () => {
    const before = await api.send('/status');
    await cancel();
    expect((await api.send('/status')).text).toBe(before.text);
  });

  it('starts one of fifty captures that are asked for at once, and tells the others of it', async () => {
    const asked = Array.from({ length: 50 }, (_, index) => record({ goat_id: `at-once-${index}` }));
    const answers = await Promise.all(asked);
    const [winner, ...more] = answers.filter(({ status }) => status === 200);
    expect(more).toEqual([]);
    if (!winner) throw new Error('none of them was started');
    const started = held(recordAnswerSchema, winner);
    const refused = answers.filter((answer) => answer !== winner);
    expect(refused).toHaveLength(49);
    for (const answer of refused) {
      const { current_capture: current } = heldError('CAPTURE_IN_PROGRESS', answer);
      expect(current).toMatchObject({
        goat_id: started.goat_id,
        started_at: expect.stringMatching(LEGACY_TIME) as unknown,
        progress: expect.stringMatching(/^(starting|capturing)$/) as unknown,
      });
    }
    await cancel();
  });

  it('makes a test of an id that begins with test_, and keeps nothing of it', async () => {
    const answer = held(
      recordAnswerSchema,
      await record({ goat_id: 'test_1', goat_data: { grade: 'prime' } }),
    );
    expect(answer).toMatchObject({ is_test: true, require_all_cameras: false });
    const stages = new Set<string | null>();
    const { last_result: result } = await statusWhere(api, ({ progress, active }) => {
      stages.add(progress);
      return !active;
    });
    expect(stages).not.toContain('uploading');
    expect(result).toMatchObject({
      ...{ goat_id: 'test_1', success: true, test: true, uploaded: [], total_images: 9 },
      camera_status: { side: 'captured (3 images)' },
      s3_check: {
        ok: true,
        error: null,
        would_upload: expect.arrayContaining(['test_1/top/images.tar.gz']) as unknown,
      },
    });
    await expect(access(path.join(api.dataDir, 'store', 'test_1'))).rejects.toThrow();
    await expect.poll(() => api.spool.list().filter(({ isTest }) => isTest)).toEqual([]);
  });

  it('names a goat by the time where no id is given', async () => {
    const nowSec = Math.floor(Date.now() / 1000);
    const { goat_id: id } = held(recordAnswerSchema, await api.send('/record', { method: 'POST' }));
    const [, seconds] = /^goat_(\d+)$/.exec(id) ?? [];
    expect(Number(seconds) - nowSec).toBeLessThan(5);
    await cancel();
  });
});
