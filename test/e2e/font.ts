import type { Page } from '@playwright/test';

/** The files of our own font that the page has loaded: those whose letters are written on it. */
export function loadedFonts(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    await document.fonts.ready;
    const loaded = [...document.fonts].filter(({ status }) => status === 'loaded');
    return loaded.map(({ family, weight }) => `${family} ${weight}`);
  });
}
