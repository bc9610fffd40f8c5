import { _electron, test, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import { chown, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SettingName } from '#contract/settings';
import type { Language } from '#contract/errors';
import { locales } from '#contract/locales/screens';
import type { Locale } from '#contract/locales/en/en';
import { completeSetupWizard } from '#support/setupWizard';
import { shareFrames } from './sharedFrames';

/** The kiosk in a real Electron, with simulated cameras. */
export interface Kiosk {
  electron: ElectronApplication;
  page: Page;
  dataDir: string;
  /** Touches a button as a finger does. */
  touch: (name: string | RegExp) => Promise<void>;
  /** Lays a finger on a button; the function that it gives lifts the finger. */
  press: (name: string | RegExp) => Promise<() => Promise<unknown>>;
  /** Moves fingers over the screen, each from the first of its points to the last, in px; then lifts them. */
  drag: (...fingers: Path[]) => Promise<void>;
  close: () => Promise<void>;
}

/** Where a finger goes, in px. */
type Path = readonly { x: number; y: number }[];

export interface KioskOptions {
  environment?: Record<string, string>;
  flags?: string[];
  /** What somebody has set before; the cameras are among it then, and the environment does not say what they are. */
  saved?: Partial<Record<SettingName, string>>;
  /** Not as root, whoever runs the tests: with Chromium's sandbox on. */
  ordinaryUser?: boolean;
  /** Leads through the first steps, as a new one does. */
  firstStart?: boolean;
  /** That of an earlier start, which goes on; a new one where not given. */
  dataDir?: string;
}

/** Settings for pictures that are quickly made; a name of its own for each value that differs from the default. */
export const SMALL_PICTURES = { IMAGE_WIDTH: '640', IMAGE_HEIGHT: '480', MIN_IMAGE_BYTES: '5000' };

/** Settings for captures that are soon over; by default the pictures are a second apart. */
export const QUICK_CAPTURES = { CAPTURE_FPS: '5', WARMUP_SEC: '0.2', MAX_PARALLEL: '3' };

export const SIMULATED_CAMERAS = {
  ...{ CAMERA_SIDE: 'simulated', CAMERA_TOP: 'simulated', CAMERA_FRONT: 'simulated' },
};

/** Starts the built kiosk. Root can't have Chromium's sandbox; who is not root has it. */
export async function startKiosk({
  environment = {},
  flags = [],
  saved,
  ordinaryUser = false,
  firstStart: setupWizard = false,
  dataDir: given,
}: KioskOptions = {}): Promise<Kiosk> {
  const dataDir = given ?? (await mkdtemp(path.join(tmpdir(), 'goat-e2e-')));
  if (!setupWizard) await completeSetupWizard(dataDir);
  if (saved) await writeFile(path.join(dataDir, 'settings.json'), JSON.stringify(saved));
  const isRoot = process.getuid?.() === 0;
  const isOtherUser = ordinaryUser && isRoot;
  // Another user may not read what is drawn for all tests: that program draws its own.
  if (given === undefined && !isOtherUser) await shareFrames(dataDir);
  const program = isOtherUser ? await programOfNobody(dataDir) : { folder: '.' };
  const electron = await _electron.launch({
    ...program,
    chromiumSandbox: !isRoot || ordinaryUser,
    args: [program.folder, '--data-dir', dataDir, '--port', '0', '--host', '127.0.0.1', ...flags],
    env: {
      ...inherited(),
      STORE: 'folder',
      ...(saved ? {} : SIMULATED_CAMERAS),
      REVIEW_SEC: '0',
      HOME: dataDir,
      ...SMALL_PICTURES,
      ...environment,
    },
  });
  const page = await electron.firstWindow();
  // Until then main reads the program, and what a test waits for in it may go with the garbage of that.
  await page.evaluate(() => window.kiosk?.call('overview', undefined));
  const fingers = await page.context().newCDPSession(page);
  /** Lays a finger on a button as soon as it can be pressed; the returned function lifts it. */
  const press = async (name: string | RegExp) => {
    const target = page.getByRole('button', { name, exact: true });
    await target.click({ trial: true });
    const touchPoints = [await middleOf(target)];
    await fingers.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
    return () => fingers.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  };
  const touch = async (name: string | RegExp) => {
    const lift = await press(name);
    await lift();
  };
  const drag = async (...paths: Path[]) => {
    const steps = Math.max(...paths.map(({ length }) => length));
    for (let step = 0; step < steps; step += 1) {
      const touchPoints = paths.flatMap((points, id) =>
        points.slice(step, step + 1).map((at) => ({ ...at, id })),
      );
      await fingers.send('Input.dispatchTouchEvent', {
        type: step === 0 ? 'touchStart' : 'touchMove',
        touchPoints,
      });
      // So that fingers rest where their paths rest.
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
    await fingers.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  };
  const close = async () => {
    await electron.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { electron, page, dataDir, touch, press, drag, close };
}

/** The middle of what is drawn, in px of the page. */
export async function middleOf(target: Locator): Promise<{ x: number; y: number }> {
  const box = await target.boundingBox();
  if (!box) throw new Error(`${String(target)} is not on the screen`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

const NOBODY = 65534;

/**
 * A copy of the program, in a data directory that is given to the user nobody, and what starts it as that user. (The
 * tests' own folder may be closed to others.)
 */
async function programOfNobody(
  dataDir: string,
): Promise<{ folder: string; cwd: string; executablePath: string }> {
  const folder = path.join(dataDir, 'program');
  for (const name of ['out', 'package.json']) await cp(name, path.join(folder, name), { recursive: true });
  const electron = String(createRequire(import.meta.url)('electron'));
  const executablePath = path.join(folder, 'electron-as-nobody');
  const user = `--reuid=${NOBODY} --regid=${NOBODY} --clear-groups --inh-caps=-all`;
  await writeFile(executablePath, `#!/bin/sh\nexec setpriv ${user} '${electron}' "$@"\n`, { mode: 0o755 });
  await chown(dataDir, NOBODY, NOBODY);
  return { folder, cwd: folder, executablePath };
}

/** For the next test of the same program: loads the page again, with none of the preferences that the last test chose. */
export async function loadAgain({ page }: Kiosk): Promise<void> {
  await page.evaluate(() => {
    localStorage.clear();
  });
  await page.reload();
}

/** For afterEach: keeps a picture of the screen where the test has failed. */
export async function keepFailure({ page }: Kiosk): Promise<void> {
  const { status, expectedStatus } = test.info();
  if (status !== expectedStatus) await page.screenshot({ path: test.info().outputPath('at-the-end.png') });
}

/** Opens Set up in a language; gives the words of that. */
export async function openSettings({ page, touch }: Kiosk, language: Language): Promise<Locale> {
  const messages = locales[language];
  await page.evaluate((chosen) => {
    localStorage.setItem('goat-capture.language', chosen);
  }, language);
  await page.reload();
  await touch(messages.menu);
  await touch(messages.settings);
  return messages;
}

/** Ends the pad that lies on top: the screen below it may have a button of the same name. */
export function donePad({ page }: Kiosk): Promise<void> {
  return page.getByRole('dialog').last().getByRole('button', { name: 'Done' }).click();
}
