import assert from 'node:assert/strict';
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { healthAnswerSchema } from '#contract/captureApi';
import { given, must, run, STATE, USER } from '../package/machine';
import { curl, ended, hasImages, isReady, record } from './guestApp';
import { kioskIsUp, mainProcess, screenIsDrawn } from './kioskUnit';
import { assertWhole } from './pictures';

/** The program itself may ask systemd for it. */
const asProgram = (...command: string[]) => run('runuser', '-u', USER, '--', ...command);

await test('an update in the middle of a capture waits for its end, and the kiosk is back', async (t) => {
  const before = await mainProcess();
  const laid = path.join(STATE, 'update', 'goat-capture.deb');
  await mkdir(path.dirname(laid));
  await copyFile(given('GOAT_PACKAGE_NEWER'), laid);
  await copyFile(`${given('GOAT_PACKAGE_NEWER')}.sig`, `${laid}.sig`);
  await must('chown', '-R', USER, path.dirname(laid));
  await isReady();
  await record('4');
  await hasImages('side', 3);
  const asked = await asProgram('systemctl', 'start', 'update-goat-capture.service');
  assert.deepEqual(asked, { code: 0, output: '' });
  await kioskIsUp();
  await isReady();
  assert.notEqual(await mainProcess(), before);
  assert.equal(healthAnswerSchema.parse((await curl('/health')).body).version, given('GOAT_VERSION_NEWER'));
  t.diagnostic(await assertWhole(STATE, await ended('4', STATE)));
  t.diagnostic(await screenIsDrawn('updated'));
});

await test('the program may ask for nothing else', async () => {
  const { code, output } = await asProgram('systemctl', 'start', 'systemd-tmpfiles-clean.service');
  assert.notEqual(code, 0);
  assert.match(output, /authentication required|Access denied/i);
});
