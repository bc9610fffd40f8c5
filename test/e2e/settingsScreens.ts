import type { Page } from '@playwright/test';
import type { Locale } from '#contract/locales/en/en';
import type { Activity } from '#contract/useCases';
import { activityExample } from '#support/activityExample';
import { overviewExample } from '#support/overviewExample';
import type { Screen } from './screens';

const live = { previews: { side: 'live', top: 'live', front: 'live' } } as const;

const openSettings = async (page: Page, messages: Locale) => {
  await page.getByRole('button', { name: messages.menu }).click();
  await page.getByRole('button', { name: messages.settings }).click();
};
/** Set up, at one of its sections. */
const setUp = (section: keyof Locale['sections'], activity: Activity[] = []): Screen => ({
  name: `set-up-${section}`,
  overview: overviewExample({ ...live, activity, focus_locks: { side: 250, top: null, front: null } }),
  async steps(page, messages) {
    await openSettings(page, messages);
    await page.getByRole('button', { name: messages.sections[section], exact: true }).click();
  },
});

/** Set up of a browser that has logged in, at one of its sections. */
const openLoggedIn = async (page: Page, messages: Locale, section: keyof Locale['sections']) => {
  await page.evaluate(() => {
    localStorage.setItem('goat-capture.logged-in', 'yes');
  });
  await page.reload();
  await openSettings(page, messages);
  await page.getByRole('button', { name: messages.sections[section], exact: true }).click();
};

/** Set up, and what opens from it. */
export const SETTINGS_SCREENS: readonly Screen[] = [
  {
    name: 'bus-test',
    overview: overviewExample(live),
    async steps(page, messages) {
      await openSettings(page, messages);
      await page.getByRole('button', { name: messages.busBenchmark }).click();
      await page.getByRole('button', { name: messages.busBenchmarkStart }).click();
      await page.getByText(messages.busBenchmarkResult('2')).waitFor();
    },
  },
  setUp('cameras'),
  {
    name: 'set-up-focus',
    overview: overviewExample(live),
    async steps(page, messages) {
      await openSettings(page, messages);
      await page.getByRole('button', { name: messages.cameras.top }).click();
      await page.getByRole('button', { name: messages.magnify }).click();
    },
  },
  {
    name: 'set-up-assign',
    overview: overviewExample(live),
    async steps(page, messages) {
      await openSettings(page, messages);
      await page.getByRole('button', { name: messages.whichIsWhich }).click();
      await page.getByText('cheese (4711)').waitFor();
      await page.getByRole('button', { name: /1-1\.4\.2/ }).click();
      await page.getByRole('button', { name: messages.cameras.front, exact: true }).click();
      await page.locator('.device-picture img').nth(2).waitFor();
    },
  },
  {
    name: 'set-up-unplug',
    overview: overviewExample(live),
    async steps(page, messages, machine) {
      machine.unplugged = [];
      await openSettings(page, messages);
      await page.getByRole('button', { name: messages.whichIsWhich }).click();
      await page.getByRole('button', { name: messages.findByCable }).click();
      await page.getByRole('button', { name: messages.cameras.top, exact: true }).click();
      await page.getByText(messages.unplugNow(messages.cameras.top)).waitFor();
      machine.unplugged = ['1-1.3'];
      await page.getByText(messages.plugInAgain(messages.cameras.top)).waitFor();
      machine.unplugged = ['1-1.2', '1-1.3'];
      await page.getByText(messages.unplugSeveral.message).waitFor();
    },
  },
  setUp('capture'),
  setUp('screen'),
  setUp('log', activityExample),
  setUp('about'),
  {
    name: 'set-up-faults',
    overview: overviewExample(live),
    async steps(page, messages) {
      await openSettings(page, messages);
      await page.getByRole('button', { name: messages.sections.faults }).click();
      await page.getByText(messages.findingsToSee('2')).waitFor();
    },
  },
  {
    name: 'set-up-remote',
    overview: overviewExample(live),
    async steps(page, messages) {
      await openLoggedIn(page, messages, 'remote');
      await page.getByRole('textbox', { name: messages.tokenName }).fill('weighing-scale');
      await page.getByRole('button', { name: messages.makeToken }).click();
      await page.getByText(messages.tokenMade('weighing-scale')).waitFor();
    },
  },
  {
    name: 'set-up-time',
    overview: overviewExample(live),
    async steps(page, messages) {
      await openLoggedIn(page, messages, 'time');
      await page.getByRole('button', { name: messages.machineTime.setClock }).waitFor();
    },
  },
  {
    name: 'time-zones',
    overview: overviewExample(live),
    async steps(page, messages) {
      await openLoggedIn(page, messages, 'time');
      await page.getByRole('button', { name: messages.machineTime.changeZone }).click();
      await page.getByRole('button', { name: messages.machineTime.regions.America ?? 'America' }).click();
    },
  },
  {
    name: 'brightness',
    overview: overviewExample(live),
    async steps(page, messages) {
      await openLoggedIn(page, messages, 'screen');
      await page.getByRole('button', { name: messages.brighter }).waitFor();
    },
  },
];
