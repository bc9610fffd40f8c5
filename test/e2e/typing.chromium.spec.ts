import { expect, test } from '@playwright/test';
import { overviewExample } from '#support/overviewExample';
import { mockApi, type FakeMachine } from './fakeMachine';
import { startHeadless, type HeadlessServer } from './server';

let server: HeadlessServer;
let machine: FakeMachine;

test.use({ viewport: { width: 1024, height: 600 }, hasTouch: true });
test.beforeAll(async () => {
  server = await startHeadless({ STORE: 'folder', IMAGE_WIDTH: '64', IMAGE_HEIGHT: '48' });
});
test.afterAll(() => server.stop());
test.beforeEach(async ({ page }) => {
  machine = {
    overview: overviewExample(),
    refusal: { code: 'GOAT_EXISTS', parameters: { goat_id: '17' } },
    requests: [],
  };
  await mockApi(page, machine);
  await page.goto(server.address);
  await page.getByRole('button', { name: 'Goat number: 17' }).waitFor();
});

test('a note is written by touch alone, with capitals, signs, and letters taken back', async ({ page }) => {
  const tap = (name: string) => page.getByRole('button', { name, exact: true }).tap();
  await tap('Add a note');
  await tap('Capital letter');
  for (const key of ['l', 'i', 'm', 'o', 'Delete', 'p', 's', 'space', 'Signs', '#', '1', '_', 'Delete'])
    await tap(key === 'l' ? 'L' : key);
  await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue('Limps #1');
  await tap('Done');
  await tap('CAPTURE');
  await expect(page.getByRole('heading', { name: 'Not started' })).toBeVisible();
  expect(machine.requests).toEqual([{ goat_id: '17', goat_data: { note: 'Limps #1' }, is_test: false }]);
});

test('all keys are in sight on the lowest screen', async ({ page }) => {
  await page.setViewportSize({ width: 800, height: 480 });
  await page.getByRole('button', { name: 'Add a note', exact: true }).tap();
  const pad = page.getByRole('dialog', { name: 'Note' });
  for (const key of ['1', 'q', 'Delete', 'Signs', 'space', 'Back', 'Done'])
    await expect(pad.getByRole('button', { name: key, exact: true })).toBeInViewport({ ratio: 1 });
});

test('keys go in at the cursor, and accents are there in Spanish', async ({ page }) => {
  const tap = (name: string) => page.getByRole('button', { name, exact: true }).tap();
  await tap('Menu');
  await tap('Español');
  await tap('Cerrar');
  await tap('Añadir nota');
  const field = page.getByRole('textbox', { name: 'Nota' });
  for (const key of ['c', 'o', 'j', 'a']) await tap(key);
  await field.press('ArrowLeft');
  for (const key of ['Acento', 'í', 'ñ']) await tap(key);
  await expect(field).toHaveValue('cojíña');
});

test('a hardware keyboard writes the note and ends it', async ({ page }) => {
  await page.getByRole('button', { name: 'Add a note' }).tap();
  await page.keyboard.type('born in May');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Note', exact: true })).toBeVisible();
});

test('a reader that types a number and Enter sets the goat number', async ({ page }) => {
  await page.keyboard.type('4211');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Goat number: 4211' })).toBeVisible();
});

test('a number that is too long for a goat is not taken cut off', async ({ page }) => {
  await page.keyboard.type('982000123456789');
  await page.keyboard.press('Enter');
  await expect(page.getByText('too long')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Goat number: 17' })).toBeVisible();
});

test('the password is typed by touch, and read by nobody meanwhile', async ({ page }) => {
  machine.overview = 'login';
  await page.reload();
  await page.getByRole('button', { name: 'Keyboard on the screen' }).tap();
  const pad = page.getByRole('dialog', { name: 'Password' });
  for (const key of ['g', 'o', 'a', 't', 'Signs', '~', '9'])
    await pad.getByRole('button', { name: key, exact: true }).tap();
  await expect(pad.getByLabel('Password')).toHaveAttribute('type', 'password');
  await pad.getByRole('button', { name: 'Done' }).tap();
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('goat~9');
});
