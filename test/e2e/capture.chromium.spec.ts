import { expect, test } from '@playwright/test';
import { networkInterfaces } from 'node:os';
import { startS3Server, type S3Server } from '../s3/server';
import { assertUploaded, assertGoatData, sessionOf } from '#support/uploadedGoat';
import { SMALL_PICTURES } from './kiosk';
import { startHeadless, type HeadlessServer } from './server';

const PASSWORD = 'a goat in the barn';
const SHORT_SESSION = { NUM_IMAGES: '4', MAX_PARALLEL: '3' };

let s3: S3Server;
let server: HeadlessServer;

test.beforeEach(async () => {
  s3 = await startS3Server();
  s3.hold('16/side/images.tar.gz', Buffer.from('an earlier goat'));
  server = await startHeadless({
    ...SMALL_PICTURES,
    ...SHORT_SESSION,
    ...s3.environment,
    S3_ENDPOINT: s3.endpoint,
    API_PASSWORD: PASSWORD,
  });
});

test.afterEach(async ({ page }, testInfo) => {
  await page.screenshot({ path: testInfo.outputPath('at-the-end.png') });
  await server.stop();
  await s3.stop();
});

test('a browser over HTTP starts a capture that ends in the bucket', async ({ page }) => {
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(server.address);
  await expect(page.getByRole('button', { name: 'Goat number: 17' })).toBeVisible({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Choice', exact: true }).click();
  await page.getByRole('button', { name: 'CAPTURE' }).click();
  await expect(page.getByRole('progressbar', { name: 'Front camera' })).toHaveAttribute(
    'aria-valuenow',
    '2',
    {
      timeout: 15_000,
    },
  );
  await expect(page.getByRole('heading', { name: 'Goat 17 is done' })).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText('Goat 17: pictures are in the store')).toBeVisible();

  const session = await sessionOf(server.dataDir, '17');
  const object = (key: string) => Promise.resolve(s3.objects().get(key)?.bytes ?? Buffer.alloc(0));
  await assertUploaded(object, server.dataDir, session, 10);
  assertGoatData(await object('17/goat_data.json'), session, { grade: 'choice' });
  expect([...s3.objects().keys()].filter((key) => key.startsWith('17/'))).toHaveLength(4);
  await page.getByRole('button', { name: 'Next goat: 18' }).click();
  await expect(page.getByRole('button', { name: 'Goat number: 18' })).toBeVisible();
  // Chromium tells there what the content security policy has stopped.
  expect(complaints).toEqual([]);
});

test('a browser on another machine needs the password', async ({ page }) => {
  const addresses = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
  const outside = addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
  expect(outside, 'this machine has an address beside the loopback').toBeDefined();
  await page.goto(server.address.replace('localhost', outside ?? ''));
  const password = page.getByLabel('Password', { exact: true });
  await password.fill('not this one');
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByText('The password is not right.')).toBeVisible();
  await password.fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('button', { name: 'CAPTURE' })).toBeVisible();
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('button', { name: 'Log out' }).click();
  await expect(password).toBeVisible();
});
