import { expect, test, type Locator } from '@playwright/test';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { CAMERA_NAMES, forEachCamera } from '#contract/cameras';
import { sessionOf } from '#support/uploadedGoat';
import { keepFailure, middleOf, QUICK_CAPTURES, SIMULATED_CAMERAS, startKiosk, type Kiosk } from './kiosk';

/** How often a finger is told to be where it is at the end of a drag: longer than speed is measured over (100 ms). */
const RESTS = 12;

let kiosk: Kiosk;
test.afterEach(async () => {
  await keepFailure(kiosk);
  await kiosk.close();
});

const open = async () => {
  const { touch } = kiosk;
  await touch('Menu');
  await touch('Set up');
  await touch('Which camera is which');
};

/** Drags one thing onto another, and rests there: a flick would go on, and the next touch would only stop it. */
async function dragOnto(from: Locator, to: Locator): Promise<void> {
  await from.click({ trial: true });
  const [start, end] = [await middleOf(from), await middleOf(to)];
  const shares = [0, 0.2, 0.4, 0.6, 0.8, ...Array<number>(RESTS).fill(1)];
  await kiosk.drag(
    shares.map((share) => ({
      x: start.x + share * (end.x - start.x),
      y: start.y + share * (end.y - start.y),
    })),
  );
}

/** The films that the pictures of each camera come from, by what stands in their frames. */
async function sampleFoldersOf(goatId: string): Promise<Record<string, string[]>> {
  const { id } = await sessionOf(kiosk.dataDir, goatId);
  const frameFolders = forEachCamera<string[]>(() => []);
  for (const name of CAMERA_NAMES) {
    const folder = path.join(kiosk.dataDir, 'sessions', id, name);
    for (const file of (await readdir(folder)).filter((entry) => entry.endsWith('.jpg'))) {
      const bytes = await readFile(path.join(folder, file), 'latin1');
      frameFolders[name].push(/camera=(\w+) frame=\d+/.exec(bytes)?.[1] ?? 'none');
    }
  }
  return frameFolders;
}

test('side and top are swapped by dragging one onto the other, tried and saved, and the next capture has it so', async () => {
  test.setTimeout(120_000);
  const environment = { ...QUICK_CAPTURES, NUM_IMAGES: '2' };
  kiosk = await startKiosk({ environment, saved: SIMULATED_CAMERAS });
  const { page, touch } = kiosk;
  const capture = page.getByRole('button', { name: 'CAPTURE', exact: true });
  await expect(capture).toBeEnabled({ timeout: 30_000 });
  await open();
  const tile = (name: RegExp) => page.getByRole('button', { name });
  // Each one shows what it sees, in turn.
  await expect(page.locator('.device-picture img')).toHaveCount(3, { timeout: 20_000 });
  await dragOnto(tile(/Simulated \(side\)/), tile(/Simulated \(top\)/));
  await expect(tile(/^Top Simulated \(side\)/)).toBeVisible();
  await expect(tile(/^Side Simulated \(top\)/)).toBeVisible();
  await touch('Test and save');
  await expect(page.getByText('Trying each camera…')).toBeVisible();
  await expect(page.getByText('Each one shows a picture, and it is saved.')).toBeVisible({ timeout: 20_000 });
  await touch('Restart now');
  await expect(capture).toBeEnabled({ timeout: 30_000 });
  await touch('CAPTURE');
  await expect(page.getByRole('heading', { name: 'Goat 1 is done' })).toBeVisible({ timeout: 20_000 });
  expect(await sampleFoldersOf('1')).toEqual({
    ...{ side: ['top', 'top'], top: ['side', 'side'], front: ['front', 'front'] },
  });

  // The same by buttons; what is not saved is dropped.
  await touch(/^Next goat/);
  await open();
  await touch(/^Top Simulated \(side\)/);
  await touch('Front');
  await expect(tile(/^Top Simulated \(front\)/)).toBeVisible();
  await touch('Drop the changes');
  await touch('Which camera is which');
  await expect(tile(/^Front Simulated \(front\)/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Test and save' })).toBeDisabled();
});

test('which camera is which is locked where the environment says it', async () => {
  kiosk = await startKiosk();
  const { page } = kiosk;
  await expect(page.getByRole('button', { name: 'CAPTURE' })).toBeEnabled({ timeout: 30_000 });
  await open();
  await expect(page.getByText('Which camera is which is fixed by')).toBeVisible();
  await kiosk.touch(/^Side Simulated/);
  await expect(page.getByRole('group', { name: 'This camera is' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Test and save' })).toBeDisabled();
});
