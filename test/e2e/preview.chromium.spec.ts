import { expect, test } from '@playwright/test';
import { CAMERA_NAMES } from '#contract/cameras';
import { loadedFonts } from './font';
import { SMALL_PICTURES } from './kiosk';
import { startHeadless, type HeadlessServer } from './server';

/** Pixels of the grey picture that stands for none. */
const NO_PICTURE_WIDTH = 4;

let server: HeadlessServer;

test.beforeEach(async () => {
  server = await startHeadless({ ...SMALL_PICTURES, STORE: 'folder', NUM_IMAGES: '3', MAX_PARALLEL: '3' });
});

test.afterEach(async () => {
  await server.stop();
});

test('a browser shows the cameras live, and no picture while they capture', async ({ page, request }) => {
  // A document with nothing of ours, that looks at no camera by itself.
  await page.goto(`${server.address}/health`);
  await page.evaluate((names) => {
    document.body.append(
      ...names.map((name) => Object.assign(new Image(), { src: `/preview/${name}`, alt: `see ${name}` })),
    );
  }, CAMERA_NAMES);
  const widths = () =>
    Promise.all(
      CAMERA_NAMES.map((name) =>
        page.getByAltText(`see ${name}`).evaluate((image: HTMLImageElement) => image.naturalWidth),
      ),
    );
  await expect.poll(widths, { timeout: 20_000 }).toEqual([640, 640, 640]);

  const started = await request.post(`${server.address}/record`, { data: { goat_id: 'test_1' } });
  expect(await started.json()).toMatchObject({ status: 'capture_started' });
  const none = [NO_PICTURE_WIDTH, NO_PICTURE_WIDTH, NO_PICTURE_WIDTH];
  await expect.poll(widths, { timeout: 2000 }).toEqual(none);

  const isOver = async () => {
    const health: unknown = await (await request.get(`${server.address}/health`)).json();
    expect(health).toMatchObject({ recording_active: false });
  };
  await expect(isOver).toPass({ timeout: 20_000 });
  await expect.poll(widths, { timeout: 2000 }).toEqual([640, 640, 640]);
});

test('the screen in a browser shows the cameras live, each with its name', async ({ page }) => {
  await page.goto(server.address);
  for (const name of ['Side', 'Top', 'Front']) {
    const preview = page.getByRole('button', { name: `${name} Live` });
    await expect(preview).toBeVisible({ timeout: 20_000 });
    await expect(preview.getByText(/^(Blurred|Fair|Sharp)$/)).toBeVisible();
    await expect
      .poll(() => preview.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBe(640);
  }
  expect(await loadedFonts(page)).toEqual(['Inter 100 900']);
});
