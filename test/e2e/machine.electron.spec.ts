import { expect, test } from '@playwright/test';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LANGUAGES } from '#contract/errors';
import { ipcChannel } from '#contract/ipc';
import type { LegacyServer } from '#contract/machine';
import { expectFits, KIOSK_SCREEN } from './fits';
import { loadAgain, openSettings, startKiosk, type Kiosk } from './kiosk';
import { standIn } from './fakeProgram';

const LEGACY: LegacyServer = {
  unit: '/etc/systemd/system/goat-training.service',
  user: 'pi',
  bucket: 'training-937249941844',
  rules: null,
  running: true,
};

let kiosk: Kiosk;
let folder: string;
let calls: string;

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goat-machine-'));
  calls = path.join(folder, 'calls');
  await standInAll();
  kiosk = await startKiosk({ environment: { PATH: `${folder}:${process.env.PATH ?? ''}` } });
});
test.beforeEach(async () => {
  await standInAll();
  await rm(calls, { force: true });
  await loadAgain(kiosk);
  await kiosk.touch('Menu');
  await kiosk.touch('Set up');
  await kiosk.touch('About');
});
test.afterAll(async () => {
  await kiosk.close();
  await rm(folder, { recursive: true });
});

async function standInAll(): Promise<void> {
  // A real one could switch the machine off that runs this test.
  await standIn(folder, 'systemctl', `echo "$*" >> ${calls}`);
  await standIn(folder, 'lsblk', `echo '{"blockdevices": []}'`);
}

test('the machine is shut down and restarted only after a second touch', async () => {
  const { page, touch } = kiosk;
  await touch('Shut the machine down');
  await touch('Go back');
  await expect(page.getByRole('dialog')).toBeHidden();
  await touch('Restart the machine');
  await touch('Restart');
  await expect(page.getByText('The machine starts again…')).toBeVisible();
  await expect.poll(() => readFile(calls, 'utf8').catch(() => '')).toBe('--no-ask-password reboot\n');
});

test('what the system refuses is said, and can be tried again', async () => {
  const { page, touch } = kiosk;
  await standIn(folder, 'systemctl', 'echo "Access denied" >&2; exit 1');
  await touch('Shut the machine down');
  await touch('Shut down');
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('Access denied');
  await standIn(folder, 'systemctl', `echo "$*" >> ${calls}`);
  await touch('Shut down');
  await expect(page.getByText(/^The machine stops\. Wait/)).toBeVisible();
  await expect.poll(() => readFile(calls, 'utf8').catch(() => '')).toBe('--no-ask-password poweroff\n');
});

test('without a stick there is no update, and with one it is installed at a second touch', async () => {
  const { page, touch } = kiosk;
  await touch('Update from a stick');
  await expect(page.getByText(/^There is no stick with a newer version\./)).toBeVisible();

  const stick = path.join(folder, 'stick');
  const part = { path: '/dev/sda1', type: 'part', fstype: 'vfat', label: 'GOATS', uuid: '1', size: 1e9 };
  const disk = { path: '/dev/sda', type: 'disk', tran: 'usb', rm: true, hotplug: true, ro: false, size: 1e9 };
  const rest = { tran: null, rm: true, hotplug: true, ro: false, fsavail: 1e9, vendor: null, model: null };
  const line = {
    ...{ ...rest, ...disk, fstype: null, label: null, uuid: null, mountpoints: [null] },
    children: [{ ...rest, ...part, mountpoints: [stick] }],
  };
  await standIn(folder, 'lsblk', `echo '${JSON.stringify({ blockdevices: [line] })}'`);
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
  await standIn(
    folder,
    'dpkg-deb',
    `case "$3" in Package) echo goat-capture;; Version) echo 99.0;; *) echo ${architecture};; esac`,
  );
  await standIn(folder, 'systemctl', `if [ "$1" = show ]; then echo 3; else exit 1; fi`);
  await mkdir(stick);
  await writeFile(path.join(stick, 'goat-capture_99.0_any.deb'), 'a package');
  await touch('Update from a stick');
  await touch('Install 99.0');
  await expect(page.getByText(/^Version 99\.0 will be installed from the stick GOATS\./)).toBeVisible();
  await touch('Install');
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('is not signed by those who made');
});

test('all of it fits the screen, in both languages', async () => {
  const { page, touch } = kiosk;
  for (const language of LANGUAGES) {
    const messages = await openSettings(kiosk, language);
    await touch(messages.sections.about);
    for (const action of ['about', 'shutDown', 'restart'] as const) {
      if (action !== 'about') await touch(messages.machineActions[action]);
      await expectFits(page, `${language}-${action}`, [
        KIOSK_SCREEN,
        { width: 800, height: 480, mayScroll: true },
      ]);
      if (action !== 'about') await touch(messages.machineActions.back);
    }
  }
});

test('the original is named, and taken over at a second touch', async () => {
  const { electron, page, touch } = kiosk;
  // This machine has no such service, and the handler is not put back: no test comes after this one. All behind the touch is as it is.
  await electron.evaluate(
    ({ ipcMain }, { channel, value }) => {
      ipcMain.removeHandler(channel);
      ipcMain.handle(channel, () => ({ ok: true, value }));
    },
    { channel: ipcChannel('original'), value: { original: LEGACY } },
  );
  for (const language of LANGUAGES) {
    const messages = await openSettings(kiosk, language);
    await touch(messages.sections.about);
    const { migrate, legacyServer, questions, back } = messages.machineActions;
    await expect(page.getByText(legacyServer(LEGACY.user, LEGACY.bucket))).toBeVisible();
    await expectFits(page, `${language}-original`, [KIOSK_SCREEN]);
    await touch(migrate);
    await expect(page.getByText(questions.migrate)).toBeVisible();
    await expectFits(page, `${language}-question`, [KIOSK_SCREEN]);
    await touch(back);
  }
  const { machineActions } = await openSettings(kiosk, 'en');
  await touch('About');
  await touch(machineActions.migrate);
  await touch(machineActions.answers.migrate);
  await expect(page.getByText(machineActions.doing.migrate)).toBeVisible();
  await expect
    .poll(() => readFile(calls, 'utf8').catch(() => ''))
    .toBe('--no-ask-password start migrate-to-goat-capture.service\n');
});
