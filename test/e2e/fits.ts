import { expect, test, type Page } from '@playwright/test';
import type { Language } from '#contract/errors';
import type { Theme } from '#contract/screens';
import { accessibilityFaults, layoutFaults, showLook } from './layout';

/** A size of the screen in px. */
export interface ScreenSize {
  width: number;
  height: number;
  /** True where the page may be longer than the screen. */
  mayScroll: boolean;
}

/** The kiosk's own screen. */
export const KIOSK_SCREEN: ScreenSize = { width: 1024, height: 600, mayScroll: false };

/**
 * The theme in which a screen is tried for accessibility, besides its layout: contrasts depend on the theme and names on the
 * language, so that one of each covers all four.
 */
export const themeOf = (language: Language): Theme => (language === 'en' ? 'bright' : 'dark');

/**
 * Checks the layout of what is on the screen at each size, then its accessibility on the kiosk's own screen, which it
 * leaves behind; a screenshot is taken where something is wrong.
 */
export async function expectFits(
  page: Page,
  name: string,
  theme: Theme,
  sizes: readonly ScreenSize[],
): Promise<void> {
  await showLook(page, theme);
  for (const size of sizes) {
    await resize(page, size);
    const faults = await layoutFaults(page, size.mayScroll);
    if (faults.length > 0) {
      const picture = `${name}-${size.width}-${theme}.png`;
      await page.screenshot({ path: test.info().outputPath(picture) });
    }
    expect.soft(faults, `${name}, ${size.width}×${size.height}`).toEqual([]);
  }
  await resize(page, KIOSK_SCREEN);
  expect.soft(await accessibilityFaults(page), `${name}, ${theme}`).toEqual([]);
}

/** Resolves when the page has been laid out at this size. */
async function resize(page: Page, { width, height }: ScreenSize): Promise<void> {
  await page.setViewportSize({ width, height });
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width);
  // A component that measures itself is drawn again in the frame after the one that it measures in.
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(resolve));
      }),
  );
}
