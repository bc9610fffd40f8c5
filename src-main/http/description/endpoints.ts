import {
  busBenchmarkSchema,
  cancelAnswerSchema,
  diagnosticsAnswerSchema,
  focusAnswerSchema,
  focusRequestSchema,
  healthAnswerSchema,
  recordAnswerSchema,
  recordRequestSchema,
  statusAnswerSchema,
} from '#contract/captureApi';
import type { ErrorCode } from '#contract/errors';
import { EVENT_SCHEMAS, eventsRequestSchema } from '#contract/events';
import { overviewSchema } from '#contract/useCases';
import { PREVIEW_CONTENT_TYPE } from '#contract/preview';
import { ACCESS_ENDPOINTS } from './accessEndpoints';
import { DONE, type Endpoint } from './endpoint';
import { DIAGNOSTICS } from './diagnosticsExample';
import { BUS_BENCHMARK, FOCUS, HEALTH, OVERVIEW, RECORD, RECORD_REQUEST, STATUS } from './examples';
import { MACHINE_ENDPOINTS } from './machineEndpoints';
import { SESSION_ENDPOINTS } from './sessionEndpoints';
import { USB_EXPORT_ENDPOINTS } from './usbExportEndpoints';
import { SETTINGS_ENDPOINTS } from './settingsEndpoints';

/** Every endpoint of the API, in the order in which the description tells them. */
export const ENDPOINTS: readonly Endpoint[] = [
  {
    ...{ method: 'get', path: '/health', access: 'open' },
    summary: 'Whether all is ready: cameras, disk, and whether a capture runs. Quick.',
    answer: { name: 'Health', schema: healthAnswerSchema, example: HEALTH },
    errors: [],
  },
  {
    ...{ method: 'post', path: '/record', access: 'login' },
    summary:
      'Starts a capture. goat_id is text of letters, digits, - and _, up to 50, or a whole number; where it is missing it becomes goat_<epoch seconds>. One that begins with test_ makes a test, which keeps nothing. Numbers that have pictures already need overwrite: true.',
    body: { name: 'RecordRequest', schema: recordRequestSchema, example: RECORD_REQUEST },
    answer: { name: 'Record', schema: recordAnswerSchema, example: RECORD },
    errors: [
      ...(['CAPTURE_IN_PROGRESS', 'BUS_TEST_IN_PROGRESS', 'INVALID_GOAT_ID', 'GOAT_EXISTS'] as const),
      ...(['LOW_DISK_SPACE', 'MISSING_CAMERAS', 'NO_CAMERAS', 'DISK_FULL'] as const),
    ],
  },
  {
    ...{ method: 'get', path: '/status', access: 'login' },
    summary:
      'How the newest capture stands. progress goes from starting over capturing to uploading, of a test to checking_s3, and is null at the end; last_result tells how it ended.',
    answer: { name: 'Status', schema: statusAnswerSchema, example: STATUS },
    errors: [],
  },
  {
    ...{ method: 'post', path: '/cancel', access: 'login' },
    summary: 'Ends what is being captured, checked or measured. What is captured already is left alone.',
    answer: { name: 'Cancel', schema: cancelAnswerSchema, example: { status: 'cancelled' } },
    errors: [],
  },
  {
    ...{ method: 'get', path: '/diagnostics', access: 'login' },
    summary:
      'Looks at cameras, disk, store, network, machine and programs, and tells in findings what is wrong and what to do. The store is tried for real: goat-capture-probe.txt is written there and read. It takes up to 15 s.',
    answer: { name: 'Diagnostics', schema: diagnosticsAnswerSchema, example: DIAGNOSTICS },
    errors: [],
  },
  {
    ...{ method: 'get', path: '/diagnostics/bundle', access: 'login' },
    summary:
      'All that somebody needs who is asked for help, as tar.gz: diagnostics, settings, the last sessions, the last lines of the log. No pictures, and no secrets.',
    answer: 'application/gzip',
    errors: ['DISK_FULL'],
  },
  {
    ...{ method: 'post', path: '/diagnostics/cameras', access: 'login' },
    summary:
      'Measures what the USB bus carries: each camera alone, then two, then three at once stream for some seconds; nothing is kept. MAX_PARALLEL=auto goes by the result. It answers when it is done, after about 45 s; captures are refused meanwhile, and /cancel ends it.',
    answer: { name: 'BusTest', schema: busBenchmarkSchema, example: BUS_BENCHMARK },
    errors: ['CAPTURE_IN_PROGRESS', 'BUS_TEST_IN_PROGRESS', 'NO_CAMERAS', 'CANCELLED'],
  },
  {
    ...{ method: 'delete', path: '/diagnostics/learned', access: 'login' },
    summary: 'Forgets that fewer cameras at once are better here: MAX_PARALLEL=auto tries anew.',
    answer: DONE,
    errors: [],
  },
  {
    ...{ method: 'get', path: '/overview', access: 'login' },
    summary: 'All that a screen shows, as one snapshot.',
    answer: { name: 'Overview', schema: overviewSchema, example: OVERVIEW },
    errors: [],
  },
  {
    ...{ method: 'get', path: '/events', access: 'login' },
    summary:
      'Server-sent events; kinds takes several with commas between them, all where it is not given. overview is all that a screen shows, after each change and every two seconds; status, queue and cameras come when they have changed; each is a whole snapshot, and the newest comes at once. log is a line of the log. With Last-Event-ID come those log lines that were missed, and missed where more were written than are kept. Who reads too slowly is cut off.',
    query: { name: 'EventsRequest', schema: eventsRequestSchema },
    answer: 'text/event-stream',
    events: [
      { name: 'Overview', schema: EVENT_SCHEMAS.overview },
      { name: 'Status', schema: EVENT_SCHEMAS.status },
      { name: 'Queue', schema: EVENT_SCHEMAS.queue },
      { name: 'CamerasEvent', schema: EVENT_SCHEMAS.cameras },
      { name: 'LogEvent', schema: EVENT_SCHEMAS.log },
      { name: 'MissedEvent', schema: EVENT_SCHEMAS.missed },
    ],
    errors: ['TOO_MANY_VIEWERS', 'INVALID_REQUEST'],
  },
  {
    ...{ method: 'get', path: '/metrics', access: 'login' },
    summary:
      'For Prometheus, in its text format: captures, failures by code, frame spacing, queue, uploads, cameras, disk, temperature, memory, and the process itself.',
    answer: 'text/plain',
    errors: [],
  },
  {
    ...{ method: 'get', path: '/preview/{camera}', access: 'login' },
    summary:
      'Live pictures of a camera (side, top or front) while nothing is captured, good for an img element.',
    answer: PREVIEW_CONTENT_TYPE,
    errors: ['NOT_FOUND', 'TOO_MANY_VIEWERS'],
  },
  {
    ...{ method: 'post', path: '/focus', access: 'login' },
    summary: "Keeps a camera's focus where it is now, or lets the camera focus by itself again.",
    body: { name: 'FocusRequest', schema: focusRequestSchema, example: { camera: 'side', locked: true } },
    answer: { name: 'Focus', schema: focusAnswerSchema, example: FOCUS },
    errors: [
      ...(['CAPTURE_IN_PROGRESS', 'CAMERA_CONTROL_MISSING', 'FFMPEG_MISSING', 'CAMERA_LOST'] as const),
      ...(['CAMERA_NOT_FOUND', 'CAMERA_PERMISSION_DENIED', 'CAMERA_BUSY', 'CAMERA_PREPARING'] as const),
    ],
  },
  ...MACHINE_ENDPOINTS,
  ...ACCESS_ENDPOINTS,
  ...SETTINGS_ENDPOINTS,
  ...SESSION_ENDPOINTS,
  ...USB_EXPORT_ENDPOINTS,
  {
    ...{ method: 'get', path: '/openapi.json', access: 'login' },
    summary: 'This description, as OpenAPI 3.1.',
    answer: 'application/json',
    errors: [],
  },
  {
    ...{ method: 'get', path: '/docs', access: 'login' },
    summary: 'This description, to read.',
    answer: 'text/html',
    errors: [],
  },
  {
    ...{ method: 'get', path: '/docs.css', access: 'login' },
    summary: 'What that page looks like.',
    answer: 'text/css',
    errors: [],
  },
];

/** All errors that an endpoint may answer with: its own, and those that follow from who may ask and what is sent. */
export function errorsOf({ path, access, body, errors }: Endpoint): ErrorCode[] {
  return [
    ...errors,
    ...(body ? (['INVALID_REQUEST', 'REQUEST_TOO_LARGE'] as const) : []),
    ...(access === 'open' ? [] : (['LOGIN_REQUIRED'] as const)),
    ...(access === 'login' ? (['FORBIDDEN_HOST'] as const) : []),
    ...(path === '/health' ? [] : (['FORBIDDEN_ORIGIN'] as const)),
  ];
}
