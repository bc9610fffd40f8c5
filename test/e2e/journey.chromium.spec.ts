import { expect, test, type Page } from '@playwright/test';
import { SMALL_PICTURES } from './kiosk';
import { startHeadless, type HeadlessServer } from './server';

const PASSWORD = 'a goat in the barn';

let server: HeadlessServer;

test.beforeEach(async () => {
  server = await startHeadless({
    ...{ ...SMALL_PICTURES, STORE: 'folder', NUM_IMAGES: '3', MAX_PARALLEL: '3', CAPTURE_FPS: '2' },
    ...{ API_AUTH: 'password', API_PASSWORD: PASSWORD },
  });
});
test.afterEach(async () => {
  // One that was left asleep could not end.
  server.process.kill('SIGCONT');
  await server.stop();
});

/** Presses Tab until a control has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, name: string): Promise<void> {
  const control = page.getByRole('button', { name, exact: true });
  await expect(control).toBeEnabled({ timeout: 30_000 });
  const isThere = () => control.evaluate((one) => one === document.activeElement);
  for (let presses = 0; presses < 60 && !(await isThere()); presses += 1) await page.keyboard.press('Tab');
  expect(await isThere(), `Tab comes to ${name}`).toBe(true);
}

test('on a phone, by touch: log in, capture, look, a lost connection, log out', async ({
  page,
  browser,
}, testInfo) => {
  test.setTimeout(90_000);
  const context = await browser.newContext({
    ...{ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  });
  const phone = await context.newPage();
  const tap = (name: string | RegExp) => phone.getByRole('button', { name, exact: true }).tap();
  await phone.goto(server.address);
  await phone.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await tap('Log in');
  await expect(phone.getByRole('button', { name: 'CAPTURE' })).toBeEnabled({ timeout: 30_000 });
  await tap('Dairy');
  await tap('CAPTURE');
  const done = phone.getByRole('heading', { name: 'Goat 1 is done' });
  await expect(done).toBeVisible({ timeout: 20_000 });
  await phone.screenshot({ path: testInfo.outputPath('done.png'), fullPage: true });

  await tap('Next goat: 2');
  await tap(/^To send/);
  await tap(/^Goat 1 /);
  await tap('Top, picture 2');
  await tap('Larger');
  await tap('Close');
  await tap('All goats');
  await tap('Back to capture');

  // Somebody at a desk sees what the phone sees.
  await page.goto(server.address);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Goat number: 2', exact: true })).toBeVisible();
  await tap('TEST');
  for (const one of [phone, page])
    await expect(one.getByRole('progressbar', { name: 'Top camera' })).toBeVisible();
  for (const one of [phone, page])
    await expect(one.getByRole('heading', { name: 'The test went well' })).toBeVisible({ timeout: 20_000 });
  await tap('Back to goat 2');

  // A machine that is there and says nothing, as behind a network that has gone.
  server.process.kill('SIGSTOP');
  await expect(phone.getByText('Connection lost')).toBeVisible({ timeout: 6000 });
  await expect(phone.getByRole('button', { name: 'CAPTURE' })).toBeDisabled();
  server.process.kill('SIGCONT');
  await expect(phone.getByText('Connection lost')).toBeHidden({ timeout: 30_000 });
  // Sooner than a silence could tell it.
  await context.setOffline(true);
  await expect(phone.getByText('Connection lost')).toBeVisible({ timeout: 2000 });
  await context.setOffline(false);
  await expect(phone.getByText('Connection lost')).toBeHidden({ timeout: 5000 });
  await expect(phone.getByRole('button', { name: 'CAPTURE' })).toBeEnabled();
  await tap('Menu');
  await tap('Log out');
  await expect(phone.getByLabel('Password', { exact: true })).toBeVisible();
  await context.close();
});

test('at a desk, by keyboard alone: log in, capture, look, log out', async ({ page }) => {
  test.setTimeout(60_000);
  const press = async (name: string) => {
    await tabTo(page, name);
    await page.keyboard.press('Enter');
  };
  await page.goto(server.address);
  const password = page.getByLabel('Password', { exact: true });
  await password.waitFor();
  while (!(await password.evaluate((one) => one === document.activeElement)))
    await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await press('Meat');
  await press('CAPTURE');
  await expect(page.getByRole('heading', { name: 'Goat 1 is done' })).toBeVisible({ timeout: 20_000 });
  await press('Next goat: 2');
  await press('Menu');
  await press('Captured goats');
  await page.getByRole('button', { name: /^Goat 1 / }).press('Enter');
  await press('Side, picture 1');
  await press('Next picture');
  await expect(page.getByRole('img', { name: 'Side, picture 2' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await press('Menu');
  await press('Log out');
  await expect(password).toBeVisible();
});
