import { expect, test, type Page } from '@playwright/test';
import { queueAnswerSchema } from '#contract/sessionApi';
import { startS3Server, type S3Server } from '../s3/server';
import { QUICK_CAPTURES, SMALL_PICTURES } from './kiosk';
import { startHeadless, type HeadlessServer } from './server';

let s3: S3Server;
let server: HeadlessServer;

/** A machine without a network, that has captured goat 5. */
test.beforeEach(async () => {
  s3 = await startS3Server();
  await s3.pause();
  const environment = { ...SMALL_PICTURES, ...QUICK_CAPTURES, NUM_IMAGES: '3', ...s3.environment };
  server = await startHeadless(environment);
  const record = () =>
    fetch(`${server.address}/record`, { method: 'POST', body: JSON.stringify({ goat_id: 5 }) }).then(
      ({ status }) => status,
    );
  await expect.poll(record, { timeout: 20_000 }).toBe(200);
});

test.afterEach(async () => {
  await server.stop();
  await s3.stop();
});

/**
 * How many seconds the upload pauses until the next attempt; 0 during an attempt. A goat can be discarded during a
 * pause only, and pauses grow with each attempt that fails.
 */
async function pauseSeconds(): Promise<number> {
  const answer = await fetch(`${server.address}/queue`);
  return queueAnswerSchema.parse(await answer.json()).next_try_sec ?? 0;
}

async function openSessions(page: Page): Promise<void> {
  await page.goto(server.address);
  await page.getByRole('button', { name: 'To send: 1 goat' }).click({ timeout: 20_000 });
  await page.getByRole('button', { name: /^Goat 5 .*(Waits to be|Being) sent/ }).click();
  await expect(page.getByRole('heading', { name: /^Goat 5/ })).toBeVisible();
}

test('a desktop and a phone see the same: what one does, a lost connection, and what is there after it', async ({
  page,
  browser,
}, testInfo) => {
  test.setTimeout(60_000);
  const phone = await (
    await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  ).newPage();
  await openSessions(page);
  await openSessions(phone);

  await page.getByRole('button', { name: 'Correct the data' }).click();
  await page.getByRole('button', { name: 'Prime', exact: true }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The data is corrected.')).toBeVisible();
  await expect(phone.getByText('Prime', { exact: true })).toBeVisible();
  await phone.screenshot({ path: testInfo.outputPath('phone.png'), fullPage: true });

  await phone.getByRole('button', { name: 'Discard' }).tap();
  await phone.getByRole('dialog').getByRole('button', { name: 'Back' }).tap();
  await expect.poll(pauseSeconds, { timeout: 30_000 }).toBeGreaterThanOrEqual(3);
  await phone.getByRole('button', { name: 'Discard' }).tap();
  await phone.getByRole('dialog').getByRole('button', { name: 'Discard' }).tap();
  await expect(phone.getByText('Discarded. It is in the bin.')).toBeVisible();
  await expect(page.getByText('Discarded', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Correct the data' })).toBeHidden();
  await page.getByRole('button', { name: 'All goats' }).click();
  await page.getByRole('button', { name: 'To send', exact: true }).click();
  await expect(page.getByText('Nothing waits to be sent.')).toBeVisible();
  await page.getByRole('button', { name: 'Bin', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Goat 5 .*Discarded/ })).toBeVisible();

  server.process.kill('SIGKILL');
  await expect(page.getByText('Connection lost')).toBeVisible({ timeout: 15_000 });
  await expect(phone.getByText('Connection lost')).toBeVisible({ timeout: 15_000 });
  await phone.context().close();
});
