import { expect, test } from '@playwright/test';
import { SMALL_PICTURES } from './kiosk';
import { startHeadless, type HeadlessServer } from './server';

let server: HeadlessServer;

test.beforeEach(async () => {
  server = await startHeadless({ ...SMALL_PICTURES, STORE: 'folder', NUM_IMAGES: '3', MAX_PARALLEL: '3' });
});

test.afterEach(async () => {
  await server.stop();
});

for (const isRefused of [false, true]) {
  test(`the page follows a capture ${isRefused ? 'without' : 'by'} its stream of events`, async ({
    page,
  }) => {
    const asked = { events: 0, overview: 0 };
    await page.route(/\/(events|overview)\b/, (route, request) => {
      const isStream = request.url().includes('/events');
      asked[isStream ? 'events' : 'overview'] += 1;
      return isStream && isRefused ? route.abort() : route.continue();
    });
    await page.goto(server.address);
    await page.getByRole('button', { name: 'CAPTURE' }).click({ timeout: 20_000 });
    const front = page.getByRole('progressbar', { name: 'Front camera' });
    // Each count stands there for a second, and it is looked at once a second: one of the two is always seen.
    await expect(front).toHaveAttribute('aria-valuenow', /^[12]$/, { timeout: 15_000 });
    await expect(page.getByRole('heading', { name: 'Goat 1 is done' })).toBeVisible({ timeout: 15_000 });
    expect(asked.events).toBeGreaterThan(0);
    // With a stream it reads once at first and once after what it has done itself.
    if (isRefused) expect(asked.overview).toBeGreaterThan(3);
    else expect(asked.overview).toBeLessThanOrEqual(3);
  });
}
