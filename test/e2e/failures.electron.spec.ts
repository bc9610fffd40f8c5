import { expect, test } from '@playwright/test';
import { readdir, readFile } from 'node:fs/promises';
import type { CameraName } from '#contract/cameras';
import { keepFailure, loadAgain, QUICK_CAPTURES, startKiosk, type Kiosk } from './kiosk';

let kiosk: Kiosk;

const start = async (environment: Record<string, string>) => {
  kiosk = await startKiosk({ environment });
};
const expectReady = () =>
  expect(kiosk.page.getByRole('button', { name: 'CAPTURE' })).toBeEnabled({ timeout: 30_000 });

test.afterEach(() => keepFailure(kiosk));

/** The kiosk's own process that records a camera: it alone plays that film, in a data directory of this test. */
async function recorderOf(camera: CameraName): Promise<number> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const id of ids) {
    // A process may end while it is looked at.
    const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
    const isRecording = command.startsWith('ffmpeg') && command.includes('noise=drop');
    if (isRecording && command.includes(kiosk.dataDir) && command.includes(`/${camera}/`)) return Number(id);
  }
  throw new Error(`nothing records the ${camera} camera`);
}

test.describe('one camera after the other', () => {
  // With several at once, one that fails is captured again alone.
  test.beforeAll(() => start({ MAX_PARALLEL: '1', NUM_IMAGES: '4', CAPTURE_FPS: '2' }));
  test.afterAll(() => kiosk.close());

  test('a camera that fails in the middle is named with what to do, and the goat is captured again by touch', async () => {
    test.setTimeout(90_000);
    const { page, touch } = kiosk;
    await expectReady();
    await touch('Meat');
    await touch('CAPTURE');
    const side = page.getByRole('progressbar', { name: 'Side camera' });
    // Looked at often: the recorder has a second and a half to its end from here.
    await expect
      .poll(() => side.getAttribute('aria-valuenow'), { timeout: 20_000, intervals: [50] })
      .toBe('1');
    process.kill(await recorderOf('side'), 'SIGKILL');
    await expect(page.getByRole('heading', { name: 'No pictures of goat 1' })).toBeVisible({
      timeout: 30_000,
    });
    await expect(page.locator('.end')).toContainText('side camera');
    await touch('Back to goat 1');
    // What was entered is still there.
    await expect(page.getByRole('button', { name: 'Meat' })).toHaveAttribute('aria-pressed', 'true');
    await touch('CAPTURE');
    await expect(page.getByRole('heading', { name: 'Goat 1 is done' })).toBeVisible({ timeout: 30_000 });
  });
});

test.describe('all cameras at once', () => {
  test.beforeAll(() => start({ ...QUICK_CAPTURES, NUM_IMAGES: '3' }));
  test.beforeEach(async () => {
    await loadAgain(kiosk);
    await expectReady();
  });
  test.afterAll(() => kiosk.close());

  test('a number that is taken is refused; the next free one is a touch away, and so is taking the goat anew', async () => {
    test.setTimeout(90_000);
    const { page, touch } = kiosk;
    await touch('CAPTURE');
    await expect(page.getByRole('heading', { name: 'Goat 1 is done' })).toBeVisible({ timeout: 30_000 });
    await touch('Next goat: 2');
    await touch('One less');
    await expect(page.getByRole('button', { name: 'Goat number: 1', exact: true })).toBeVisible();
    await touch('CAPTURE');
    await expect(page.getByRole('heading', { name: 'Not started' })).toBeVisible();
    await touch('Take goat 1 anew');
    await expect(page.getByRole('heading', { name: 'Goat 1 is done' })).toBeVisible({ timeout: 30_000 });
    await touch('Next goat: 2');
    await touch('One less');
    await touch('CAPTURE');
    await touch('Use next free number 2');
    await touch('CAPTURE');
    await expect(page.getByRole('heading', { name: 'Goat 2 is done' })).toBeVisible({ timeout: 30_000 });
  });

  test('language and look change at once, and stay', async () => {
    const { page, touch } = kiosk;
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
    await touch('Menu');
    await touch('Español');
    await touch('Oscuro');
    expect(await theme()).toBe('dark');
    await touch('Cerrar');
    await expect(page.getByRole('button', { name: 'CAPTURAR', exact: true })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('button', { name: 'CAPTURAR', exact: true })).toBeVisible();
    expect(await theme()).toBe('dark');
  });
});
