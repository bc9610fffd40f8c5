import { expect, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { LANGUAGES } from '#contract/errors';
import { WIZARD_STEPS, setupWizardSchema, type WizardStep } from '#contract/setupWizard';
import { locales } from '#contract/locales/screens';
import { startS3Server } from '../s3/server';
import { expectFits, KIOSK_SCREEN, type ScreenSize } from './fits';
import { keepFailure, loadAgain, QUICK_CAPTURES, startKiosk, type Kiosk, type KioskOptions } from './kiosk';

const { titles } = locales.en.setupWizard;
const SIZES: ScreenSize[] = [
  KIOSK_SCREEN,
  { width: 1280, height: 800, mayScroll: false },
  { width: 800, height: 480, mayScroll: true },
  { width: 390, height: 844, mayScroll: true },
];

let kiosk: Kiosk;
const start = async (options: KioskOptions = {}) => {
  kiosk = await startKiosk({
    ...{ firstStart: true, ...options },
    environment: { ...QUICK_CAPTURES, NUM_IMAGES: '2', ...options.environment },
  });
};
const atStep = async (step: WizardStep) => {
  await expect(kiosk.page.getByRole('heading', { name: titles[step], exact: true })).toBeVisible({
    timeout: 30_000,
  });
};
const expectForm = () =>
  expect(kiosk.page.getByRole('button', { name: 'CAPTURE', exact: true })).toBeVisible();
const kept = async () => {
  const text = await readFile(path.join(kiosk.dataDir, 'first-start.json'), 'utf8');
  return setupWizardSchema.parse(JSON.parse(text)).step;
};

const startAgain = async () => {
  await keepFailure(kiosk);
  await kiosk.page.evaluate(() => window.kiosk?.call('setFirstStart', { step: 'screen' }));
  await loadAgain(kiosk);
};

test.describe('one after the other in one program', () => {
  // Slow enough for the screen that shows a capture to be seen.
  test.beforeAll(() => start({ environment: { CAPTURE_FPS: '1', WARMUP_SEC: '1' } }));
  test.afterEach(startAgain);
  test.afterAll(() => kiosk.close());

  test('leads through its five steps to a test that has gone well, once', async () => {
    const { page, touch } = kiosk;
    await atStep('screen');
    await expect(page.getByText('Step 1 of 5')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Back', exact: true })).toBeDisabled();
    await touch('Dark');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await touch('Next');
    await atStep('cameras');
    await expect(page.getByText('All three cameras are here.')).toBeVisible({ timeout: 30_000 });
    await expect(page.locator('.preview-live')).toHaveCount(3);
    await touch('Next');
    await atStep('store');
    await expect(page.getByText('never to a bucket')).toBeVisible();
    await touch('Next');
    await atStep('remote');
    await expect(page.getByText(/http:\/\//)).toBeVisible();
    await touch('Back');
    await atStep('store');
    await touch('Next');
    await touch('Next');
    await atStep('test');
    const finish = page.getByRole('button', { name: 'Finish', exact: true });
    await expect(finish).toBeDisabled();
    await touch('TEST');
    await expect(page.getByRole('progressbar')).toHaveCount(3);
    await expect(page.getByRole('heading', { name: 'The test went well' })).toBeVisible({ timeout: 20_000 });
    await expect(page.getByText('Step 5 of 5')).toBeVisible();
    expect(await kept()).toBe('test');
    await touch('Finish');
    await expectForm();
    await expect.poll(kept).toBe('done');

    await page.reload();
    await expectForm();
    await touch('Menu');
    await touch('Set up');
    await touch('About');
    await touch('Show the first steps again');
    await atStep('screen');
    await expect.poll(kept).toBe('screen');
  });

  test('each step can be skipped, and all of them with one touch', async () => {
    const { touch } = kiosk;
    for (const step of WIZARD_STEPS) {
      await atStep(step);
      await touch('Skip');
    }
    await expectForm();
    await expect.poll(kept).toBe('done');
    for (const step of WIZARD_STEPS) {
      await kiosk.page.evaluate((next) => window.kiosk?.call('setFirstStart', { step: next }), step);
      await kiosk.page.reload();
      await atStep(step);
      await touch('Skip all');
      await expectForm();
      await expect.poll(kept).toBe('done');
    }
  });

  test('a capture from afar has the screen while it runs, and the step comes back', async () => {
    const { page, touch } = kiosk;
    await touch('Next');
    await atStep('cameras');
    await expect(page.getByText('All three cameras are here.')).toBeVisible({ timeout: 30_000 });
    await page.evaluate(() => window.kiosk?.call('record', { goat_id: '5' }));
    await expect(page.getByRole('heading', { name: 'Goat 5', exact: true })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Goat 5 is done' })).toBeVisible({ timeout: 20_000 });
    await touch(/^Next goat/);
    await atStep('cameras');
  });

  test('what a PIN closes stays closed in it, and can be passed by', async () => {
    const { page, touch } = kiosk;
    await page.evaluate(() => window.kiosk?.call('setPin', { pin: '2468' }));
    await page.evaluate(() => window.kiosk?.call('lock', undefined));
    const pad = page.getByRole('dialog', { name: 'PIN' });
    const closePad = () => pad.getByRole('button', { name: 'Back', exact: true }).click();
    await touch('Skip');
    await touch('Which camera is which');
    await expect(pad).toBeVisible();
    await closePad();
    await expect(page.locator('.preview')).toHaveCount(3);
    await touch('Skip');
    await expect(pad).toBeVisible();
    await closePad();
    await expect(pad).toBeVisible();
    for (const digit of '2468') await pad.getByRole('button', { name: digit, exact: true }).click();
    await pad.getByRole('button', { name: 'Done', exact: true }).click();
    await atStep('remote');
    await expect(page.getByText(/http:\/\//)).toBeVisible();
    await touch('Back');
    await touch('Back');
    await touch('Which camera is which');
    await expect(page.locator('.device-picture img')).toHaveCount(3);
  });
});

test.describe('in a program of its own', () => {
  test.afterEach(async () => {
    await keepFailure(kiosk);
    await kiosk.close();
  });

  test('goes on where it stood after it was killed', async () => {
    await start();
    await kiosk.touch('Skip');
    await kiosk.touch('Skip');
    await atStep('store');
    await expect.poll(kept).toBe('store');
    const program = kiosk.electron.process();
    const ended = new Promise((resolve) => program.once('exit', resolve));
    program.kill('SIGKILL');
    await ended;
    await start({ dataDir: kiosk.dataDir });
    await atStep('store');
    await kiosk.touch('Back');
    await atStep('cameras');
  });

  test('a store that is saved in it holds at once, and the next step comes', async () => {
    const server = await startS3Server();
    const keys = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_PROFILE: '' };
    await start({ environment: { ...keys, STORE: '', S3_ENDPOINT: server.endpoint } });
    const { page, touch } = kiosk;
    await touch('Skip');
    await touch('Skip');
    await atStep('store');
    const { accessKeyId, secretAccessKey } = server.credentials;
    const next = page.getByRole('button', { name: 'Next', exact: true });
    await expect(next).toBeEnabled();
    for (const [field, text] of [
      ['Access key ID', accessKeyId],
      ['Secret access key', secretAccessKey],
    ] as const) {
      await touch(`Keyboard on the screen: ${field}`);
      const pad = page.getByRole('dialog');
      await pad.getByLabel(field).fill(text);
      await pad.getByRole('button', { name: 'Done' }).click();
      await expect(pad).toBeHidden();
    }
    await expect(next).toBeDisabled();
    await expect(page.getByText('What you have typed is not saved')).toBeVisible();
    await touch('Test and save');
    await atStep('remote');
    const store = await page.evaluate(() => window.kiosk?.call('store', undefined));
    expect(store).toMatchObject({ ok: true, value: { keys: 'saved', needs_restart: false } });
    await server.stop();
  });

  test('a camera that is not there is named, with what to do, and the test goes on with the others', async () => {
    await start({ environment: { CAMERA_TOP: '/dev/no-camera' } });
    const { page, touch } = kiosk;
    await touch('Next');
    await atStep('cameras');
    const alert = page.getByRole('main').getByRole('alert');
    await expect(alert).toHaveText(
      'Not all cameras are ready: top. Check the cable and the power of each camera named here.',
      { timeout: 30_000 },
    );
    await expect(page.getByText('A camera shows up here by itself')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Next', exact: true })).toBeDisabled();
    await touch('Skip');
    await touch('Skip');
    await touch('Skip');
    await touch('TEST');
    await expect(page.getByRole('heading', { name: 'The test went well' })).toBeVisible({ timeout: 20_000 });
    await expect(page.getByText('Not all cameras are ready: top.')).toHaveCount(2);
    await touch('Back');
    await atStep('remote');
  });
});

test.describe('where other machines reach the kiosk', () => {
  // All addresses, with the code that a phone reads.
  test.beforeAll(() => start({ flags: ['--host', '0.0.0.0'] }));
  test.afterEach(startAgain);
  test.afterAll(() => kiosk.close());

  for (const language of LANGUAGES) {
    test(`its steps fit every screen and all people, in ${language}`, async () => {
      test.setTimeout(120_000);
      const { page, touch } = kiosk;
      const messages = locales[language];
      await atStep('screen');
      await touch(messages.languages[language]);
      const check = (name: string) => expectFits(page, name, SIZES);
      for (const step of WIZARD_STEPS) {
        await expect(page.getByRole('heading', { name: messages.setupWizard.titles[step] })).toBeVisible();
        // What a camera says while it starts is not there at each size: it is looked at when all are live.
        if (step === 'cameras')
          await expect(page.locator('.preview-live')).toHaveCount(3, { timeout: 30_000 });
        await check(step);
        if (step !== 'test') await touch(messages.setupWizard.skip);
      }
      await touch(messages.test);
      await expect(page.getByRole('heading', { name: messages.testPassedTitle })).toBeVisible({
        timeout: 20_000,
      });
      await check('test-passed');
    });
  }
});
