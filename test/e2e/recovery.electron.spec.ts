import { expect, test } from '@playwright/test';
import { CAMERA_NAMES } from '#contract/cameras';
import { sessionOf } from '#support/uploadedGoat';
import { startKiosk, type Kiosk } from './kiosk';

/** At two a second they take twice the time within which the page has to be there again. */
const PICTURES = 20;
/** The page is there again within this time, in ms. */
const LIMIT_MS = 5000;

let kiosk: Kiosk;

test.beforeEach(async () => {
  kiosk = await startKiosk({
    environment: { MAX_PARALLEL: '3', NUM_IMAGES: String(PICTURES), CAPTURE_FPS: '2' },
  });
  await expect(kiosk.page.getByRole('button', { name: 'CAPTURE' })).toBeEnabled({ timeout: 30_000 });
});

test.afterEach(async () => {
  await kiosk.close();
});

/**
 * How many pictures of the side camera the window shows, or null where its page shows no capture or does not answer.
 * Asked of the main process: what looks at the page from outside has lost it with the crash.
 */
const picturesShown = () =>
  kiosk.electron.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (!contents || contents.isCrashed() || contents.isLoading()) return null;
    const shown = 'document.querySelector("[role=progressbar]")?.getAttribute("aria-valuenow")';
    const asked: Promise<unknown> = contents.executeJavaScript(shown).catch(() => null);
    const tooLate = new Promise((resolve) => setTimeout(resolve, 250, null));
    const text = await Promise.race([asked, tooLate]);
    return typeof text === 'string' ? Number(text) : null;
  });

for (const [fault, harm] of [
  [
    'crashes',
    () =>
      kiosk.electron.evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
      }),
  ],
  [
    'hangs',
    () =>
      kiosk.electron.evaluate(({ BrowserWindow }) => {
        void BrowserWindow.getAllWindows()[0]
          ?.webContents.executeJavaScript('for (;;);')
          .catch(() => null);
      }),
  ],
] as const) {
  test(`a page that ${fault} comes back and shows the capture, which goes on`, async () => {
    test.setTimeout(90_000);
    await kiosk.touch('CAPTURE');
    await expect.poll(picturesShown, { intervals: [50], timeout: 20_000 }).toBe(2);
    await harm();
    await expect.poll(picturesShown, { intervals: [20], timeout: LIMIT_MS }).toBeNull();
    const goneMs = performance.now();
    await expect.poll(picturesShown, { intervals: [50], timeout: LIMIT_MS }).toBeGreaterThanOrEqual(2);
    test.info().annotations.push({ type: 'back after ms', description: String(performance.now() - goneMs) });
    await expect.poll(picturesShown, { timeout: 5000 }).toBeGreaterThan(4);

    const isUploaded = async () => (await sessionOf(kiosk.dataDir, '1')).state === 'uploaded';
    await expect.poll(isUploaded, { timeout: 30_000 }).toBe(true);
    const { cameras } = await sessionOf(kiosk.dataDir, '1');
    for (const name of CAMERA_NAMES) {
      expect(cameras[name].pictures).toHaveLength(PICTURES);
      expect(cameras[name].worstSpacingErrorMs).toBeLessThanOrEqual(100);
    }
  });
}
