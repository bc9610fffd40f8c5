import type {
  BusStream,
  BusBenchmark,
  FocusAnswer,
  HealthAnswer,
  RecordAnswer,
  RecordRequest,
  StatusAnswer,
} from '#contract/captureApi';
import { forEachCamera } from '#contract/cameras';
import type {
  CounterAnswer,
  QueueAnswer,
  SessionAnswer,
  SessionListAnswer,
  SessionSummary,
} from '#contract/sessionApi';
import type { Overview } from '#contract/useCases';
import type { UsbExportAnswer } from '#contract/usbExport';

/** What the description shows of each shape: a capture of goat 17 at a Pi 4. */
const SESSION_ID = '20260210T183000000Z-17-0a1b2c';
const CAMERAS = ['side', 'top', 'front'] as const;

export const HEALTH: HealthAnswer = {
  status: 'ok',
  cameras: { side: true, top: true, front: true },
  disk_free_mb: 2500,
  recording_active: false,
  simulated: false,
  version: '1.0.0',
  warnings: [],
};

export const RECORD_REQUEST: RecordRequest = {
  goat_id: '17',
  goat_data: { description: 'meat', live_weight: '85 lbs', grade: 'choice' },
  is_test: false,
  require_all_cameras: true,
};

export const RECORD: RecordAnswer = {
  status: 'capture_started',
  goat_id: '17',
  session_id: SESSION_ID,
  num_images: 20,
  capture_fps: 1,
  resolution: '4656x3496',
  is_test: false,
  require_all_cameras: true,
  cameras_expected: [...CAMERAS],
  cameras_available: [...CAMERAS],
  cameras_missing: [],
  warning: null,
};

export const STATUS: StatusAnswer = {
  active: true,
  goat_id: '17',
  session_id: SESSION_ID,
  started_at: '2026-02-10T18:30:00.000000',
  progress: 'capturing',
  last_error: null,
  last_result: null,
  cameras: {
    side: { state: 'recording', images: 12 },
    top: { state: 'recording', images: 12 },
    front: { state: 'waiting', images: 0 },
  },
};

export const FINISHED: StatusAnswer = {
  ...STATUS,
  active: false,
  progress: null,
  last_result: {
    goat_id: '17',
    success: true,
    uploaded: [...CAMERAS.map((camera) => `17/${camera}/images.tar.gz`), '17/goat_data.json'],
    queued: false,
    total_images: 60,
    errors: [],
    duration_sec: 42.3,
  },
  cameras: forEachCamera(() => ({ state: 'captured', images: 20 })),
};

/** A stream of 10 frames of 1 MB a second. */
const stream = (camera: BusStream['camera']): BusStream => ({
  camera,
  first_frame_ms: 1480,
  frames: 40,
  frames_per_second: 10,
  bytes_per_second: 10_400_000,
  lost_frames: 0,
  fault: null,
});
const BANDWIDTH_LIMITED: BusStream = {
  ...stream('front'),
  ...{ first_frame_ms: null, frames: 0, frames_per_second: 0, bytes_per_second: 0 },
  fault: { code: 'USB_BANDWIDTH', parameters: { camera: 'front' } },
};
const GROUPS = [['side'], ['top'], ['front'], ['side', 'top'], ['side', 'front'], ['top', 'front']] as const;

export const BUS_BENCHMARK: BusBenchmark = {
  started_at: '2026-02-10T18:30:00.000-05:00',
  seconds_per_step: 4,
  steps: [
    ...GROUPS.map((group) => ({ streams: group.map(stream) })),
    { streams: [stream('side'), stream('top'), BANDWIDTH_LIMITED] },
  ],
  learned: { total: 2, per_controller: 2, because: 'USB_BANDWIDTH', at: '2026-02-10T18:30:41.000-05:00' },
};

export const FOCUS: FocusAnswer = { status: 'ok', focus_locks: { side: 250, top: null, front: null } };

export const COUNTER: CounterAnswer = { next_goat_number: 18 };

export const QUEUE: QueueAnswer = {
  waiting: 2,
  sending: 1,
  in_review: 0,
  corrections: 0,
  needs_attention: 0,
  bytes_waiting: 104_857_600,
  bytes_per_second: 1_310_720,
  rate_history: [0, 1_276_000, 1_310_720],
  rate_step_sec: 5,
  seconds_left: 80,
  next_try_sec: null,
  alert: null,
};

const SUMMARY: SessionSummary = {
  session_id: SESSION_ID,
  goat_id: '17',
  state: 'uploading',
  simulated: false,
  source: 'kiosk',
  started_at: '2026-02-10T18:30:00.000-05:00',
  images: 60,
  bytes: 52_428_800,
  uploaded: ['17/side/images.tar.gz'],
  cover: 'side',
  flagged: false,
  data_due: false,
  fault: null,
};

export const SESSIONS: SessionListAnswer = { sessions: [SUMMARY], total: 1, next: null };

export const SESSION: SessionAnswer = {
  ...SUMMARY,
  goat_data: { description: 'meat', live_weight: '85 lbs', grade: 'choice' },
  overwrite: false,
  allowed: ['retry', 'correct'],
  finished_at: '2026-02-10T18:30:42.300-05:00',
  duration_sec: 42.3,
  cameras: forEachCamera(() => ({
    state: 'captured',
    worst_spacing_ms: 3,
    fault: null,
    notes: [],
    pictures: [{ timestampUs: 1_000_000, arrivedMs: 2480, bytes: 873_813 }],
  })),
  stored: [{ key: '17/side/images.tar.gz', bytes: 17_476_608, crc64nvme: 'rosUhgyZ+Ig=' }],
};

export const OVERVIEW: Overview = {
  now: '2026-02-10T18:30:12.300-05:00',
  health: HEALTH,
  status: STATUS,
  next_goat_number: 18,
  store: { kind: 's3', place: 'training-937249941844', alert: null },
  waiting_sessions: 2,
  needs_attention: 0,
  sessions_version: 42,
  review: null,
  images_per_camera: 20,
  focus_locks: FOCUS.focus_locks,
  previews: forEachCamera(() => 'paused'),
  newest_pictures: { side: 12, top: 11, front: null },
  left_ms: 30_500,
  temperature_c: 58.4,
  obstacle: null,
  warnings: [],
  last_capture: null,
  activity: [
    {
      ...{ id: 41, at: '2026-02-10T18:30:00.000-05:00', level: 'info', kind: 'capture-started' },
      parameters: { goat_id: '17' },
    },
  ],
};

export const STICKS: UsbExportAnswer = {
  sticks: [
    { id: '/dev/sda1', name: 'GOATS', size_bytes: 31_914_983_424, free_bytes: 29_001_129_984, fault: null },
  ],
  waiting: { sessions: 0, bytes: 0 },
  exported: { sessions: 12, bytes: 629_190_144 },
  export: {
    stick: { id: '/dev/sda1', name: 'GOATS' },
    phase: 'done',
    ...{ sessions: 12, sessions_done: 12, bytes: 629_190_144, bytes_done: 629_190_144 },
    seconds_left: null,
    left_out: [],
    fault: null,
    safe_to_pull: 'powered-off',
  },
};
