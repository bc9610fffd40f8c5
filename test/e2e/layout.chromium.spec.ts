import { expect, test, type Page } from '@playwright/test';
import process from 'node:process';
import { LANGUAGES, type Fault, type Language } from '#contract/errors';
import { overviewExample } from '#support/overviewExample';
import { locales } from '#contract/locales/screens';
import {
  accessibilityFaults,
  layoutFaults,
  showLook,
  showSize,
  unreachableByKeyboard,
  watchAnswers,
} from './layout';
import { mockApi, type FakeMachine } from './fakeMachine';
import { SCREENS } from './screens';
import { startHeadless, type HeadlessServer } from './server';

/**
 * Where a screen is drawn; on the larger ones nothing but lists may scroll. Two of them are those at which the rules
 * for all people are tried, each in a look of its own.
 */
const SIZES = [
  { width: 1280, height: 800, mayScroll: false, theme: null },
  { width: 800, height: 480, mayScroll: true, theme: null },
  { width: 390, height: 844, mayScroll: true, theme: 'bright' },
  { width: 1024, height: 600, mayScroll: false, theme: 'dark' },
] as const;

/** With SCREENSHOTS=1, a picture of each combination is kept for people to look at; else of those with a fault. */
const ALL_PICTURES = process.env.SCREENSHOTS === '1';

let server: HeadlessServer;

test.beforeAll(async () => {
  server = await startHeadless({ STORE: 'folder', IMAGE_WIDTH: '64', IMAGE_HEIGHT: '48' });
});
test.afterAll(() => server.stop());

/** Opens the kiosk's page in a language, from its start. */
async function open(page: Page, language: Language) {
  if (language === LANGUAGES[0]) {
    await page.goto(server.address);
  } else {
    await page.evaluate((chosen) => {
      localStorage.setItem('goat-capture.language', chosen);
    }, language);
    await page.reload();
  }
  await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

/** Expects that a check has found nothing, and keeps a picture of what it was made of. */
async function expectNone(page: Page, faults: string[], what: string) {
  if (ALL_PICTURES || faults.length > 0)
    await page.screenshot({ path: test.info().outputPath(`${what}.png`) });
  expect.soft(faults, what).toEqual([]);
}

for (const { name, overview, refusal: rejection, steps, ...rest } of SCREENS) {
  test(`${name} fits every screen`, async ({ page }) => {
    const machine: FakeMachine = {
      overview,
      refusal: rejection ?? { code: 'CONNECTION_LOST', parameters: {} },
      requests: [],
      ...rest,
    };
    await mockApi(page, machine);
    const answered = watchAnswers(page);
    for (const language of LANGUAGES) {
      machine.overview = overview;
      await open(page, language);
      await steps?.(page, locales[language], machine);
      await answered();
      for (const { width, height, mayScroll, theme } of SIZES) {
        await showSize(page, { width, height });
        await expectNone(page, await layoutFaults(page, mayScroll), `${language}-${width}x${height}`);
        if (theme === null) continue;
        await showLook(page, theme);
        await expectNone(page, await accessibilityFaults(page), `${language}-${theme}`);
      }
    }
    expect(await unreachableByKeyboard(page)).toEqual([]);
  });
}

const PHONE_WIDTH = 390;
const BLOCKING_FAULTS: Fault[] = [
  { code: 'MISSING_CAMERAS', parameters: { cameras: 'side, top, front' } },
  { code: 'LOW_DISK_SPACE', parameters: { free_mb: 850, required_mb: 1000 } },
];
for (const blockingFault of BLOCKING_FAULTS) {
  test(`CAPTURE and TEST are in sight, and ${blockingFault.code} is told once on a phone`, async ({
    page,
  }) => {
    await mockApi(page, {
      overview: overviewExample({ obstacle: blockingFault }),
      refusal: { code: 'CONNECTION_LOST', parameters: {} },
      requests: [],
    });
    const answered = watchAnswers(page);
    for (const language of LANGUAGES) {
      await open(page, language);
      const { capture, test: tryOut } = locales[language];
      await answered();
      for (const { width, height } of SIZES) {
        await showSize(page, { width, height });
        for (const name of [capture, tryOut])
          await expect(page.getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 });
        await expect(page.locator('.actions-why')).toBeInViewport({ ratio: 1 });
        await expectNone(page, await layoutFaults(page, true), `${language}-${width}x${height}`);
        if (width !== PHONE_WIDTH) continue;
        const twice = await page.locator('.part-error .part-words').boundingBox();
        expect(twice?.width).toBeLessThanOrEqual(1);
      }
    }
  });
}
