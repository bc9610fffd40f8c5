import { expect, test, type Page } from '@playwright/test';
import decodeQR from 'qr/decode.js';
import { loadAgain, startKiosk, type Kiosk } from './kiosk';

let kiosk: Kiosk;

test.beforeEach(() => loadAgain(kiosk));

test.describe('where only this machine reaches the kiosk', () => {
  test.beforeAll(async () => {
    kiosk = await startKiosk();
  });
  test.afterAll(() => kiosk.close());

  test('who sits at the kiosk chooses the password, makes tokens and ends logins', async ({ request }) => {
    const { page, touch } = kiosk;
    await touch('Menu');
    await touch('Set up');
    await touch('Remote access');
    const address = await page.getByText(/^http:\/\//).innerText();
    // To the program this is another machine.
    const headers = { Host: 'kiosk.example' };
    const statusOf = async (more: Record<string, string> = {}) =>
      (await request.get(`${address}/status`, { headers: { ...headers, ...more } })).status();

    await page.getByRole('textbox', { name: 'New password' }).fill('seven goats');
    await touch('Change the password');
    await expect(page.getByText('The password is changed.')).toBeVisible();
    const login = await request.post(`${address}/login`, { headers, data: { password: 'seven goats' } });
    expect(login.status()).toBe(200);
    expect(await statusOf()).toBe(200);
    await touch('Log out everywhere');
    await expect(page.getByText('Nobody is logged in any more.')).toBeVisible();
    expect(await statusOf()).toBe(401);

    await page.getByRole('textbox', { name: 'Name of the program' }).fill('scale');
    await touch('Make a token');
    const token = await page.getByText(/^goat_capture_/).innerText();
    const Authorization = `Bearer ${token}`;
    expect(await statusOf({ Authorization })).toBe(200);
    await touch('Revoke scale');
    await expect(page.getByText('The token of scale is revoked.')).toBeVisible();
    await expect(page.getByText(token)).toBeHidden();
    expect(await statusOf({ Authorization })).toBe(401);
  });

  test('the kiosk looks for faults, and says how to send what it finds', async () => {
    const { page, touch } = kiosk;
    await expect(page.getByRole('button', { name: 'CAPTURE' })).toBeEnabled({ timeout: 30_000 });
    await touch('Menu');
    await touch('Set up');
    await touch('Find a fault');
    await expect(page.getByText('The side camera is simulated.')).toBeVisible({ timeout: 20_000 });
    await expect(page.getByText(/Pictures are kept in the folder/)).toBeVisible();
    await expect(page.getByText(/To send all this to somebody/)).toBeVisible();
    await touch('Look again');
    await expect(page.getByText('Looking at everything…')).toBeVisible();
    await expect(page.getByText('The side camera is simulated.')).toBeVisible({ timeout: 20_000 });
  });
});

test.describe('where other machines reach the kiosk', () => {
  test.beforeAll(async () => {
    kiosk = await startKiosk({ flags: ['--host', '0.0.0.0'] });
  });
  test.afterAll(() => kiosk.close());
  for (const theme of ['bright', 'dark']) {
    test(`a phone reads its address from the screen in the ${theme} theme`, async () => {
      const { page, touch } = kiosk;
      await page.evaluate((chosen) => {
        document.documentElement.dataset.theme = chosen;
      }, theme);
      await touch('Menu');
      await touch('Set up');
      await touch('Remote access');
      const address = await page
        .getByText(/^http:\/\/\d/)
        .first()
        .innerText();
      const code = page.getByRole('img', { name: `Code of ${address}` });
      expect(decodeQR(await pixelsOf(page, await code.screenshot()))).toBe(address);
    });
  }
});

/** A picture as four bytes a pixel, decoded by the page. */
async function pixelsOf(page: Page, png: Buffer) {
  const { width, height, data } = await page.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.width;
      canvas.height = image.height;
      const context = canvas.getContext('2d');
      if (!context) throw new Error('This browser draws nothing.');
      context.drawImage(image, 0, 0);
      const pixels = context.getImageData(0, 0, image.width, image.height);
      return { width: image.width, height: image.height, data: [...pixels.data] };
    },
    `data:image/png;base64,${png.toString('base64')}`,
  );
  return { width, height, data: Uint8Array.from(data) };
}
