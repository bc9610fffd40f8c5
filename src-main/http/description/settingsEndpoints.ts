import {
  settingsAnswerSchema,
  settingsRequestSchema,
  type SettingsAnswer,
  type SettingsRequest,
} from '#contract/settingsApi';
import {
  cameraSettingsAnswerSchema,
  cameraSettingsRequestSchema,
  snapshotAnswerSchema,
  snapshotRequestSchema,
  type CameraSettingsAnswer,
  type CameraSettingsRequest,
} from '#contract/cameraSettings';
import { DONE, type Described, type Endpoint } from './endpoint';

const free = (value: string) => ({ value, is_fixed: false });
const EXAMPLE: SettingsAnswer = {
  settings: {
    NUM_IMAGES: free('15'),
    IMAGE_WIDTH: free('4656'),
    IMAGE_HEIGHT: free('3496'),
    WARMUP_SEC: free('1'),
    MAX_PARALLEL: { value: '2', is_fixed: true },
    REVIEW_SEC: free('10'),
    KEEP_UPLOADED_DAYS: free('7'),
    CAMERA_SIDE: free('/dev/camera_side'),
    CAMERA_TOP: free('/dev/camera_top'),
    CAMERA_FRONT: free('/dev/camera_front'),
  },
  needs_restart: true,
};
const REQUEST: SettingsRequest = { settings: { NUM_IMAGES: '15', MAX_PARALLEL: null } };
const SETTINGS: Described = { name: 'Settings', schema: settingsAnswerSchema, example: EXAMPLE };

const PORT = '/dev/v4l/by-path/platform-fd500000.pcie-pci-0000:01:00.0-usb-0:';
const AT_PORT = { '1-1.2': `${PORT}1.2:1.0-video-index0`, '1-1.3': `${PORT}1.3:1.0-video-index0` };
const CAMERAS_EXAMPLE: CameraSettingsAnswer = {
  devices: Object.entries(AT_PORT).map(([usb_port, device]) => ({
    ...{ device, label: '16MP USB Camera', usb_port, simulated: false },
  })),
  roles: { side: AT_PORT['1-1.2'], top: AT_PORT['1-1.3'], front: null },
  is_fixed: { side: false, top: false, front: true },
  needs_restart: false,
};
const CAMERAS_REQUEST: CameraSettingsRequest = { roles: { side: AT_PORT['1-1.3'], top: AT_PORT['1-1.2'] } };
const CAMERAS: Described = {
  name: 'CameraSetUp',
  schema: cameraSettingsAnswerSchema,
  example: CAMERAS_EXAMPLE,
};
const OF_A_DEVICE = [
  ...(['CAPTURE_IN_PROGRESS', 'BUS_TEST_IN_PROGRESS', 'CAMERA_NOT_FOUND', 'CAMERA_BUSY'] as const),
  ...(['CAMERA_PERMISSION_DENIED', 'CAMERA_LOST', 'CAMERA_STALLED', 'CAMERA_FORMAT'] as const),
  ...(['CAMERA_PREPARING', 'USB_BANDWIDTH', 'FFMPEG_MISSING', 'FFMPEG_FAILED', 'FFMPEG_KILLED'] as const),
];

/** What is set up once. */
export const SETTINGS_ENDPOINTS: readonly Endpoint[] = [
  {
    ...{ method: 'get', path: '/settings', access: 'owner' },
    summary: 'The settings that can be changed from a screen, as they hold from the next start on.',
    answer: SETTINGS,
    errors: [],
  },
  {
    ...{ method: 'post', path: '/settings', access: 'owner' },
    summary: 'Saves settings, all or none; null is back to the default. They hold from the next start on.',
    body: { name: 'SettingsRequest', schema: settingsRequestSchema, example: REQUEST },
    answer: SETTINGS,
    errors: ['SETTING_IS_FIXED', 'INVALID_SETTING', 'DISK_FULL'],
  },
  {
    ...{ method: 'post', path: '/restart', access: 'owner' },
    summary: 'Starts the program again, a moment after the answer.',
    answer: DONE,
    errors: ['CAPTURE_IN_PROGRESS', 'BUS_TEST_IN_PROGRESS'],
  },
  {
    ...{ method: 'get', path: '/cameras', access: 'owner' },
    summary: 'The cameras that are plugged in, and which of them is which from the next start on.',
    answer: CAMERAS,
    errors: [],
  },
  {
    ...{ method: 'post', path: '/cameras', access: 'owner' },
    summary:
      'Says which device is which camera, all or none; each must show a picture. It holds from the next start on.',
    body: { name: 'CameraSetUpRequest', schema: cameraSettingsRequestSchema, example: CAMERAS_REQUEST },
    answer: CAMERAS,
    errors: ['SETTING_IS_FIXED', 'DISK_FULL', ...OF_A_DEVICE],
  },
  {
    ...{ method: 'get', path: '/cameras/still', access: 'owner' },
    summary:
      'What a device of /cameras sees: one small JPEG. It takes a second or two; of several requests one is answered after the other.',
    query: { name: 'StillRequest', schema: snapshotRequestSchema, example: { device: AT_PORT['1-1.2'] } },
    answer: { name: 'Still', schema: snapshotAnswerSchema, example: { jpeg: '/9j/4AAQSkZJRgABAQ==' } },
    errors: ['INVALID_REQUEST', ...OF_A_DEVICE],
  },
];
