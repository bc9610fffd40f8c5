import { expect, test } from '@playwright/test';
import { startS3Server, type S3Server } from '../s3/server';
import { keepFailure, QUICK_CAPTURES, startKiosk, type Kiosk } from './kiosk';

let s3: S3Server;
let kiosk: Kiosk;

/** A kiosk without a network, whose bucket has a goat 1 that the kiosk does not know of. */
test.beforeEach(async () => {
  s3 = await startS3Server();
  s3.hold('1/side/images.tar.gz', 'an earlier goat');
  await s3.pause();
  const environment = { ...QUICK_CAPTURES, STORE: 's3', NUM_IMAGES: '3', ...s3.environment };
  kiosk = await startKiosk({ environment });
  await expect(kiosk.page.getByRole('button', { name: 'CAPTURE' })).toBeEnabled({ timeout: 30_000 });
});

test.afterEach(async () => {
  await keepFailure(kiosk);
  await kiosk.close();
  await s3.stop();
});

test('goats wait for the network, go when it is back, and one whose number is taken gets another, by touch', async () => {
  test.setTimeout(120_000);
  const { page, touch } = kiosk;
  const row = (name: RegExp) => page.getByRole('button', { name });
  for (const goat of [1, 2]) {
    await touch('CAPTURE');
    await expect(page.getByRole('heading', { name: `Goat ${goat} is done` })).toBeVisible({
      timeout: 30_000,
    });
    await touch(`Next goat: ${goat + 1}`);
  }
  await touch('To send: 2 goats');
  await expect(row(/^Goat 1 .*(Waits to be|Being) sent/)).toBeVisible();
  await expect(row(/^Goat 2 .*Waits to be sent/)).toBeVisible();
  const alert = page.getByRole('alert').filter({ hasText: 'cannot be reached' });
  await expect(alert).toBeVisible({ timeout: 20_000 });
  await expect
    .poll(() =>
      page
        .locator('.session-cover img')
        .first()
        .evaluate((image: HTMLImageElement) => image.naturalWidth),
    )
    .toBe(80);

  await s3.resume();
  await touch('Try now');
  await expect(row(/^Goat 2 .*In the store/)).toBeVisible({ timeout: 20_000 });
  await expect(alert).toBeHidden();
  await touch('1 goat needs you');
  await expect(row(/^Goat 2/)).toBeHidden();
  await touch(/^Goat 1 .*Needs your decision/);
  await expect(page.getByText('There are pictures of goat 1 already.')).toBeVisible();
  await touch('Another number');
  await touch('Next free: 3');
  await expect(page.getByText('It has its new number.')).toBeVisible();
  await expect(page.getByRole('heading', { name: /^Goat 3/ })).toBeVisible();
  await expect(page.getByText('In the store')).toBeVisible({ timeout: 20_000 });

  await touch('Correct the data');
  await touch('Dairy');
  await touch('Save');
  await expect(page.getByText('The data is corrected.')).toBeVisible();
  const data = () => JSON.parse(String(s3.objects().get('3/goat_data.json')?.bytes ?? null)) as unknown;
  await expect.poll(data, { timeout: 20_000 }).toMatchObject({ goat_id: '3', description: 'dairy' });
  const keysOf = (goat: string) => [...s3.objects().keys()].filter((key) => key.startsWith(`${goat}/`));
  expect([keysOf('1'), keysOf('2').length, keysOf('3').length]).toEqual([['1/side/images.tar.gz'], 3, 4]);
  expect(String(s3.objects().get('1/side/images.tar.gz')?.bytes)).toBe('an earlier goat');
  await touch('All goats');
  await touch('Back to capture');
  await expect(page.getByRole('button', { name: 'Goat number: 4', exact: true })).toBeVisible();
});
