import type { LastCapture, Overview } from '#contract/useCases';

/** An overview of a machine at rest, with the changes that a test is about. */
export function overviewExample(changes: Partial<Overview> = {}): Overview {
  const idle = { state: 'idle', images: 0 } as const;
  return {
    now: '2026-02-10T18:30:00.000-05:00',
    health: {
      status: 'ok',
      cameras: { side: true, top: true, front: true },
      disk_free_mb: 25_000,
      recording_active: false,
      simulated: false,
      version: '0.1.0',
      warnings: [],
    },
    status: {
      active: false,
      goat_id: null,
      session_id: null,
      started_at: null,
      progress: null,
      last_error: null,
      last_result: null,
      cameras: { side: idle, top: idle, front: idle },
    },
    next_goat_number: 17,
    store: { kind: 'folder', place: '/data/store', alert: null },
    waiting_sessions: 0,
    needs_attention: 0,
    sessions_version: 1,
    review: null,
    images_per_camera: 20,
    focus_locks: { side: null, top: null, front: null },
    previews: { side: 'off', top: 'off', front: 'off' },
    activity: [],
    newest_pictures: { side: null, top: null, front: null },
    left_ms: null,
    temperature_c: 52.4,
    obstacle: null,
    warnings: [],
    last_capture: null,
    ...changes,
  };
}

/** The same while a goat is captured. */
export function capturingExample(goatId: string, changes: Partial<Overview> = {}): Overview {
  const { health, status } = overviewExample();
  const recording = { state: 'recording', images: 7 } as const;
  return overviewExample({
    health: { ...health, recording_active: true },
    status: {
      ...status,
      active: true,
      goat_id: goatId,
      session_id: 'running',
      progress: 'capturing',
      cameras: { side: recording, top: recording, front: { state: 'waiting', images: 0 } },
    },
    newest_pictures: { side: 7, top: 6, front: null },
    left_ms: 35_200,
    ...changes,
  });
}

/** The end of a good capture of goat 17, with the changes that a test is about. */
export function endExample(changes: Partial<LastCapture> = {}): LastCapture {
  return {
    session_id: 'first',
    goat_id: '17',
    is_test: false,
    outcome: 'captured',
    images: 60,
    fault: null,
    ...changes,
  };
}
