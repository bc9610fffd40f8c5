import { expect, test, type Page } from '@playwright/test';
import { accessibilityFaults, layoutFaults, showLook, THEMES } from './layout';

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
 * Checks what is on the screen at each size: its layout, then its accessibility, in both themes at the last size and in one
 * of them, by turns, at the others. Leaves the page at the size of the kiosk; takes a screenshot where something is wrong.
 */
export async function expectFits(page: Page, name: string, sizes: readonly ScreenSize[]): Promise<void> {
  const expectNone = async (faults: string[], what: string) => {
    if (faults.length > 0) await page.screenshot({ path: test.info().outputPath(`${what}.png`) });
    expect.soft(faults, what).toEqual([]);
  };
  for (const [index, size] of sizes.entries()) {
    const what = `${name}-${size.width}x${size.height}`;
    await resize(page, size);
    await expectNone(await layoutFaults(page, size.mayScroll), what);
    const isLast = index === sizes.length - 1;
    for (const theme of isLast ? THEMES : THEMES.slice(index % 2, (index % 2) + 1)) {
      await showLook(page, theme);
      await expectNone(await accessibilityFaults(page), `${what}-${theme}`);
    }
  }
  await resize(page, KIOSK_SCREEN);
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
