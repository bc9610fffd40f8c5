import type { Page } from '@playwright/test';
import { CAMERA_NAMES } from '#contract/cameras';
import { en } from '#contract/locales/en/en';
import { startKiosk } from '../../e2e/kiosk';

/** Touches of each kind at the least. */
const TOUCHES = 100;
/** Between two touches a finger is away for so many ms: the pace of the load, and no wait for something to happen. */
const PAUSE_MS = 40;
const DRAWN_LIMIT_MS = 120_000;
const CAPTURE_LIMIT_MS = 90_000;

/** What was seen in the kiosk's window; all times in ms. */
export interface Touches {
  /** From the touch of a choice to the frame that shows it as chosen, while three previews run. */
  withPreviews: number[];
  /** From the touch of Cancel to the frame that shows it as held, while a capture runs. */
  withCapture: number[];
  /** Counts of pictures that the rings should have shown, and those of them that they did. */
  counts: { expected: number; shown: number };
}

/** Touches the kiosk as fingers do, while its cameras are live and while it captures with all three at once. */
export async function measureTouches(pictures: number): Promise<Touches> {
  const kiosk = await startKiosk({
    environment: { NUM_IMAGES: String(pictures), MAX_PARALLEL: '3', MIN_DISK_MB: '0' },
  });
  try {
    const { page, press, touch } = kiosk;
    await page
      .getByRole('button', { name: en.capture, disabled: false })
      .waitFor({ timeout: DRAWN_LIMIT_MS });
    await page.waitForFunction(() => document.querySelectorAll('.preview-live').length === 3);
    await watchPage(page);
    const choices = page.locator('.choice');
    const names = [await choices.nth(0).textContent(), await choices.nth(1).textContent()];
    for (let count = 0; count < TOUCHES; count++) {
      await touch(names[count % names.length]?.trim() ?? '');
      await page.waitForTimeout(PAUSE_MS);
    }
    const withPreviews = await takeReactions(page);
    await touch(en.capture);
    const cancel = new RegExp(`^${en.cancel}`);
    const over = new AbortController();
    const ended = page
      .locator('.capture-screen-outcome')
      .waitFor({ timeout: CAPTURE_LIMIT_MS })
      .finally(() => {
        over.abort();
      });
    while (!over.signal.aborted) {
      const lift = await press(cancel).catch(() => null);
      await lift?.();
      await page.waitForTimeout(PAUSE_MS);
    }
    await ended;
    const withCapture = await takeReactions(page);
    const shown = await page.evaluate(() => window.benchCounts?.size ?? 0);
    return { withPreviews, withCapture, counts: { expected: pictures * CAMERA_NAMES.length, shown } };
  } finally {
    await kiosk.close();
  }
}

declare global {
  interface Window {
    benchReactionsMs?: number[];
    benchCounts?: Set<string>;
  }
}

/** Notes, within the page, when each touched button shows it and which counts the rings have had. */
async function watchPage(page: Page): Promise<void> {
  await page.evaluate(() => {
    const reactionsMs: number[] = (window.benchReactionsMs = []);
    const counts = (window.benchCounts = new Set<string>());
    let touched: { button: Element; atMs: number } | null = null;
    window.addEventListener(
      'pointerdown',
      (event) => {
        const button = event.target instanceof Element ? event.target.closest('button') : null;
        // By the same clock as performance.now(), and from before anything in this page had to run for it.
        touched = button && { button, atMs: event.timeStamp };
      },
      { capture: true },
    );
    const drawn = (atMs: number) => {
      requestAnimationFrame(() => {
        // The first task after a frame: by then it is drawn.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => reactionsMs.push(performance.now() - atMs);
        port2.postMessage(null);
      });
    };
    new MutationObserver((mutations) => {
      for (const ring of document.querySelectorAll('[role=progressbar].camera-ring')) {
        const count = ring.getAttribute('aria-valuenow') ?? '0';
        if (count !== '0') counts.add(`${ring.getAttribute('aria-label') ?? ''}: ${count}`);
      }
      const { button, atMs } = touched ?? {};
      if (atMs === undefined || !mutations.some(({ target }) => target === button)) return;
      touched = null;
      drawn(atMs);
    }).observe(document, {
      ...{ subtree: true, childList: true },
      attributeFilter: ['aria-pressed', 'class', 'aria-valuenow'],
    });
  });
}

async function takeReactions(page: Page): Promise<number[]> {
  return page.evaluate(() => window.benchReactionsMs?.splice(0) ?? []);
}
