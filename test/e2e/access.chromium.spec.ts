import { expect, test } from '@playwright/test';
import { SMALL_PICTURES } from './kiosk';
import { startHeadless, type HeadlessServer } from './server';

let server: HeadlessServer;

const start = async (auth: string) => {
  server = await startHeadless({ ...SMALL_PICTURES, STORE: 'folder', API_AUTH: auth });
};
test.afterEach(() => server.stop());

test('a browser changes the password, and saves all that is known for who helps', async ({ page }) => {
  await start('password');
  const told = () => /password for other machines is (\S+)/.exec(server.log.join('\n'))?.[1] ?? '';
  await expect.poll(told).not.toBe('');
  const made = told();
  await page.goto(server.address);
  await page.getByLabel('Password', { exact: true }).fill(made);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('button', { name: 'CAPTURE' })).toBeEnabled({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByRole('button', { name: 'Remote access' }).click();
  await page.getByLabel('Password until now', { exact: true }).fill('a wrong one');
  await page.getByLabel('New password', { exact: true }).fill('seven goats');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByText('The password is not right.')).toBeVisible();
  await page.getByLabel('Password until now', { exact: true }).fill(made);
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByText('The password is changed.')).toBeVisible();

  await page.getByRole('button', { name: 'Find a fault' }).click();
  await expect(page.getByText('The side camera is simulated.')).toBeVisible({ timeout: 20_000 });
  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Save all for help' }).click();
  expect((await saving).suggestedFilename()).toBe('goat-capture.tar.gz');

  await page.getByRole('button', { name: 'Remote access' }).click();
  await page.getByRole('button', { name: 'Log out everywhere' }).click();
  await page.getByLabel('Password', { exact: true }).fill('seven goats');
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('button', { name: 'CAPTURE' })).toBeVisible();
});

test('where all are let in, Set up offers a browser nothing that would ask it for the password', async ({
  page,
}) => {
  await start('none');
  await page.goto(server.address);
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('button', { name: 'Set up' }).click();
  const sections = page.getByRole('navigation', { name: 'Set up' }).getByRole('button');
  await expect(sections).toHaveText(['Cameras', 'Screen', 'Find a fault', 'What happened', 'About']);
  for (const section of await sections.all()) {
    await section.click();
    await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
    await expect(page.getByLabel('Password', { exact: true })).toBeHidden();
  }
});
