import type { Activity } from '#contract/useCases';

const line = (
  id: number,
  level: Activity['level'],
  kind: Activity['kind'],
  parameters: Activity['parameters'],
  code?: Activity['code'],
): Activity => ({
  ...{ id, level, kind, parameters },
  at: `2026-02-10T17:00:${String(10 + id)}.000-06:00`,
  ...(code && { code }),
});
/** Lines of the activity log, one of each level. */
export const activityExample = [
  line(0, 'info', 'started', { version: '0.1.0' }),
  line(1, 'info', 'capture-started', { goat_id: '100233' }),
  line(2, 'success', 'camera-captured', { camera: 'side', images: 20 }),
  line(3, 'error', 'fault', { camera: 'front', expected: 10, measured: 5.1 }, 'CAMERA_SLOW'),
  line(4, 'warning', 'upload-waits', { goat_id: '100233' }),
];
