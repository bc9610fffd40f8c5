import { expect, test, type Page } from '@playwright/test';
import { overviewExample } from '#support/overviewExample';
import { mockApi, type FakeMachine } from './fakeMachine';
import { startHeadless, type HeadlessServer } from './server';

let server: HeadlessServer;
let machine: FakeMachine;

test.beforeAll(async () => {
  server = await startHeadless({ STORE: 'folder', IMAGE_WIDTH: '64', IMAGE_HEIGHT: '48' });
});
test.afterAll(() => server.stop());

test.beforeEach(async ({ page }) => {
  machine = {
    overview: overviewExample(),
    refusal: { code: 'CONNECTION_LOST', parameters: {} },
    requests: [],
  };
  await mockApi(page, machine);
  await page.goto(server.address);
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByRole('button', { name: 'Which camera is which' }).click();
  // Only then is what is missing later seen to have gone.
  await expect(page.getByRole('button', { name: /1-1\.4\.2/ })).toBeVisible();
});

/** Says which camera is looked for, and waits until its cable may be pulled. */
async function lookFor(page: Page, camera: string): Promise<void> {
  await page.getByRole('button', { name: 'Find by unplugging' }).click();
  await page.getByRole('button', { name: camera, exact: true }).click();
  await expect(page.getByText(`Unplug this camera now: ${camera}`)).toBeVisible();
}

test('a camera is found by unplugging it, and the two that were taken for each other are saved', async ({
  page,
}) => {
  await lookFor(page, 'Top');
  machine.unplugged = ['1-1.3'];
  await expect(page.getByText('Seen. Now plug it in again: Top')).toBeVisible();
  await expect(page.getByText('Waiting for 1 s')).toBeVisible();
  machine.unplugged = [];
  await expect(page.getByText('Found: this is Top.')).toBeVisible();
  await expect(page.getByRole('button', { name: /Top USB port 1-1\.3/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /Front USB port 1-1\.2/ })).toBeVisible();
  await page.getByRole('button', { name: 'Test and save' }).click();
  await expect(page.getByText('Each one shows a picture, and it is saved.')).toBeVisible();
  const [top, front] = ['/dev/v4l/by-path/1-1.3', '/dev/v4l/by-path/1-1.2'];
  expect(machine.requests).toEqual([{ roles: { top, front } }]);
});

test('one that comes back at another port is told so; several at once are not taken for one; it can be given up', async ({
  page,
}) => {
  machine.unplugged = ['1-1.4.2'];
  await expect(page.getByRole('button', { name: /1-1\.4\.2/ })).toBeHidden();
  await lookFor(page, 'Side');
  machine.unplugged = ['1-1.1', '1-1.3', '1-1.4.2'];
  await expect(page.getByText('More than one camera has changed at once.')).toBeVisible();
  machine.unplugged = ['1-1.4.2'];
  await expect(page.getByText('More than one camera has changed at once.')).toBeHidden();
  machine.unplugged = ['1-1.1', '1-1.4.2'];
  await expect(page.getByText('Seen. Now plug it in again: Side')).toBeVisible();
  machine.unplugged = ['1-1.1'];
  await expect(page.getByText('Found: this is Side, now at another USB port.')).toBeVisible();
  await expect(page.getByRole('button', { name: /Side USB port 1-1\.4\.2/ })).toBeVisible();
  await lookFor(page, 'Top');
  await page.getByRole('button', { name: 'Stop looking' }).click();
  await expect(page.getByRole('button', { name: 'Test and save' })).toBeEnabled();
  expect(machine.requests).toEqual([]);
});

test('what is said of a camera hides nothing of its picture on a small screen', async ({ page }) => {
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  for (const [width, height] of [
    [390, 844],
    [800, 480],
  ] as const) {
    await page.setViewportSize({ width, height });
    const picture = await page.locator('.preview').first().locator('.live-picture').boundingBox();
    const label = await page.locator('.preview-label').first().boundingBox();
    if (!picture || !label) throw new Error('a camera is not drawn');
    expect(picture.height).toBeGreaterThan(50);
    expect(label.y).toBeGreaterThanOrEqual(picture.y + picture.height);
  }
});
