import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { LANGUAGES, type Fault } from '#contract/errors';
import { overviewExample } from '#support/overviewExample';
import { catalogues } from '#contract/locales/screens';
import { accessibilityFaults, layoutFaults, showLook, THEMES, unreachableByKeyboard } from './layout';
import { pretend, type MadeUpMachine } from './fakeMachine';
import { SCREENS } from './screens';
import { startHeadless, type HeadlessServer } from './server';

/** Where a screen is drawn; on the larger ones nothing but lists may scroll. */

const SIZES = [
  { width: 1024, height: 600, mayScroll: false },
  { width: 1280, height: 800, mayScroll: false },
  { width: 800, height: 480, mayScroll: true },
  { width: 390, height: 844, mayScroll: true },
];

/** The sizes at which the rules for all people are tried. */
const THEME_SIZES = { bright: { width: 390, height: 844 }, dark: { width: 1024, height: 600 } };

let server: HeadlessServer;

test.beforeAll(async () => {
  server = await startHeadless({ STORE: 'folder', IMAGE_WIDTH: '64', IMAGE_HEIGHT: '48' });
});
test.afterAll(() => server.stop());

for (const { name, overview, refusal, steps, ...rest } of SCREENS) {
  test(`${name} fits every screen`, async ({ page }, testInfo) => {
    const machine: MadeUpMachine = {
      overview,
      refusal: refusal ?? { code: 'CONNECTION_LOST', parameters: {} },
      requests: [],
      ...rest,
    };
    await pretend(page, machine);
    for (const language of LANGUAGES) {
      machine.overview = overview;
      await page.goto(server.address);
      await page.evaluate((chosen) => {
        localStorage.setItem('goat-capture.language', chosen);
      }, language);
      await page.reload();
      await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
      await steps?.(page, catalogues[language], machine);
      for (const { width, height, mayScroll } of SIZES) {
        await page.setViewportSize({ width, height });
        await page.screenshot({ path: testInfo.outputPath(`${language}-${width}x${height}.png`) });
        expect.soft(await layoutFaults(page, mayScroll), `${language}, ${width}×${height}`).toEqual([]);
      }
      for (const theme of THEMES) {
        await showLook(page, theme);
        await page.setViewportSize(THEME_SIZES[theme]);
        await page.screenshot({ path: testInfo.outputPath(`${language}-${theme}.png`) });
        const found = await accessibilityFaults(page, new AxeBuilder({ page }));
        expect.soft(found, `${language}, ${theme}`).toEqual([]);
      }
    }
    expect(await unreachableByKeyboard(page)).toEqual([]);
  });
}

const OBSTACLES: Fault[] = [
  { code: 'MISSING_CAMERAS', parameters: { cameras: 'side, top, front' } },
  { code: 'LOW_DISK_SPACE', parameters: { free_mb: 850, required_mb: 1000 } },
];
for (const obstacle of OBSTACLES) {
  test(`CAPTURE and TEST are in sight, and ${obstacle.code} is told once on a phone`, async ({
    page,
  }, testInfo) => {
    await pretend(page, {
      overview: overviewExample({ obstacle }),
      refusal: { code: 'CONNECTION_LOST', parameters: {} },
      requests: [],
    });
    await page.goto(server.address);
    for (const language of LANGUAGES) {
      await page.evaluate((chosen) => {
        localStorage.setItem('goat-capture.language', chosen);
      }, language);
      await page.reload();
      const { capture, test: tryOut } = catalogues[language];
      for (const { width, height } of SIZES) {
        await page.setViewportSize({ width, height });
        for (const name of [capture, tryOut])
          await expect(page.getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 });
        await expect(page.locator('.actions-why')).toBeInViewport({ ratio: 1 });
        await page.screenshot({ path: testInfo.outputPath(`${language}-${width}x${height}.png`) });
        expect(await layoutFaults(page, true), `${language}, ${width}×${height}`).toEqual([]);
      }
      // The last size is a phone's.
      const twice = await page.locator('.part-error .part-words').boundingBox();
      expect(twice?.width).toBeLessThanOrEqual(1);
    }
  });
}
