import { expect, test } from '@playwright/test';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { sessionSchema } from '#contract/session';
import { keepFailure, QUICK_CAPTURES, startKiosk, type Kiosk } from './kiosk';
import { layoutFaults } from './layout';

let kiosk: Kiosk;

async function startReviewing(environment: Record<string, string>): Promise<Kiosk> {
  kiosk = await startKiosk({ environment: { ...QUICK_CAPTURES, NUM_IMAGES: '3', ...environment } });
  await expect(kiosk.page.getByRole('button', { name: 'CAPTURE' })).toBeEnabled({ timeout: 30_000 });
  return kiosk;
}

test.afterEach(async () => {
  await keepFailure(kiosk);
  await kiosk.close();
});

/** All sessions on disk, oldest first, in the form `goat: state`. */
async function sessions(): Promise<string[]> {
  const folder = path.join(kiosk.dataDir, 'sessions');
  const names = (await readdir(folder)).sort();
  const texts = await Promise.all(
    names.map((name) => readFile(path.join(folder, name, 'session.json'), 'utf8')),
  );
  return texts
    .map((text) => sessionSchema.parse(JSON.parse(text)))
    .map(({ goatId, state, goatData }) => `${goatId}: ${state}, ${JSON.stringify(goatData)}`);
}

test('pictures are looked at, taken again and thrown away, by touch', async () => {
  test.setTimeout(90_000);
  const { page, touch, drag } = await startReviewing({ REVIEW_SEC: '60', CAPTURE_FPS: '2' });
  // The cameras are live before the touch, and again after it.
  const liveWidths = () =>
    page
      .locator('canvas.live-picture')
      .evaluateAll((all: HTMLCanvasElement[]) => all.map(({ width }) => width));
  await expect.poll(liveWidths, { timeout: 20_000 }).toEqual([640, 640, 640]);
  await touch('Meat');
  await touch('CAPTURE');

  const done = page.getByRole('heading', { name: 'Goat 1 is done' });
  await expect(done).toBeVisible({ timeout: 20_000 });
  const thumbnails = () =>
    page
      .locator('.thumbnail img')
      .evaluateAll((all: HTMLImageElement[]) => all.map(({ naturalWidth }) => naturalWidth));
  await expect.poll(thumbnails).toEqual(Array(9).fill(80));
  await touch('Top, picture 2');
  const large = page.getByRole('img', { name: 'Top, picture 2' });
  await expect.poll(() => large.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(640);
  const scale = () =>
    large.evaluate((image: HTMLImageElement) => image.getBoundingClientRect().width / image.clientWidth);
  const box = await page.locator('.zoom-frame').boundingBox();
  if (!box) throw new Error('the picture is not on the screen');
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const along = (...steps: number[]) => steps.map((x) => ({ x: middle.x + x, y: middle.y }));
  await drag(along(-40, -60, -80, -100, -120), along(40, 60, 80, 100, 120));
  await expect.poll(scale).toBeCloseTo(3, 1);
  const left = async () => (await large.boundingBox())?.x ?? 0;
  const before = await left();
  await drag(along(0, -20, -40, -60, -90));
  await expect.poll(async () => before - (await left())).toBeCloseTo(90, 0);
  await touch('Smaller');
  await expect.poll(scale).toBeCloseTo(3 / 1.6, 1);
  await touch('Larger');
  await touch('Whole picture');
  await expect.poll(scale).toBe(1);
  await expect(page.getByRole('button', { name: 'Smaller' })).toBeDisabled();
  await touch('Larger');
  await touch('Next picture');
  const third = page.getByRole('img', { name: 'Top, picture 3' });
  await expect(third).toBeVisible();
  // The next one is seen whole again.
  expect(await third.evaluate((image) => image.getBoundingClientRect().width / image.clientWidth)).toBe(1);
  await touch('Close');

  await touch('Retake');
  await expect(page.getByRole('progressbar', { name: 'Side camera' })).toBeVisible();
  await expect(done).toBeVisible({ timeout: 20_000 });
  await touch('Discard');
  await expect(page.getByRole('button', { name: 'Goat number: 1', exact: true })).toBeVisible();
  const meat = '{"description":"meat"}';
  expect(await sessions()).toEqual([`1: discarded, ${meat}`, `1: discarded, ${meat}`]);
  await expect.poll(liveWidths).toEqual([640, 640, 640]);
});

test('who does nothing keeps the pictures', async () => {
  test.setTimeout(60_000);
  const { page, touch } = await startReviewing({ REVIEW_SEC: '3' });
  await touch('CAPTURE');
  await expect(page.getByRole('heading', { name: 'Goat 1 is done' })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('button', { name: 'Goat number: 2', exact: true })).toBeVisible({
    timeout: 15_000,
  });
  await expect.poll(sessions, { timeout: 15_000 }).toEqual(['1: uploaded, {}']);
});

test('more pictures than fit beside each other leave its buttons whole, scroll bars or not', async () => {
  // Headless browsers draw no scroll bars; this window does where it is no touch screen.
  const { page, touch } = await startReviewing({ REVIEW_SEC: '60', NUM_IMAGES: '12' });
  await page.setViewportSize({ width: 1024, height: 600 });
  await touch('CAPTURE');
  await expect(page.getByRole('button', { name: /^Keep/ })).toBeVisible({ timeout: 40_000 });
  await expect(page.locator('.thumbnail img')).toHaveCount(36);
  expect(await layoutFaults(page, false)).toEqual([]);
  await expect(page.getByRole('button', { name: /^Keep/ })).toBeInViewport({ ratio: 1 });
});
