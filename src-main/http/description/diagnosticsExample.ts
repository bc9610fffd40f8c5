import type { CameraCheck, DiagnosticsAnswer } from '#contract/captureApi';
import { CAMERA_NAMES, forEachCamera } from '#contract/cameras';
import { translateFault, type Fault } from '#contract/errors';
import { found } from '#engine/diagnostics/finding';
import { FINISHED } from './examples';

const USB_PORTS = { side: '1-1.1', top: '1-1.2', front: '1-1.3' } as const;
const LOST: Fault = { code: 'CAMERA_LOST', parameters: { camera: 'top' } };

const check = (name: CameraCheck['name']): CameraCheck => ({
  name,
  path: `/dev/camera_${name}`,
  exists: true,
  readable: true,
  in_use: false,
  error: null,
  fix: null,
  simulated: false,
});

export const DIAGNOSTICS: DiagnosticsAnswer = {
  timestamp: '2026-02-10T18:31:00.000000',
  cameras: forEachCamera(check),
  disk: { ok: true, free_mb: 2500, required_mb: 1000 },
  s3: { ok: true, bucket: 'training-937249941844', error: null },
  capture_config: {
    num_images: 20,
    capture_fps: 1,
    resolution: '4656x3496',
    format: 'MJPEG',
    pipeline: 'passthrough',
    max_parallel: 'auto',
    plan: [['side', 'top'], ['front']],
    learned: null,
  },
  bus_test: null,
  state: FINISHED,
  findings: [
    ...CAMERA_NAMES.map((camera) => found('cameras', 'CAMERA_READY', { camera })),
    found('disk', 'DISK_SOON_FULL', { goats: 18 }),
    found('store', 'STORE_FINE', { bucket: 'training-937249941844' }),
    found('network', 'NETWORK_FINE', { addresses: '192.168.1.17' }),
    found('machine', 'MACHINE_FINE', { memory_mb: 2900 }),
    found('program', 'PROGRAM_FINE', { version: '1.0.0' }),
  ],
  details: {
    cameras: forEachCamera((name) => ({
      ...{ usb_port: USB_PORTS[name], usb_mbit_per_sec: 480, controller: 'platform/scb/fd500000.pcie' },
      ...{ driver: 'uvcvideo', model: '16MP USB Camera', formats: ['MJPG 4656x3496 10 fps'] },
      ...{ controls: { focus_automatic_continuous: 0, focus_absolute: 250 }, holder: null },
    })),
    disk: { spool_mb: 1240, write_mb_per_sec: 31.5, goats_left: 18, days_left: 2.4 },
    store: {
      ...{ kind: 's3', identity: 'arn:aws:iam::937249941844:user/goat-pi-capture' },
      rights: { list: true, put: true, get: true },
      ...{ clock_skew_sec: 0, round_trip_ms: 84 },
    },
    network: { addresses: ['192.168.1.17'] },
    machine: {
      ...{ model: 'Raspberry Pi 4 Model B Rev 1.5', temperature_c: 61.3 },
      power: {
        ...{ under_voltage: false, throttled: false },
        ...{ under_voltage_since_start: false, throttled_since_start: false },
      },
      ...{ memory_mb: 3881, memory_available_mb: 2900, uptime_sec: 86_400 },
    },
    versions: { 'goat-capture': '1.0.0', ffmpeg: 'ffmpeg version 5.1.6-0+deb12u1' },
    last_errors: [
      {
        ...{ at: '2026-02-10T17:02:11.000-05:00', fault: LOST },
        ...translateFault(LOST, 'en'),
      },
    ],
  },
};
