import { expect, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { sessionOf } from '#support/uploadedGoat';
import { loadedFonts } from './font';
import { QUICK_CAPTURES, startKiosk } from './kiosk';

test("an ordinary user captures a goat, with the page inside Chromium's sandbox", async () => {
  const kiosk = await startKiosk({
    ordinaryUser: true,
    environment: { ...QUICK_CAPTURES, NUM_IMAGES: '3' },
  });
  try {
    const renderer = await kiosk.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    );
    const status = await readFile(`/proc/${renderer ?? 0}/status`, 'utf8');
    expect(status).toMatch(/^Seccomp:\t2$/m);
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
    expect(status).not.toMatch(/^Uid:\t0\t/m);

    await expect(kiosk.page.getByRole('button', { name: 'CAPTURE' })).toBeEnabled({ timeout: 30_000 });
    expect(await loadedFonts(kiosk.page)).toEqual(['Inter 100 900']);
    await kiosk.touch('CAPTURE');
    await expect(kiosk.page.getByText('Goat 1: pictures are in the store')).toBeVisible({ timeout: 20_000 });
    expect((await sessionOf(kiosk.dataDir, '1')).state).toBe('uploaded');
  } finally {
    await kiosk.close();
  }
});
