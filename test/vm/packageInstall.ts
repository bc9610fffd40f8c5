import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { ENVIRONMENT_FILE, given, install, must, run } from '../package/machine';
import { HEADLESS, KIOSK } from './kioskUnit';

/** With the screen to draw the emulated processor is busy with two cameras, as a Pi 4's one USB controller is. */
const SETTINGS = 'STORE=folder\nMAX_PARALLEL=2\n';
/**
 * The emulated screen has no 3D: cage and Chromium draw by the processor, and need to be told so. Nothing is animated: a
 * frame that flashes three times a second would have the whole screen drawn without end, beside a capture.
 */
const SWITCHES = '--disable-gpu --force-prefers-reduced-motion';
const NO_GPU = `[Service]\nEnvironment=WLR_RENDERER=pixman "GOAT_CAPTURE_SWITCHES=${SWITCHES}"\n`;

await test('apt installs it in the running system, and nothing of it starts', async () => {
  const said = await install(given('GOAT_PACKAGE'));
  assert.match(said, /Goat Training Capture starts at the next boot/);
  assert.equal(await must('systemctl', 'is-enabled', 'goat-capture.service'), 'enabled\n');
  const { output } = await run('systemctl', 'is-active', 'goat-capture.service', KIOSK, HEADLESS);
  assert.equal(output, 'inactive\n'.repeat(3));
});

await test('it is set to keep the pictures in a folder, two cameras at a time', async () => {
  await writeFile(ENVIRONMENT_FILE, SETTINGS);
  const folder = `/etc/systemd/system/${KIOSK}.d`;
  await mkdir(folder);
  await writeFile(`${folder}/vm.conf`, NO_GPU);
});
