import { expect, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CAMERA_NAMES } from '#contract/cameras';
import { assertUploaded, assertGoatData, sessionOf } from '#support/uploadedGoat';
import { keepFailure, loadAgain, startKiosk, type Kiosk } from './kiosk';

let kiosk: Kiosk;

/** As on a farm: 20 pictures of each camera, a second apart. */
test.beforeAll(async () => {
  kiosk = await startKiosk({ environment: { MAX_PARALLEL: '3' } });
});
test.afterAll(() => kiosk.close());

test.beforeEach(async () => {
  await loadAgain(kiosk);
  await expect(kiosk.page.getByRole('button', { name: 'CAPTURE' })).toBeEnabled({ timeout: 30_000 });
});

test.afterEach(() => keepFailure(kiosk));

test('a touch on CAPTURE ends with 60 pictures, one second apart, in the store', async () => {
  test.setTimeout(90_000);
  const { page, dataDir, touch } = kiosk;
  await touch('Meat');
  await touch('CAPTURE');

  for (const name of CAMERA_NAMES) {
    const progress = page.getByRole('progressbar', { name: `${name} camera` });
    await expect(progress).toHaveAttribute('aria-valuenow', '5', { timeout: 20_000 });
    // Its newest picture is in it, reduced to an eighth.
    const picture = progress.locator('img');
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(80);
  }
  // 20 pictures a second apart, and 5 of them are there.
  const secondsLeft = Number(await page.locator('.left b').textContent());
  expect(secondsLeft).toBeGreaterThan(8);
  expect(secondsLeft).toBeLessThanOrEqual(15);
  await expect(page.getByRole('heading', { name: 'Goat 1 is done' })).toBeVisible({ timeout: 40_000 });
  await expect(page.getByText('Goat 1: pictures are in the store')).toBeVisible();

  const session = await sessionOf(dataDir, '1');
  expect(session.state).toBe('uploaded');
  expect(session.simulated).toBe(true);
  const object = (key: string) => readFile(path.join(dataDir, 'store', key));
  await assertUploaded(object, dataDir, session, 10);
  assertGoatData(await object('1/goat_data.json'), session, { description: 'meat' });
  for (const name of CAMERA_NAMES) {
    const { pictures, worstSpacingErrorMs } = session.cameras[name];
    expect(worstSpacingErrorMs).toBeLessThanOrEqual(100);
    const stepsMs = pictures
      .slice(1)
      .map(({ arrivedMs }, index) => arrivedMs - (pictures[index]?.arrivedMs ?? 0));
    for (const stepMs of stepsMs) expect(Math.abs(stepMs - 1000)).toBeLessThan(1000);
  }
});

test('a finger held on Cancel ends the capture, and the next one can start', async () => {
  const { page, touch, press } = kiosk;
  await touch('CAPTURE');
  const side = page.getByRole('progressbar', { name: 'Side camera' });
  await expect(side).toHaveAttribute('aria-valuenow', '1', { timeout: 20_000 });
  const lift = await press('Cancel');
  await expect(page.getByRole('heading', { name: 'Cancelled' })).toBeVisible({ timeout: 5000 });
  await lift();
  await touch(/^Back to goat/);
  await touch('CAPTURE');
  await expect(side).toHaveAttribute('aria-valuenow', '1', { timeout: 20_000 });
});
