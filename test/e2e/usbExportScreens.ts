import type { Fault } from '#contract/errors';
import type { Export, Stick, UsbExportAnswer } from '#contract/usbExport';
import { overviewExample } from '#support/overviewExample';
import type { Screen } from './screens';

const GOATS: Stick = { id: '/dev/sda1', name: 'GOATS', size_bytes: 31.9e9, free_bytes: 29.1e9, fault: null };
const LOCKED: Fault = { code: 'STICK_READ_ONLY', parameters: { stick: 'SanDisk Cruzer Blade 3.2Gen1' } };
const NOTHING = { sessions: 0, bytes: 0 };
const WAITING: UsbExportAnswer = {
  sticks: [GOATS],
  waiting: { sessions: 128, bytes: 8.06e9 },
  exported: NOTHING,
  export: null,
};
const COPYING: Export = {
  stick: { id: '/dev/sda1', name: 'GOATS' },
  phase: 'copying',
  ...{ sessions: 128, sessions_done: 47, bytes: 8.06e9, bytes_done: 2.97e9, seconds_left: 640 },
  ...{ left_out: [], fault: null, safe_to_pull: null },
};
const DONE: Export = {
  ...COPYING,
  ...{ phase: 'done', sessions_done: 128, seconds_left: null, safe_to_pull: 'powered-off' },
};

/** The panel of sticks in one of its states. */
const panel = (name: string, sticks: UsbExportAnswer, touch?: 'delivered'): Screen => ({
  name: `stick-${name}`,
  overview: overviewExample({ waiting_sessions: 128 }),
  sticks,
  async steps(page, messages) {
    await page.getByRole('button', { name: messages.menu }).click();
    await page.getByRole('button', { name: messages.usbExport.title }).click();
    await page.locator('.sticks-buttons').waitFor();
    if (touch) await page.getByRole('button', { name: messages.usbExport[touch] }).click();
  },
});

/** The panel of sticks in every state that looks different. */
export const USB_EXPORT_SCREENS: readonly Screen[] = [
  panel('none', { ...WAITING, sticks: [] }),
  panel('one', WAITING),
  panel('several', {
    ...WAITING,
    sticks: [
      { ...GOATS, free_bytes: 3.2e9 },
      { ...GOATS, id: '/dev/sdb1', name: String(LOCKED.parameters.stick), free_bytes: null, fault: LOCKED },
      { ...GOATS, id: '/dev/sdc1', name: 'a-label-of-a-stick-with-many-letters', free_bytes: null },
    ],
    exported: { sessions: 12, bytes: 756e6 },
  }),
  panel('delivered', { ...WAITING, waiting: NOTHING, exported: { sessions: 12, bytes: 756e6 } }, 'delivered'),
  panel('copying', { ...WAITING, export: COPYING }),
  panel('done', { ...WAITING, sticks: [], waiting: NOTHING, export: DONE }),
  panel('failed', {
    ...WAITING,
    sticks: [],
    export: {
      ...COPYING,
      phase: 'failed',
      sessions_done: 0,
      fault: { code: 'STICK_GONE', parameters: { stick: 'GOATS' } },
    },
  }),
  panel('left-out', {
    ...WAITING,
    export: {
      ...DONE,
      ...{ sessions_done: 120, safe_to_pull: 'written' },
      left_out: Array.from({ length: 8 }, (_, index) => ({
        session_id: `20260210T2300000${String(index).padStart(2, '0')}Z-${index}-abcdef`,
        goat_id: String(100_240 + index),
        fault:
          index === 0
            ? {
                code: 'SESSION_DAMAGED',
                parameters: { goat_id: '100240', file: 'front/17000000.jpg' },
              }
            : { code: 'STICK_FULL', parameters: { stick: 'GOATS', needed_mb: 62, free_mb: 14 } },
      })),
    },
  }),
];
