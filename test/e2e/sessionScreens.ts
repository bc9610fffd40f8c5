import type { Page } from '@playwright/test';
import type { QueueAnswer, SessionAnswer, SessionSummary } from '#contract/sessionApi';
import { RATE_STEPS } from '#contract/sessionApi';
import type { Overview } from '#contract/useCases';
import type { Locale } from '#contract/locales/en/en';
import { capturingExample, overviewExample } from '#support/overviewExample';
import { sessionExample } from '#support/sessionExample';
import { readAgain } from './fakeMachine';
import type { Screen } from './screens';

const OUT_OF_REACH = {
  code: 'STORE_UNREACHABLE',
  parameters: { bucket: 'training-937249941844' },
} as const;
const store = { kind: 's3', place: 'training-937249941844', alert: null } as const;
const overview = overviewExample({ store, waiting_sessions: 12, next_goat_number: 100_234 });

/** A rate that comes and goes, as in a barn. */
const RATES = Array.from({ length: RATE_STEPS }, (_, step) =>
  step < 20 ? 0 : Math.round(900_000 + 700_000 * Math.sin(step / 5)),
);
const queue: QueueAnswer = {
  ...{ waiting: 12, sending: 1, in_review: 0, corrections: 1, needs_attention: 2 },
  ...{ bytes_waiting: 759_000_000, bytes_per_second: 1_312_000, seconds_left: 578 },
  ...{ rate_history: RATES, rate_step_sec: 5, next_try_sec: null, alert: null },
};

const MORE: Partial<SessionAnswer>[] = [
  { state: 'uploading', simulated: true },
  { state: 'needs-attention', flagged: true },
  { state: 'uploaded', data_due: true },
  { state: 'failed', cover: null, images: 0 },
  { state: 'discarded', goat_id: 'a-goat-whose-name-takes-all-of-the-fifty-letters_x' },
];
const rows: SessionSummary[] = Array.from({ length: 20 }, (_, index) =>
  sessionExample({
    session_id: `20260210T2300000${String(index).padStart(2, '0')}Z-${index}-abcdef`,
    goat_id: String(100_233 - index),
    state: 'uploaded',
    ...MORE[index],
  }),
);
const sessions = { sessions: rows, total: 5000, next: rows.at(-1)?.session_id ?? null };

const { cameras } = sessionExample();
const taken = sessionExample({
  ...{ goat_id: '100233', state: 'needs-attention', flagged: true },
  fault: { code: 'GOAT_EXISTS', parameters: { goat_id: '100233' } },
  goat_data: {
    description: 'cross',
    live_weight: '85.5 lbs',
    grade: 'cab choice',
    note: 'limps a little, left',
  },
  allowed: ['retry', 'discard', 'replace', 'renumber', 'correct'],
  cameras: { ...cameras, top: { ...cameras.top, notes: [{ kind: 'unusual-size', picture: 7, detail: '' }] } },
});
const failed = sessionExample({
  ...{ goat_id: '100233', state: 'failed', images: 0, goat_data: {}, allowed: [] },
  fault: { code: 'CAMERA_LOST', parameters: { camera: 'front' } },
  cameras: {
    ...{ side: { ...cameras.side, pictures: [] }, top: { ...cameras.top, pictures: [] } },
    front: {
      ...cameras.front,
      state: 'failed',
      pictures: [],
      fault: { code: 'CAMERA_LOST', parameters: { camera: 'front' } },
    },
  },
});
const stored = sessionExample({
  ...{ goat_id: '100233', state: 'uploaded', uploaded: ['100233/side/images.tar.gz'], allowed: ['correct'] },
});

const toSessions = async (page: Page, messages: Locale) => {
  await page.getByRole('button', { name: messages.waiting }).click();
  await page.getByRole('heading', { name: messages.sessions.title }).waitFor();
  await page.locator('.session-row, .session-none').first().waitFor();
};
const toDetail = async (page: Page, messages: Locale) => {
  await toSessions(page, messages);
  await page.locator('.session-row').first().click();
  await page.getByRole('heading', { name: messages.goat('100233') }).waitFor();
};
const toAction =
  (action: 'discard' | 'renumber' | 'correct'): NonNullable<Screen['steps']> =>
  async (page, messages) => {
    await toDetail(page, messages);
    await page.getByRole('button', { name: messages.sessions.actions[action] }).click();
  };

/** The screens of what was captured. */
export const SESSION_SCREENS: readonly Screen[] = [
  { name: 'sessions', ...{ overview, sessions, queue }, steps: toSessions },
  {
    name: 'sessions-held-up',
    overview: { ...overview, store: { ...store, alert: OUT_OF_REACH } } satisfies Overview,
    sessions,
    queue: {
      ...queue,
      sending: 0,
      bytes_per_second: 0,
      seconds_left: null,
      next_try_sec: 95,
      alert: OUT_OF_REACH,
    },
    steps: toSessions,
  },
  {
    name: 'sessions-none',
    overview: { ...overview, waiting_sessions: 0 },
    sessions: { sessions: [], total: 0, next: null },
    queue: {
      ...{ ...queue, waiting: 0, sending: 0, corrections: 0, needs_attention: 0, bytes_waiting: 0 },
      ...{ bytes_per_second: 0, seconds_left: null, rate_history: [] },
    },
    steps: toSessions,
  },
  {
    name: 'sessions-while-capturing',
    ...{ overview, sessions, queue },
    async steps(page, messages, machine) {
      await toSessions(page, messages);
      machine.overview = capturingExample('100234', { store });
      await readAgain(page);
      await page.getByText(messages.sessions.captureWaits).waitFor();
    },
  },
  { name: 'session-taken', ...{ overview, sessions, queue }, session: taken, steps: toDetail },
  { name: 'session-failed', ...{ overview, sessions, queue }, session: failed, steps: toDetail },
  { name: 'session-stored', ...{ overview, sessions, queue }, session: stored, steps: toDetail },
  { name: 'session-discard', ...{ overview, sessions, queue }, session: taken, steps: toAction('discard') },
  { name: 'session-renumber', ...{ overview, sessions, queue }, session: taken, steps: toAction('renumber') },
  {
    name: 'session-correct',
    ...{ overview, sessions, queue },
    session: { ...taken, uploaded: ['x'] },
    steps: toAction('correct'),
  },
];
