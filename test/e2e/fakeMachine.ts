import type { Page } from '@playwright/test';
import { NO_PICTURE } from '#main/http/preview';
import { DIAGNOSTICS } from '#main/http/description/diagnosticsExample';
import type { CameraSettingsAnswer } from '#contract/cameraSettings';
import type { BusStream, BusBenchmark } from '#contract/captureApi';
import { faultFinding } from '#engine/diagnostics/finding';
import { AppError, appError, errorAnswer, httpStatusOf, type Fault } from '#contract/errors';
import type { QueueAnswer, SessionAnswer, SessionListAnswer } from '#contract/sessionApi';
import { settingsExample } from '#support/settingsExample';
import type { Overview } from '#contract/useCases';
import type { MachineAnswer } from '#contract/machine';
import type { UsbExportAnswer } from '#contract/usbExport';

/** What a page is told instead of what its machine would say, so that each state of a screen is there at once. */
export interface FakeMachine {
  /** How the machine is from now on; the page reads it within a second. `login`: it wants the password first. */
  overview: Overview | 'login' | 'gone';
  /** What `POST /record` is refused with. */
  refusal: Fault;
  session?: SessionAnswer;
  sessions?: SessionListAnswer;
  queue?: QueueAnswer;
  sticks?: UsbExportAnswer;
  /** The devices that are pulled out, by their USB ports. */
  unplugged?: string[];
  /** The bodies of all `POST /record` and `POST /cameras`. */
  requests: unknown[];
}

/** A drawn goat in its pen, where the cameras' pictures would be. */
const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 480">
  <rect width="640" height="480" fill="#7d8a6a"/><rect y="330" width="640" height="150" fill="#b49a63"/>
  <path d="M150 380V240q0-40 60-40h190q50 0 60-60l20-40 30 40 40 20-10 30-50 10-20 90v90h-30v-90H220v90z"
    fill="#efe7d6"/></svg>`;

const goodStream = (camera: BusStream['camera']): BusStream => ({
  camera,
  first_frame_ms: 1480,
  frames: 40,
  frames_per_second: 10.02,
  bytes_per_second: 11_240_000,
  lost_frames: 0,
  fault: null,
});

/** Three cameras of which two stream at once. */
const BUS_BENCHMARK: BusBenchmark = {
  started_at: '2026-02-10T18:30:00.000-05:00',
  seconds_per_step: 4,
  steps: [
    ...(['side', 'top', 'front'] as const).map((camera) => ({ streams: [goodStream(camera)] })),
    { streams: [goodStream('side'), goodStream('top')] },
    {
      streams: [
        goodStream('side'),
        goodStream('top'),
        {
          ...goodStream('front'),
          frames: 0,
          fault: appError('USB_BANDWIDTH', { camera: 'front' }).fault,
        },
      ],
    },
  ],
  learned: { total: 2, per_controller: 2, because: 'USB_BANDWIDTH', at: '2026-02-10T18:30:00.000-05:00' },
};

/** Four cameras of one make, of which the last is none of the three, and in use by another program. */
const PORTS = ['1-1.1', '1-1.2', '1-1.3', '1-1.4.2'];
const cameraSettings = (unplugged: readonly string[]): CameraSettingsAnswer => ({
  devices: PORTS.filter((port) => !unplugged.includes(port)).map((port) => ({
    ...{ device: `/dev/v4l/by-path/${port}`, label: '16MP USB Camera', usb_port: port, simulated: false },
  })),
  roles: {
    side: '/dev/v4l/by-path/1-1.1',
    top: '/dev/v4l/by-path/1-1.2',
    front: '/dev/v4l/by-path/1-1.3',
  },
  is_fixed: { side: false, top: false, front: false },
  needs_restart: true,
});
const HELD: Fault = { code: 'CAMERA_BUSY', parameters: { camera: '1-1.4.2', holder: 'cheese (4711)' } };

/** Much that is not as it comes, one thing fixed, and something that waits for a restart. */
const SETTINGS = settingsExample(
  { NUM_IMAGES: { value: '17', is_fixed: false }, MAX_PARALLEL: { value: '2', is_fixed: true } },
  true,
);
const DIAGNOSED = {
  ...DIAGNOSTICS,
  findings: [
    faultFinding('cameras', {
      code: 'CAMERA_NOT_FOUND',
      parameters: { camera: 'side', path: '/dev/camera_side' },
    }),
    ...DIAGNOSTICS.findings.slice(1),
  ],
};
const TOKEN = { name: 'weighing-scale', created_at: '2026-02-10T18:30:00.000-05:00' };
/** A clock that is set by hand, on a screen whose brightness can be set. */
const MACHINE: MachineAnswer = {
  time: {
    ...{ now: '2026-02-10T18:30:00.000-05:00', time_zone: 'America/Argentina/ComodRivadavia' },
    ...{ can_be_automatic: true, automatic: false, synchronised: false },
  },
  brightness: 80,
};
const TIME_ZONES = ['Africa/Abidjan', 'America/Argentina/ComodRivadavia', 'America/Chicago', 'UTC'];
const SHOWN_TOKEN = 'goat_capture_kW3mZ0b1eQ4yq1v0Jp5m2n8s7t6u5v4w3x2y1z0aBcD';

/** Answers the page's requests in place of its machine. The page itself still comes from there. */
export async function mockApi(page: Page, machine: FakeMachine): Promise<void> {
  await page.route(/\/events\b/, (route) => route.abort());
  await page.route('**/overview', (route) => {
    const { overview } = machine;
    if (overview === 'gone') return route.abort();
    if (overview === 'login') return route.fulfill(refused({ code: 'LOGIN_REQUIRED', parameters: {} }));
    return route.fulfill({ json: overview });
  });
  await page.route('**/cameras', (route, request) => {
    if (request.method() === 'POST') machine.requests.push(request.postDataJSON());
    return route.fulfill({ json: cameraSettings(machine.unplugged ?? []) });
  });
  await page.route('**/cameras/still?*', (route, request) =>
    route.fulfill(
      request.url().includes('1-1.4.2') ? refused(HELD) : { json: { jpeg: NO_PICTURE.toString('base64') } },
    ),
  );
  await page.route('**/diagnostics', (route) => route.fulfill({ json: DIAGNOSED }));
  await page.route('**/tokens', (route, request) =>
    route.fulfill({
      json: request.method() === 'POST' ? { ...TOKEN, token: SHOWN_TOKEN } : { tokens: [TOKEN] },
    }),
  );
  await page.route('**/machine', (route) => route.fulfill({ json: MACHINE }));
  await page.route('**/machine/time_zones', (route) => route.fulfill({ json: { time_zones: TIME_ZONES } }));
  await page.route('**/diagnostics/cameras', (route) => route.fulfill({ json: BUS_BENCHMARK }));
  await page.route('**/settings', (route) => route.fulfill({ json: SETTINGS }));
  await page.route('**/preview/*', (route) => route.fulfill({ contentType: 'image/svg+xml', body: PICTURE }));
  await page.route('**/sessions?*', (route) => route.fulfill({ json: machine.sessions }));
  await page.route('**/sticks', (route) => route.fulfill({ json: machine.sticks }));
  await page.route('**/queue', (route) => route.fulfill({ json: machine.queue }));
  await page.route(/\/sessions\/[^/]+$/, (route) => route.fulfill({ json: machine.session }));
  await page.route(/\/(thumbnails|pictures|newest)\//, (route) =>
    route.fulfill({ contentType: 'image/svg+xml', body: PICTURE }),
  );
  await page.route('**/record', (route, request) => {
    machine.requests.push(request.postDataJSON());
    return route.fulfill(refused(machine.refusal));
  });
}

/** Has the page read at once how the machine is now, as it does when a network comes back. */
export async function readAgain(page: Page): Promise<void> {
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
}

function refused(fault: Fault) {
  return { status: httpStatusOf(fault.code), json: errorAnswer(new AppError(fault, {}, undefined)) };
}
