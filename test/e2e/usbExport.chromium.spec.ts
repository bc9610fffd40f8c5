import { expect, test } from '@playwright/test';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { outOfReach, FakeUsbSticks } from '#support/fakeUsb';
import { QUICK_CAPTURES, SMALL_PICTURES } from './kiosk';
import { startHeadless, type HeadlessServer } from './server';

let folder: string;
let sticks: FakeUsbSticks;
let server: HeadlessServer;

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goat-sticks-'));
  await mkdir(path.join(folder, 'stick'));
  sticks = await FakeUsbSticks.make(path.join(folder, 'bin'));
  server = await startHeadless({
    ...{ ...SMALL_PICTURES, ...QUICK_CAPTURES, NUM_IMAGES: '3', REVIEW_SEC: '0' },
    ...outOfReach(path.join(folder, 'bin')),
  });
});
test.afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

test.use({ viewport: { width: 390, height: 844 } });

test("a phone copies to the kiosk's stick, over HTTP, and a second page sees the same", async ({
  page,
  context,
}) => {
  test.setTimeout(60_000);
  await expect
    .poll(
      async () =>
        (await fetch(`${server.address}/record`, { method: 'POST', body: '{"goat_id": 7}' })).status,
      {
        timeout: 30_000,
      },
    )
    .toBe(200);
  await sticks.plug({ folder: path.join(folder, 'stick'), isOpen: true });
  const other = await context.newPage();
  for (const one of [page, other]) {
    await one.goto(server.address);
    await one.getByRole('button', { name: 'Menu' }).click({ timeout: 30_000 });
    await one.getByRole('button', { name: 'USB stick' }).click();
    await expect(one.getByText(/^1 goat to copy/)).toBeVisible({ timeout: 30_000 });
  }
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  for (const one of [page, other]) {
    await expect(one.getByText('1 goat copied to GOATS')).toBeVisible({ timeout: 20_000 });
    await expect(one.getByText('All is written: you can pull the stick out, unless')).toBeVisible();
  }
  expect(await readdir(path.join(folder, 'stick', '_simulated'))).toEqual(['7']);
  await page.getByRole('button', { name: 'Copy to a stick' }).click();
  await expect(page.getByRole('button', { name: 'Copy them again' })).toBeEnabled();
  await sticks.plugIn([]);
  await expect(page.getByText('Put a USB stick into the machine')).toBeVisible();
});
