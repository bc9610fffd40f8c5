import { expect, type Page } from '@playwright/test';
import type { Fault } from '#contract/errors';
import type { QueueAnswer, SessionAnswer, SessionListAnswer } from '#contract/sessionApi';
import type { Overview } from '#contract/useCases';
import type { SticksAnswer } from '#contract/usbExport';
import type { Catalogue } from '#contract/locales/en/en';
import { MACHINE_PARTS } from '../../src-renderer/status/problems';
import { activityExample } from '#support/activityExample';
import { capturingExample, endExample, overviewExample } from '#support/overviewExample';
import { sessionExample } from '#support/sessionExample';
import { readAgain, type MadeUpMachine } from './fakeMachine';
import { SESSION_SCREENS } from './sessionScreens';
import { SET_UP_SCREENS } from './settingsScreens';
import { STICK_SCREENS } from './usbExportScreens';

/** A screen in one of its states, and how to come to it. */
export interface Screen {
  name: string;
  /** How the machine is when the page opens. */
  overview: MadeUpMachine['overview'];
  refusal?: Fault;
  session?: SessionAnswer;
  sessions?: SessionListAnswer;
  queue?: QueueAnswer;
  sticks?: SticksAnswer;
  /** What is done then. */
  steps?: (page: Page, words: Catalogue, machine: MadeUpMachine) => Promise<void>;
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
  async (page, words, machine) => {
    await page.getByRole('button', { name: words.cancel, exact: true }).waitFor();
    machine.overview = busy({ last_capture: endExample({ goat_id: '100233', ...last }), ...changes });
    await readAgain(page);
    await page.locator('.end').waitFor();
  };
const inTrouble = busy({
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
const allInTrouble: Overview = {
  ...inTrouble,
  needs_attention: 2,
  temperature_c: 84.2,
  warnings: [
    ...inTrouble.warnings,
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
    async steps(page, words) {
      await page.getByRole('button', { name: words.choices.cross, exact: true }).click();
      await page.getByRole('button', { name: words.choices['cab choice'], exact: true }).click();
      await page.getByRole('button', { name: words.enterWeight }).click();
      for (const key of ['8', '5', words.decimalPoint, '5'])
        await page.getByRole('button', { name: key, exact: true }).click();
      await page.getByRole('button', { name: words.padDone }).click();
    },
  },
  {
    name: 'form-in-trouble',
    overview: inTrouble,
  },
  {
    name: 'form-with-a-warning',
    overview: busy({ warnings: [{ code: 'OPEN_TO_ALL', parameters: {} }] }),
  },
  { name: 'form-all-parts-in-trouble', overview: allInTrouble },
  ...MACHINE_PARTS.map((part) => ({
    name: `part-${part}`,
    overview: allInTrouble,
    async steps(page: Page) {
      await page.locator(`.part-of-${part}`).click();
      await page.getByRole('dialog').waitFor();
    },
  })),
  {
    name: 'part-well',
    overview: busy(),
    async steps(page, words) {
      await page.getByRole('button', { name: words.clock }).click();
    },
  },
  {
    name: 'form-connection-lost',
    overview: busy(),
    async steps(page, words, machine) {
      machine.overview = 'gone';
      await readAgain(page);
      await page.getByText(words.connectionLost).waitFor();
    },
  },
  {
    name: 'number-pad',
    overview: busy(),
    async steps(page, words) {
      await page.getByRole('button', { name: words.goatNumberIs('100234') }).click();
    },
  },
  {
    name: 'weight-pad',
    overview: busy(),
    async steps(page, words) {
      await page.getByRole('button', { name: words.enterWeight }).click();
    },
  },
  {
    name: 'note-pad',
    overview: busy(),
    async steps(page, words) {
      await page.getByRole('button', { name: words.addNote }).click();
      await page.getByRole('textbox', { name: words.note }).fill('limps a little, left');
    },
  },
  {
    name: 'note-pad-signs',
    overview: busy(),
    async steps(page, words) {
      await page.getByRole('button', { name: words.addNote }).click();
      await page.getByRole('button', { name: words.keySigns }).click({ timeout: 1000 });
    },
  },
  {
    name: 'preview-large',
    overview: busy(),
    async steps(page, words) {
      await page.getByRole('button', { name: words.cameras.top }).click();
      await page.getByRole('dialog').locator('.sharpness').waitFor();
    },
  },
  {
    name: 'machine',
    overview: inTrouble,
    async steps(page, words) {
      await page.getByRole('button', { name: words.freeDisk }).click();
      await page.getByRole('button', { name: words.machine }).click();
    },
  },
  {
    name: 'menu',
    overview: busy(),
    async steps(page, words) {
      await page.getByRole('button', { name: words.menu }).click();
    },
  },
  ...SET_UP_SCREENS,
  { name: 'capturing', overview: capturing },
  { name: 'review', overview: reviewing, session: reviewed },
  {
    name: 'review-large',
    overview: reviewing,
    session: reviewed,
    async steps(page, words) {
      await page.getByRole('button', { name: words.picture(words.cameras.top, '7'), exact: true }).click();
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
    async steps(page, words) {
      await page.getByRole('button', { name: words.capture, exact: true }).click();
      await page.getByRole('heading', { name: words.refusedTitle }).waitFor();
    },
  },
  {
    name: 'refused',
    overview: busy(),
    refusal: { code: 'LOW_DISK_SPACE', parameters: { free_mb: 850, required_mb: 1000 } },
    async steps(page, words) {
      await page.getByRole('button', { name: words.capture, exact: true }).click();
      await page.getByRole('heading', { name: words.refusedTitle }).waitFor();
    },
  },
  ...SESSION_SCREENS,
  ...STICK_SCREENS,
  { name: 'login', overview: 'login' },
  { name: 'no-connection', overview: 'gone' },
];
