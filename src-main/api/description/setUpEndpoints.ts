import {
  settingsAnswerSchema,
  settingsRequestSchema,
  type SettingsAnswer,
  type SettingsRequest,
} from '../../contract/setUp';
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

/** What is set up once. */
export const SET_UP_ENDPOINTS: readonly Endpoint[] = [
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
];
