import type { Page } from '@playwright/test';
import type { Catalogue } from '#contract/locales/en/en';
import type { Activity } from '#contract/useCases';
import { activityExample } from '#support/activityExample';
import { overviewExample } from '#support/overviewExample';
import type { Screen } from './screens';

const live = { previews: { side: 'live', top: 'live', front: 'live' } } as const;

const openSetUp = async (page: Page, words: Catalogue) => {
  await page.getByRole('button', { name: words.menu }).click();
  await page.getByRole('button', { name: words.setUp }).click();
};
/** Set up, at one of its sections. */
const setUp = (section: keyof Catalogue['sections'], activity: Activity[] = []): Screen => ({
  name: `set-up-${section}`,
  overview: overviewExample({ ...live, activity, focus_locks: { side: 250, top: null, front: null } }),
  async steps(page, words) {
    await openSetUp(page, words);
    await page.getByRole('button', { name: words.sections[section], exact: true }).click();
  },
});

/** Set up of a browser that has logged in, at one of its sections. */
const openLoggedIn = async (page: Page, words: Catalogue, section: keyof Catalogue['sections']) => {
  await page.evaluate(() => {
    localStorage.setItem('goat-capture.logged-in', 'yes');
  });
  await page.reload();
  await openSetUp(page, words);
  await page.getByRole('button', { name: words.sections[section], exact: true }).click();
};

/** Set up, and what opens from it. */
export const SET_UP_SCREENS: readonly Screen[] = [
  {
    name: 'bus-test',
    overview: overviewExample(live),
    async steps(page, words) {
      await openSetUp(page, words);
      await page.getByRole('button', { name: words.busTest }).click();
      await page.getByRole('button', { name: words.busTestStart }).click();
      await page.getByText(words.busTestLearned('2')).waitFor();
    },
  },
  setUp('cameras'),
  {
    name: 'set-up-focus',
    overview: overviewExample(live),
    async steps(page, words) {
      await openSetUp(page, words);
      await page.getByRole('button', { name: words.cameras.top }).click();
      await page.getByRole('button', { name: words.magnify }).click();
    },
  },
  {
    name: 'set-up-assign',
    overview: overviewExample(live),
    async steps(page, words) {
      await openSetUp(page, words);
      await page.getByRole('button', { name: words.whichIsWhich }).click();
      await page.getByText('cheese (4711)').waitFor();
      await page.getByRole('button', { name: /1-1\.4\.2/ }).click();
      await page.getByRole('button', { name: words.cameras.front, exact: true }).click();
      await page.locator('.device-picture img').nth(2).waitFor();
    },
  },
  {
    name: 'set-up-unplug',
    overview: overviewExample(live),
    async steps(page, words, machine) {
      machine.unplugged = [];
      await openSetUp(page, words);
      await page.getByRole('button', { name: words.whichIsWhich }).click();
      await page.getByRole('button', { name: words.findByCable }).click();
      await page.getByRole('button', { name: words.cameras.top, exact: true }).click();
      await page.getByText(words.unplugNow(words.cameras.top)).waitFor();
      machine.unplugged = ['1-1.3'];
      await page.getByText(words.plugInAgain(words.cameras.top)).waitFor();
      machine.unplugged = ['1-1.2', '1-1.3'];
      await page.getByText(words.unplugSeveral.message).waitFor();
    },
  },
  setUp('capture'),
  setUp('screen'),
  setUp('log', activityExample),
  setUp('about'),
  {
    name: 'set-up-faults',
    overview: overviewExample(live),
    async steps(page, words) {
      await openSetUp(page, words);
      await page.getByRole('button', { name: words.sections.faults }).click();
      await page.getByText(words.findingsToSee('2')).waitFor();
    },
  },
  {
    name: 'set-up-remote',
    overview: overviewExample(live),
    async steps(page, words) {
      await openLoggedIn(page, words, 'remote');
      await page.getByRole('textbox', { name: words.tokenName }).fill('weighing-scale');
      await page.getByRole('button', { name: words.makeToken }).click();
      await page.getByText(words.tokenMade('weighing-scale')).waitFor();
    },
  },
  {
    name: 'set-up-time',
    overview: overviewExample(live),
    async steps(page, words) {
      await openLoggedIn(page, words, 'time');
      await page.getByRole('button', { name: words.machineTime.setClock }).waitFor();
    },
  },
  {
    name: 'time-zones',
    overview: overviewExample(live),
    async steps(page, words) {
      await openLoggedIn(page, words, 'time');
      await page.getByRole('button', { name: words.machineTime.changeZone }).click();
      await page.getByRole('button', { name: words.machineTime.regions.America ?? 'America' }).click();
    },
  },
  {
    name: 'brightness',
    overview: overviewExample(live),
    async steps(page, words) {
      await openLoggedIn(page, words, 'screen');
      await page.getByRole('button', { name: words.brighter }).waitFor();
    },
  },
];
