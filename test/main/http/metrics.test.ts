import { afterEach, describe, expect, it } from 'vitest';
import { heldError, startApi, statusWhere, type TestApi } from '#support/api';
import { NO_CAMERAS } from '#support/engine';
import { readPrometheus, type Family } from '#support/prometheus';

let api: TestApi;
afterEach(() => api.stop());

const metrics = async () => readPrometheus((await api.send('/metrics')).text);

/** The value of the one sample with these labels. */
function valueOf(families: Map<string, Family>, name: string, labels: Record<string, string> = {}) {
  const samples = [...families.values()].flatMap((family) => family.samples);
  const found = samples.filter((sample) => sample.name === `goat_capture_${name}`);
  return found.find((sample) => Object.entries(labels).every(([key, value]) => sample.labels[key] === value))
    ?.value;
}

const record = (body: unknown) => api.send('/record', { method: 'POST', body });

describe('/metrics', () => {
  it('counts a capture, how far apart its pictures are, and its way to the store', async () => {
    api = await startApi();
    const before = await metrics();
    expect(valueOf(before, 'captures_total')).toBeUndefined();
    expect(valueOf(before, 'camera_ready', { camera: 'top' })).toBe(1);
    expect(valueOf(before, 'disk_required_bytes')).toBe(1e6);
    await record({ goat_id: 5 });
    expect(valueOf(await metrics(), 'recording')).toBe(1);
    const { last_result: result } = await statusWhere(api, ({ active }) => !active);
    expect(result?.uploaded).toHaveLength(3);
    const after = await metrics();
    expect(valueOf(after, 'captures_total', { outcome: 'captured', test: 'false' })).toBe(1);
    expect(valueOf(after, 'frame_spacing_error_seconds_count', { camera: 'front' })).toBe(2);
    expect(valueOf(after, 'frame_spacing_error_seconds_bucket', { camera: 'front', le: '0.1' })).toBe(2);
    expect(valueOf(after, 'capture_duration_seconds_count')).toBe(1);
    expect(valueOf(after, 'uploads_total')).toBe(1);
    const [session] = api.spool.list();
    const bytes = session?.stored.reduce((sum, stored) => sum + stored.bytes, 0);
    expect(valueOf(after, 'uploaded_bytes_total')).toBe(bytes);
    expect(valueOf(after, 'queue_sessions', { state: 'waiting' })).toBe(0);
    expect(after.get('process_resident_memory_bytes')?.samples).toHaveLength(1);
  });

  it('counts failures by their code, and what is cancelled is none', async () => {
    api = await startApi({
      store: () => ({
        ...{ kind: 's3', place: 'bucket', bytesPerSecond: 0, rateHistory: [] },
        put: () => Promise.reject(new Error('the store is on fire')),
        holds: () => Promise.resolve(true),
        copyAside: () => Promise.resolve([]),
        abandon: () => Promise.resolve(),
        sweep: () => Promise.resolve(),
        listGoats: () => Promise.resolve([]),
        check: () => Promise.resolve(),
        examine: () => Promise.reject(new Error('nobody asks for diagnostics here')),
      }),
    });
    await record({ goat_id: 5 });
    await statusWhere(api, ({ active }) => !active);
    await record({ goat_id: 6 });
    await api.send('/cancel', { method: 'POST', body: {} });
    const families = await metrics();
    expect(valueOf(families, 'captures_total', { outcome: 'cancelled' })).toBe(1);
    expect(valueOf(families, 'capture_failures_total')).toBeUndefined();
    expect(valueOf(families, 'upload_failures_total', { code: 'INTERNAL_ERROR' })).toBeGreaterThan(0);
    expect(valueOf(families, 'queue_sessions', { state: 'waiting' })).toBe(1);
    expect(valueOf(families, 'queue_bytes')).toBeGreaterThan(9000);
  });

  it('is for those who are let in, in the format that Prometheus asks for', async () => {
    api = await startApi({ settings: NO_CAMERAS });
    heldError('LOGIN_REQUIRED', await api.send('/metrics', { headers: { Host: 'kiosk.example' } }));
    const answer = await api.send('/metrics');
    expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    const families = readPrometheus(answer.text);
    expect(valueOf(families, 'camera_ready', { camera: 'side' })).toBe(0);
    expect(valueOf(families, 'info', { version: '0.0.0-test' })).toBe(1);
    expect(valueOf(families, 'memory_available_bytes')).toBeGreaterThan(1e6);
  });
});
