import { expect, test } from '@playwright/test';
import type { IpcAnswer, Overview } from '#contract/useCases';
import { QUICK_CAPTURES, startKiosk, type Kiosk } from './kiosk';

let kiosk: Kiosk;

test.beforeEach(async () => {
  kiosk = await startKiosk({ environment: { ...QUICK_CAPTURES, NUM_IMAGES: '3', CAPTURE_FPS: '2' } });
  await expect(kiosk.page.getByRole('button', { name: 'CAPTURE' })).toBeEnabled({ timeout: 30_000 });
});

test.afterEach(async () => {
  await kiosk.close();
});

/** What the screen has seen of a camera: the sizes of the pictures in pixels, and null for none. */
type Seen = ({ width: number; height: number } | null)[];

/** Looks at a camera as a screen does, and keeps what it sees in the page, with how to look no longer. */
function look(name: 'side' | 'top'): Promise<void> {
  return kiosk.page.evaluate((camera) => {
    const seen: Seen = [];
    const stop = window.kiosk?.onPreview(camera, (jpeg) => {
      if (!(jpeg instanceof Uint8Array)) {
        seen.push(null);
        return;
      }
      void createImageBitmap(new Blob([new Uint8Array(jpeg)], { type: 'image/jpeg' })).then(
        ({ width, height }) => seen.push({ width, height }),
      );
    });
    Object.assign(window, { [`seen-${camera}`]: seen, [`stop-${camera}`]: stop });
  }, name);
}

const seenOf = (name: 'side' | 'top'): Promise<Seen> =>
  kiosk.page.evaluate((key) => Reflect.get(window, key) as Seen, `seen-${name}`);

const leave = (name: 'side' | 'top') =>
  kiosk.page.evaluate((key) => {
    (Reflect.get(window, key) as () => void)();
  }, `stop-${name}`);

const states = () =>
  kiosk.page.evaluate(async () => {
    const answer = (await window.kiosk?.call('overview', undefined)) as IpcAnswer<'overview'> | undefined;
    return answer?.ok ? (answer.value.previews satisfies Overview['previews']) : null;
  });

test('the screen sees the cameras live, sees nothing while they capture, and then sees them again', async () => {
  const { touch } = kiosk;
  await look('side');
  await look('top');
  for (const name of ['side', 'top'] as const) {
    // The frames are 640×480: too small to be halved for the preview.
    await expect.poll(async () => (await seenOf(name)).at(-1)).toEqual({ width: 640, height: 480 });
  }
  // The screen itself looks at all three.
  await expect.poll(states).toEqual({ side: 'live', top: 'live', front: 'live' });

  await touch('CAPTURE');
  await expect.poll(async () => (await seenOf('side')).includes(null)).toBe(true);
  await expect(kiosk.page.getByRole('heading', { name: 'Goat 1 is done' })).toBeVisible({ timeout: 20_000 });
  await expect.poll(async () => (await seenOf('side')).at(-1), { timeout: 2000 }).not.toBeNull();

  // Where the screen tells how it ended it shows no camera.
  await expect.poll(states).toEqual({ side: 'live', top: 'live', front: 'off' });
  await leave('top');
  await expect.poll(states).toEqual({ side: 'live', top: 'off', front: 'off' });

  // A page that is loaded anew has forgotten that it looked at the side.
  await kiosk.page.reload();
  await touch('CAPTURE');
  await expect(kiosk.page.getByRole('heading', { name: 'Goat 2 is done' })).toBeVisible({ timeout: 20_000 });
  await expect.poll(states).toEqual({ side: 'off', top: 'off', front: 'off' });
});
