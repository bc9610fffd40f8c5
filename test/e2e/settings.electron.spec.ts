import { expect, test } from '@playwright/test';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { LANGUAGES } from '#contract/errors';
import { expectFits, KIOSK_SCREEN, type ScreenSize } from './fits';
import { donePad, loadAgain, middleOf, openSettings, QUICK_CAPTURES, startKiosk, type Kiosk } from './kiosk';
import { startS3Server } from '../s3/server';

const PIN = '2468';
const SIZES: ScreenSize[] = [
  KIOSK_SCREEN,
  { width: 1280, height: 800, mayScroll: false },
  { width: 800, height: 480, mayScroll: true },
];
const NO_KEYS = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_PROFILE: '' };

let kiosk: Kiosk;

const { CAPTURE_FPS, MAX_PARALLEL } = QUICK_CAPTURES;

const expectReady = () =>
  expect(kiosk.page.getByRole('button', { name: 'CAPTURE', exact: true })).toBeEnabled({ timeout: 30_000 });

async function type(pin: string, done = 'Done'): Promise<void> {
  const pad = kiosk.page.getByRole('dialog');
  for (const digit of pin) await pad.getByRole('button', { name: digit, exact: true }).click();
  await pad.getByRole('button', { name: done, exact: true }).click();
}

test.describe('in one program', () => {
  test.beforeAll(async () => {
    kiosk = await startKiosk({ environment: { CAPTURE_FPS, MAX_PARALLEL, NUM_IMAGES: '2' } });
  });
  test.beforeEach(async () => {
    await loadAgain(kiosk);
    await expectReady();
  });
  test.afterAll(() => kiosk.close());

  test('Set up is open until a PIN is set, and then to those who know it', async () => {
    const { page, touch } = kiosk;
    await touch('Menu');
    await touch('Set up');
    await touch('PIN');
    await touch('Set a PIN');
    await type(PIN);
    await type('2469');
    await expect(page.getByText('The two are not the same.')).toBeVisible();
    await type(PIN);
    await type(PIN);
    await expect(page.getByRole('button', { name: 'Change the PIN' })).toBeVisible();
    // Who has set it need not type it at once; who has left has to.
    await touch('Remote access');
    await expect(page.getByText(/http:\/\//)).toBeVisible();
    await touch('Done');
    const refused = await page.evaluate(() => window.kiosk?.call('remoteAccess', undefined));
    expect(refused).toMatchObject({ ok: false, error: { error_code: 'PIN_REQUIRED' } });

    await touch('Menu');
    await touch('Set up');
    await type('1111');
    await expect(page.getByText('The PIN is not right.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Remote access' })).toBeHidden();
    await type(PIN);
    await touch('PIN');
    await touch('Remove the PIN');
    await expect(page.getByRole('button', { name: 'Set a PIN' })).toBeVisible();
    await touch('Done');
    await touch('Menu');
    await touch('Set up');
    await expect(page.getByRole('button', { name: 'Remote access' })).toBeVisible();
  });

  test('a capture that somebody else starts ends Set up', async () => {
    const { page, touch } = kiosk;
    await touch('Menu');
    await touch('Set up');
    await page.evaluate(() => window.kiosk?.call('record', { goat_id: '5' }));
    await expect(page.getByRole('heading', { name: 'Goat 5', exact: true })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Goat 5 is done' })).toBeVisible({ timeout: 20_000 });
    await touch(/^Next goat/);
    await expect(page.getByRole('button', { name: 'CAPTURE' })).toBeVisible();
  });

  test("a simulated camera's focus can't be kept, and the screen says so", async () => {
    const { page, touch } = kiosk;
    await touch('Menu');
    await touch('Set up');
    await page.getByRole('button', { name: 'Top' }).click();
    await touch('Keep the focus');
    await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
  });

  test('a finger on a field brings the keyboard of the screen', async () => {
    const { page, touch, drag } = kiosk;
    await touch('Menu');
    await touch('Set up');
    await touch('Remote access');
    const field = page.getByRole('textbox', { name: 'Name of the program' });
    await field.scrollIntoViewIfNeeded();
    await drag([await middleOf(field)]);
    const pad = page.getByRole('dialog', { name: 'Name of the program' });
    for (const key of ['p', 'i']) await pad.getByRole('button', { name: key, exact: true }).click();
    await donePad(kiosk);
    await expect(field).toHaveValue('pi');
    // Who has a mouse has a keyboard.
    await field.click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  test('what only the kiosk has in Set up fits its screen, in both languages', async () => {
    const { page, touch } = kiosk;
    for (const language of LANGUAGES) {
      const messages = await openSettings(kiosk, language);
      for (const section of ['store', 'screen', 'remote', 'pin'] as const) {
        await touch(messages.sections[section]);
        await expectFits(page, `${language}-${section}`, [KIOSK_SCREEN]);
      }
      await touch(messages.makePin);
      await expectFits(page, `${language}-pin-pad`, [KIOSK_SCREEN]);
    }
  });

  test('a setting that is changed holds after a restart, which the screen comes back from', async () => {
    const { page, touch } = kiosk;
    await touch('Menu');
    await touch('Set up');
    await touch('Capture');
    // The environment says how many cameras at once.
    await expect(page.getByText('3 is fixed by this machine’s own files.')).toBeVisible();
    const keep = page.getByRole('group', { name: 'Seconds before the first picture' });
    await keep.getByRole('button', { name: '2', exact: true }).click();
    await expect(keep.getByRole('button', { name: '2', exact: true })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await touch('Restart now');
    await expect(page.getByRole('button', { name: 'CAPTURE', exact: true })).toBeEnabled({ timeout: 30_000 });
    await touch('Menu');
    await touch('Set up');
    await touch('Capture');
    await expect(keep.getByRole('button', { name: '2', exact: true })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await expect(page.getByRole('button', { name: 'Restart now' })).toBeHidden();
    await touch('Done');
    await touch('CAPTURE');
    await expect(page.getByRole('heading', { name: /^Goat \d+ is done$/ })).toBeVisible({ timeout: 20_000 });
  });

  // Playwright's clock stays in the page: what needs it comes last.
  test('the screen goes dark when nobody touches it, and the touch that wakes it does nothing else', async () => {
    const { page, touch } = kiosk;
    await page.clock.install();
    await page.reload();
    await expect(page.getByRole('button', { name: 'CAPTURE' })).toBeEnabled();
    await page.clock.fastForward('14:50');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.clock.fastForward('00:20');
    await expect(page.getByRole('dialog', { name: 'Touch to wake the screen' })).toBeVisible();
    await touch('Touch to wake the screen');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(page.getByRole('button', { name: 'CAPTURE' })).toBeEnabled();
    await expect(page.getByRole('progressbar')).toHaveCount(0);
  });

  test('Set up that is closed by now asks for the PIN again by itself, and goes on', async () => {
    const { page, touch } = kiosk;
    await page.clock.install();
    await page.evaluate((pin) => window.kiosk?.call('setPin', { pin }), PIN);
    await touch('Menu');
    await touch('Set up');
    await touch('Remote access');
    await expect(page.getByText(/http:\/\//)).toBeVisible();
    await page.evaluate(() => window.kiosk?.call('lock', undefined));
    await page.clock.fastForward('00:11');
    await expect(page.getByRole('dialog', { name: 'PIN' })).toBeVisible();
    await expect(page.getByText(/http:\/\//)).toHaveCount(0);
    await type(PIN);
    await expect(page.getByText(/http:\/\//)).toBeVisible();
  });
});

test.describe('in a program of its own', () => {
  test.afterEach(() => kiosk.close());

  test('a store is typed by touch, tried, saved, and holds after a restart', async () => {
    const server = await startS3Server();
    // The folder of keys that the tests' own user may have is not looked into.
    kiosk = await startKiosk({
      environment: {
        ...QUICK_CAPTURES,
        ...NO_KEYS,
        STORE: '',
        S3_ENDPOINT: server.endpoint,
        NUM_IMAGES: '2',
      },
    });
    const { page, touch, dataDir } = kiosk;
    const { accessKeyId, secretAccessKey } = server.credentials;
    const write = async (field: string, text: string) => {
      await touch(`Keyboard on the screen: ${field}`);
      const pad = page.getByRole('dialog');
      await pad.getByLabel(field).fill(text);
      await pad.getByRole('button', { name: 'Done' }).click();
      await expect(pad).toBeHidden();
    };
    await touch('Menu');
    await touch('Set up');
    await touch('Picture store');
    await expect(page.getByText(`${server.endpoint} is fixed`)).toBeVisible();
    await touch('S3 bucket');
    await write('Access key ID', accessKeyId);
    await write('Secret access key', 'not/the/secret');
    await touch('Test and save');
    await expect(page.getByRole('alert')).toContainText('missing or not valid');
    await expect(page.getByText('Nothing was changed.')).toBeVisible();
    await write('Secret access key', secretAccessKey);
    await touch('Test and save');
    await expect(page.getByText('It works, and is saved.')).toBeVisible();
    await expect(page.getByLabel('Secret access key', { exact: true })).toHaveValue('');
    await touch('Restart now');
    await expect(page.getByRole('button', { name: 'CAPTURE', exact: true })).toBeEnabled({ timeout: 30_000 });
    await touch('Menu');
    await touch('Set up');
    await touch('Picture store');
    await expect(page.getByText('Keys are saved.')).toBeVisible();
    expect(await page.content()).not.toContain(secretAccessKey);
    for (const language of LANGUAGES) {
      const messages = await openSettings(kiosk, language);
      await touch(messages.sections.store);
      await expect(page.getByRole('button', { name: messages.tryAndSave })).toBeAttached();
      await expectFits(page, `${language}-store`, SIZES);
    }
    await page.evaluate(() => {
      localStorage.setItem('goat-capture.language', 'en');
    });
    await page.reload();
    await expect(page.getByRole('button', { name: 'CAPTURE', exact: true })).toBeEnabled();
    expect((await stat(path.join(dataDir, 'store-keys.json'))).mode & 0o777).toBe(0o600);
    await touch('CAPTURE');
    await expect(page.getByRole('heading', { name: 'Goat 1 is done' })).toBeVisible({ timeout: 20_000 });
    await expect.poll(() => [...server.objects().keys()]).toContain('1/front/images.tar.gz');
    await server.stop();
  });
});
