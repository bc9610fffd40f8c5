import { expect, type Page } from '@playwright/test';
import type { Fault } from '#contract/errors';
import type { QueueAnswer, SessionAnswer, SessionListAnswer } from '#contract/sessionApi';
import type { Overview } from '#contract/useCases';
import type { UsbExportAnswer } from '#contract/usbExport';
import type { Locale } from '#contract/locales/en/en';
import { MACHINE_COMPONENTS } from '../../src-renderer/status/problems';
import { activityExample } from '#support/activityExample';
import { capturingExample, endExample, overviewExample } from '#support/overviewExample';
import { sessionExample } from '#support/sessionExample';
import { readAgain, type FakeMachine } from './fakeMachine';
import { SESSION_SCREENS } from './sessionScreens';
import { SETTINGS_SCREENS } from './settingsScreens';
import { USB_EXPORT_SCREENS } from './usbExportScreens';

/** A screen in one of its states, and how to come to it. */
export interface Screen {
  name: string;
  /** How the machine is when the page opens. */
  overview: FakeMachine['overview'];
  refusal?: Fault;
  session?: SessionAnswer;
  sessions?: SessionListAnswer;
  queue?: QueueAnswer;
  sticks?: UsbExportAnswer;
  /** What is done then. */
  steps?: (page: Page, messages: Locale, machine: FakeMachine) => Promise<void>;
}

const OUT_OF_REACH: Fault = {
  code: 'STORE_UNREACHABLE',
  parameters: { bucket: 'training-937249941844' },
};
const { health } = overviewExample();
const bucket = { kind: 's3', place: 'training-937249941844', alert: null } as const;

/** A machine with numbers of many digits, real cameras and something to tell. */
const busy = (changes: Partial<Overview> = {}) =>
  overviewExample({
    next_goat_number: 100_234,
    store: bucket,
    waiting_sessions: 12,
    activity: activityExample,
    previews: { side: 'live', top: 'live', front: 'live' },
    ...changes,
  });

/** Shows how a capture of goat 100233 ended: the page must have seen it run. */
const ended =
  (last: Parameters<typeof endExample>[0], changes: Partial<Overview> = {}): NonNullable<Screen['steps']> =>
  async (page, messages, machine) => {
    await page.getByRole('button', { name: messages.cancel, exact: true }).waitFor();
    machine.overview = busy({ last_capture: endExample({ goat_id: '100233', ...last }), ...changes });
    await readAgain(page);
    await page.locator('.end').waitFor();
  };
const withFault = busy({
  previews: { side: 'waiting', top: 'off', front: 'off' },
  health: {
    ...health,
    status: 'degraded',
    cameras: { side: true, top: false, front: false },
    disk_free_mb: 850,
    simulated: true,
  },
  obstacle: { code: 'MISSING_CAMERAS', parameters: { cameras: 'top, front' } },
  store: { ...bucket, alert: OUT_OF_REACH },
  warnings: [{ code: 'OPEN_TO_ALL', parameters: {} }],
});
const allCamerasFailed: Overview = {
  ...withFault,
  needs_attention: 2,
  temperature_c: 84.2,
  warnings: [
    ...withFault.warnings,
    { code: 'POWER_LOW', parameters: {} },
    { code: 'MACHINE_HOT', parameters: { degrees: 84 } },
    { code: 'CLOCK_WRONG_YEAR', parameters: { year: '1970' } },
    { code: 'LOW_DISK_SPACE', parameters: { free_mb: 850, required_mb: 1000 } },
  ],
};
const capturing = capturingExample('100233', { store: bucket, activity: activityExample });

const { session_id, cameras } = sessionExample();
const reviewing = busy({ review: { session_id, goat_id: '100233', ends_in_ms: 8000 } });
const reviewed = sessionExample({
  goat_id: '100233',
  cameras: {
    ...cameras,
    top: { ...cameras.top, notes: [{ kind: 'unusual-size', picture: 7, detail: '' }] },
    front: {
      ...cameras.front,
      notes: [
        { kind: 'recorded-later', picture: null, detail: '' },
        { kind: 'picture-replaced', picture: 2, detail: '' },
      ],
    },
  },
});

/** Every screen in every state that looks different. */
export const SCREENS: readonly Screen[] = [
  {
    name: 'form',
    overview: busy({ next_goat_number: 17 }),
    async steps(page) {
      await expect(page.locator('.sharpness')).toHaveCount(3);
    },
  },
  {
    name: 'form-filled',
    overview: busy({ next_goat_number: 999_999_999, health: { ...health, simulated: true } }),
    async steps(page, messages) {
      await page.getByRole('button', { name: messages.choices.cross, exact: true }).click();
      await page.getByRole('button', { name: messages.choices['cab choice'], exact: true }).click();
      await page.getByRole('button', { name: messages.enterWeight }).click();
      for (const key of ['8', '5', messages.decimalPoint, '5'])
        await page.getByRole('button', { name: key, exact: true }).click();
      await page.getByRole('button', { name: messages.padDone }).click();
    },
  },
  {
    name: 'form-in-trouble',
    overview: withFault,
  },
  {
    name: 'form-with-a-warning',
    overview: busy({ warnings: [{ code: 'OPEN_TO_ALL', parameters: {} }] }),
  },
  { name: 'form-all-parts-in-trouble', overview: allCamerasFailed },
  ...MACHINE_COMPONENTS.map((part) => ({
    name: `part-${part}`,
    overview: allCamerasFailed,
    async steps(page: Page) {
      await page.locator(`.part-of-${part}`).click();
      await page.getByRole('dialog').waitFor();
    },
  })),
  {
    name: 'part-well',
    overview: busy(),
    async steps(page, messages) {
      await page.getByRole('button', { name: messages.clock }).click();
    },
  },
  {
    name: 'form-connection-lost',
    overview: busy(),
    async steps(page, messages, machine) {
      machine.overview = 'gone';
      await readAgain(page);
      await page.getByText(messages.connectionLost).waitFor();
    },
  },
  {
    name: 'number-pad',
    overview: busy(),
    async steps(page, messages) {
      await page.getByRole('button', { name: messages.goatNumberIs('100234') }).click();
    },
  },
  {
    name: 'weight-pad',
    overview: busy(),
    async steps(page, messages) {
      await page.getByRole('button', { name: messages.enterWeight }).click();
    },
  },
  {
    name: 'note-pad',
    overview: busy(),
    async steps(page, messages) {
      await page.getByRole('button', { name: messages.addNote }).click();
      await page.getByRole('textbox', { name: messages.note }).fill('limps a little, left');
    },
  },
  {
    name: 'note-pad-signs',
    overview: busy(),
    async steps(page, messages) {
      await page.getByRole('button', { name: messages.addNote }).click();
      await page.getByRole('button', { name: messages.keySigns }).click({ timeout: 1000 });
    },
  },
  {
    name: 'preview-large',
    overview: busy(),
    async steps(page, messages) {
      await page.getByRole('button', { name: messages.cameras.top }).click();
      await page.getByRole('dialog').locator('.sharpness').waitFor();
    },
  },
  {
    name: 'machine',
    overview: withFault,
    async steps(page, messages) {
      await page.getByRole('button', { name: messages.freeDisk }).click();
      await page.getByRole('button', { name: messages.machine }).click();
    },
  },
  {
    name: 'menu',
    overview: busy(),
    async steps(page, messages) {
      await page.getByRole('button', { name: messages.menu }).click();
    },
  },
  ...SETTINGS_SCREENS,
  { name: 'capturing', overview: capturing },
  { name: 'review', overview: reviewing, session: reviewed },
  {
    name: 'review-large',
    overview: reviewing,
    session: reviewed,
    async steps(page, messages) {
      await page
        .getByRole('button', { name: messages.picture(messages.cameras.top, '7'), exact: true })
        .click();
    },
  },
  {
    name: 'captured',
    overview: capturing,
    steps: ended({}),
  },
  {
    name: 'test-passed',
    overview: capturing,
    steps: ended({ goat_id: 'test_1', is_test: true }),
  },
  {
    name: 'failed',
    overview: capturing,
    steps: ended({
      outcome: 'failed',
      images: 27,
      fault: {
        code: 'BAD_FRAMES',
        parameters: { camera: 'front', picture: 17, reason: 'data-lost' },
      },
    }),
  },
  { name: 'cancelled', overview: capturing, steps: ended({ outcome: 'cancelled', images: 27 }) },
  {
    name: 'number-taken',
    overview: busy(),
    refusal: { code: 'GOAT_EXISTS', parameters: { goat_id: '100234' } },
    async steps(page, messages) {
      await page.getByRole('button', { name: messages.capture, exact: true }).click();
      await page.getByRole('heading', { name: messages.rejectedTitle }).waitFor();
    },
  },
  {
    name: 'refused',
    overview: busy(),
    refusal: { code: 'LOW_DISK_SPACE', parameters: { free_mb: 850, required_mb: 1000 } },
    async steps(page, messages) {
      await page.getByRole('button', { name: messages.capture, exact: true }).click();
      await page.getByRole('heading', { name: messages.rejectedTitle }).waitFor();
    },
  },
  ...SESSION_SCREENS,
  ...USB_EXPORT_SCREENS,
  { name: 'login', overview: 'login' },
  { name: 'no-connection', overview: 'gone' },
];
