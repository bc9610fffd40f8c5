import { AxeBuilder } from '@axe-core/playwright';
import type { Page, Request } from '@playwright/test';
import type { Theme } from '#contract/screens';

/** The looks in which each screen is tried. */
export const THEMES = ['bright', 'dark'] as const satisfies readonly Theme[];

/** The smallest side of what a gloved finger has to hit, in CSS px. */
const MIN_TARGET = 64;

/**
 * What is wrong with the page as it is drawn at this moment, in words; nothing where all is well: what runs out of
 * the page or of its own box, what lies over something else, and what is too small for a finger. Where a dialog is
 * open, the dialog alone counts.
 * @param mayScroll true where the page may be longer than the screen.
 */
export function layoutFaults(page: Page, mayScroll: boolean): Promise<string[]> {
  return page.evaluate(findFaults, { mayScroll, smallest: MIN_TARGET });
}

/** Runs in the page, so that it can use nothing of this module. */
function findFaults({ mayScroll, smallest }: { mayScroll: boolean; smallest: number }): string[] {
  const faults: string[] = [];
  const dialog = document.querySelector('dialog:modal');
  const root = dialog ?? document.body;
  const { scrollWidth, scrollHeight } = document.documentElement;
  if (scrollWidth > innerWidth) faults.push(`the page is ${scrollWidth} px wide`);
  if (!mayScroll && scrollHeight > innerHeight) faults.push(`the page is ${scrollHeight} px high`);

  const isShown = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.closest('.spoken') === null &&
    getComputedStyle(element).clipPath === 'none';
  const nameOf = (element: Element) => {
    const messages = (element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40);
    return `${element.tagName.toLowerCase()}.${element.className} "${messages}"`;
  };
  /** What stays in place while the rest scrolls lies over it on purpose. */
  const layerOf = (element: Element): Element | null => {
    for (let one: Element | null = element; one && one !== root; one = one.parentElement)
      if (['sticky', 'fixed'].includes(getComputedStyle(one).position)) return one;
    return null;
  };
  const scrollerOf = (element: Element): Element | null => {
    for (let one = element.parentElement; one && one !== root; one = one.parentElement)
      if (/auto|scroll/.test(getComputedStyle(one).overflow)) return one;
    return null;
  };
  const cutterOf = (element: Element): Element | null => {
    for (let one: Element | null = element; one && one !== root; one = one.parentElement)
      if (getComputedStyle(one).textOverflow === 'ellipsis') return one;
    return null;
  };
  const overlap = (a: DOMRect, b: DOMRect) => ({
    x: Math.min(a.right, b.right) - Math.max(a.left, b.left),
    y: Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
  });
  const isSamePlane = (a: Element, b: Element) =>
    layerOf(a) === layerOf(b) && scrollerOf(a) === scrollerOf(b);

  const targets = [...root.querySelectorAll('button, a[href], input, select, textarea, summary')]
    .map((element) => element.closest('label') ?? element)
    .filter(isShown)
    .map((element) => ({ element, box: element.getBoundingClientRect() }));
  for (const { element, box } of targets) {
    if (Math.min(box.width, box.height) < smallest - 0.5)
      faults.push(`${nameOf(element)} is ${box.width.toFixed()} × ${box.height.toFixed()} px`);
  }
  targets.forEach((one, index) => {
    for (const other of targets.slice(index + 1)) {
      const { x, y } = overlap(one.box, other.box);
      if (x > 1 && y > 1 && isSamePlane(one.element, other.element))
        faults.push(`${nameOf(one.element)} lies over ${nameOf(other.element)}`);
    }
  });

  const lines: { element: Element; box: DOMRect }[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!element || !node.textContent?.trim() || !isShown(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    // What is cut off with dots ends where its box ends.
    const cut = cutterOf(element);
    // A name may be cut, and is told in full at a touch; of a word nothing but a letter or two may be left.
    if (cut && cut.scrollWidth > cut.clientWidth && /^\p{L}+$/u.test(cut.textContent))
      faults.push(`${nameOf(cut)} is a word cut off`);
    for (const box of cut ? [cut.getBoundingClientRect()] : range.getClientRects()) {
      // Text that is only for screen readers is cut down to a point.
      if (box.width <= 1) continue;
      lines.push({ element: cut ?? element, box });
    }
  }
  const isBox = ({ tagName }: Element, { backgroundColor, borderTopWidth }: CSSStyleDeclaration) =>
    tagName === 'BUTTON' || backgroundColor !== 'rgba(0, 0, 0, 0)' || borderTopWidth !== '0px';
  for (const { element, box } of lines) {
    for (let around: Element | null = element; around; around = around.parentElement) {
      const style = getComputedStyle(around);
      if (around !== root && /auto|scroll/.test(style.overflow)) break;
      const outer = around.getBoundingClientRect();
      const isInside = box.left >= outer.left - 1 && box.right <= outer.right + 1;
      // A dialog scrolls where a page may.
      const isHigher = around === dialog && mayScroll;
      const isWithin = isInside && (isHigher || (box.top >= outer.top - 4 && box.bottom <= outer.bottom + 4));
      if ((isBox(around, style) || style.overflow === 'hidden') && !isWithin && around !== document.body)
        faults.push(`${nameOf(element)} runs out of ${nameOf(around)}`);
      if (around === root) break;
    }
  }
  lines.forEach((one, index) => {
    for (const other of lines.slice(index + 1)) {
      if (one.element === other.element) continue;
      const { x, y } = overlap(one.box, other.box);
      // A line's box is higher than its letters.
      const isOver = x > 2 && y > 0.4 * Math.min(one.box.height, other.box.height);
      if (isOver && isSamePlane(one.element, other.element))
        faults.push(`${nameOf(one.element)} is written over ${nameOf(other.element)}`);
    }
  });
  return [...new Set(faults)];
}

/** The names of the controls that Tab never comes to, though they can be used. */
export async function unreachableByKeyboard(page: Page): Promise<string[]> {
  const count = await page.evaluate(() => {
    const root = document.querySelector('dialog:modal') ?? document.body;
    const controls = [...root.querySelectorAll('button, a[href], input, select, textarea, summary')];
    const usable = controls.filter(
      (one) => one.checkVisibility() && !one.matches(':disabled, [tabindex="-1"]'),
    );
    for (const one of usable) one.setAttribute('data-unreached', '');
    const reach = (event: Event) => {
      if (event.target instanceof Element) event.target.removeAttribute('data-unreached');
    };
    document.addEventListener('focusin', reach, { capture: true });
    return usable.length;
  });
  const unreached = page.locator('[data-unreached]');
  // Beside the controls, areas that scroll can be reached too.
  for (const presses of [count, ...Array<number>(10).fill(1)]) {
    for (let press = 0; press < presses; press += 1) await page.keyboard.press('Tab');
    if ((await unreached.count()) === 0) return [];
  }
  return unreached.evaluateAll((controls) =>
    controls.map((one) => one.getAttribute('aria-label') ?? one.textContent),
  );
}

/**
 * What keeps some people from using the page as it is drawn at this moment, in words; nothing where all is well.
 * @param rules those of axe that are checked; all where none are named.
 */
export async function accessibilityFaults(page: Page, ...rules: string[]): Promise<string[]> {
  const isInjected = await page.evaluate(() => 'axe' in window);
  // The source of axe is large: the page takes it once, and not before each of the checks.
  const axe = new AxeBuilder({ page, ...(isInjected && { axeSource: 'undefined' }) })
    // Without it, axe opens a second page, which takes time and which Electron can't.
    .setLegacyMode()
    .options({
      // What passes is not described: that takes longer than the checks.
      resultTypes: ['violations'],
      ...(rules.length > 0 && { runOnly: rules }),
    });
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`);
}

/** Draws the page in a look. */
export async function showLook(page: Page, theme: Theme): Promise<void> {
  await page.evaluate((chosen) => {
    document.documentElement.dataset.theme = chosen;
  }, theme);
}

/** Draws the page in a size, in CSS px; resolves when a frame of that size is drawn, with its fonts and pictures. */
export async function showSize(page: Page, size: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(size);
  await page.evaluate(async ({ width, height }) => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const isLoading = () => [...document.images].some((image) => image.loading !== 'lazy' && !image.complete);
    await document.fonts.ready;
    // What follows the size in a frame of its own is drawn in the next.
    await nextFrame();
    do await nextFrame();
    while (innerWidth !== width || innerHeight !== height || isLoading());
  }, size);
}

/**
 * Follows the requests of the page from now on. The returned function resolves when the page waits for no answer, has
 * drawn the last one, and shows how sharp its live pictures are: it does not change by itself any more.
 */
export function watchAnswers(page: Page): () => Promise<void> {
  const open = new Set<Request>();
  let onAnswered: (() => void) | undefined;
  const end = (request: Request) => {
    open.delete(request);
    if (open.size === 0) onAnswered?.();
  };
  page.on('request', (request) => open.add(request));
  page.on('requestfinished', end);
  page.on('requestfailed', end);
  const answered = () =>
    new Promise<void>((resolve) => {
      onAnswered = resolve;
      if (open.size === 0) resolve();
    });
  return async () => {
    await answered();
    await page.waitForFunction(() => {
      const root = document.querySelector('dialog:modal') ?? document.body;
      return root.querySelectorAll('.live-picture').length === root.querySelectorAll('.sharpness').length;
    });
    // What is asked for in answer to an answer.
    await answered();
  };
}
