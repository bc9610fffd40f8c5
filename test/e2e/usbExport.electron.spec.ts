import { expect, test } from '@playwright/test';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { list } from 'tar';
import { outOfReach, FakeUsbSticks } from '#support/fakeUsb';
import { keepFailure, loadAgain, QUICK_CAPTURES, startKiosk, type Kiosk } from './kiosk';

let folder: string;
let sticks: FakeUsbSticks;
let kiosk: Kiosk;
const stick = () => path.join(folder, 'stick');

/** A kiosk whose store is out of reach. */
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goat-sticks-'));
  sticks = await FakeUsbSticks.make(path.join(folder, 'bin'));
  const environment = {
    ...{ ...QUICK_CAPTURES, NUM_IMAGES: '3' },
    ...outOfReach(path.join(folder, 'bin')),
  };
  kiosk = await startKiosk({ environment });
});
test.beforeEach(async () => {
  // The one of the test before is pulled out.
  await sticks.plugIn([]);
  await mkdir(stick());
  await loadAgain(kiosk);
  await expect(kiosk.page.getByRole('button', { name: 'CAPTURE' })).toBeEnabled({ timeout: 30_000 });
});
test.afterEach(async () => {
  await keepFailure(kiosk);
  await rm(stick(), { recursive: true });
});
test.afterAll(async () => {
  await kiosk.close();
  await rm(folder, { recursive: true });
});

test('all that helps somebody to find a fault is saved to a stick', async () => {
  const { page, touch } = kiosk;
  await touch('Menu');
  await touch('Set up');
  await touch('Find a fault');
  await touch('Save all for help to a USB stick');
  await expect(page.getByRole('alert').filter({ hasText: 'There is no USB stick' })).toBeVisible();
  await sticks.plug({ folder: stick() });
  await touch('Save all for help to a USB stick');
  await expect(page.getByText(/^Saved on GOATS as goat-capture-.+\.tar\.gz\. You can pull/)).toBeVisible({
    timeout: 20_000,
  });
  const [file = ''] = await readdir(stick());
  const names: string[] = [];
  await list({ file: path.join(stick(), file), onReadEntry: (entry) => names.push(entry.path) });
  expect(names).toEqual(expect.arrayContaining(['goat-capture/diagnostics.json', 'goat-capture/log.jsonl']));
});

test('a goat that waits is carried away on a stick, by touch, and its stick delivered', async () => {
  test.setTimeout(90_000);
  const { page, touch } = kiosk;
  await touch('CAPTURE');
  await expect(page.getByRole('heading', { name: 'Goat 1 is done' })).toBeVisible({ timeout: 30_000 });
  await touch('Menu');
  await touch('USB stick');
  await expect(page.getByText('Put a USB stick into the machine')).toBeVisible();
  await expect(page.getByText(/^1 goat to copy/)).toBeVisible();

  await sticks.plug({ folder: stick() });
  await expect(page.getByRole('button', { name: /^GOATS 1 GB free of 32 GB/ })).toBeVisible({
    timeout: 10_000,
  });
  await expect(page.getByText('All of them have room on this stick.')).toBeVisible();
  await touch('Copy');
  await expect(page.getByText('1 goat copied to GOATS')).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText('You can pull the stick out now.')).toBeVisible();
  const copied = await readdir(path.join(stick(), '_simulated', '1'));
  expect(copied.sort()).toEqual(['front', 'manifest.json', 'side', 'top']);

  await touch('Copy to a stick');
  await touch('The sticks are delivered');
  await expect(page.getByText('Are all sticks where they were to go?')).toBeVisible();
  await touch('The sticks are delivered');
  await expect(page.getByText('No goat waits to be sent: there is nothing to copy.')).toBeVisible();
});
