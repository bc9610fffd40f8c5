import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { must, processesOfUser, run, STATE, until } from '../package/machine';
import { countOf } from './devices';
import { ended, hasImages, isReady, record } from './guestApp';
import { HEADLESS, isActive, KIOSK, kioskIsUp, mainProcess, screenIsDrawn, unitOf } from './kioskUnit';
import { assertWhole } from './pictures';

/** What systemd-analyze made of the unit when it was written, rounded up: 10 is a program that may do all. */
const MAX_EXPOSED = 3.6;

await test('at boot systemd starts the kiosk on tty1, as its user and in its sandbox', async () => {
  assert.equal(await isActive('goat-capture.service'), true);
  await kioskIsUp();
  const { output } = await run('systemctl', 'is-active', HEADLESS, 'getty@tty1.service');
  assert.equal(output, 'inactive\ninactive\n');
  assert.equal(await readFile('/sys/class/tty/tty0/active', 'utf8'), 'tty1\n');
  const processes = await processesOfUser();
  for (const { pid, commandLine } of processes) assert.equal(await unitOf(pid), KIOSK, commandLine);
  const commands = processes.map(({ commandLine }) => commandLine);
  assert.ok(commands[0]?.startsWith('/usr/bin/cage -d -- /usr/bin/goat-capture'), commands[0]);
  assert.deepEqual(
    commands.filter((command) => command.includes('--no-sandbox')),
    [],
  );
});

await test('the screen shows the kiosk', async (t) => {
  t.diagnostic(await screenIsDrawn('kiosk'));
});

await test('a capture that curl starts: 60 frames, bit for bit, a second apart, in the folder', async (t) => {
  await isReady();
  await record('1');
  await hasImages('side', 10);
  t.diagnostic(await screenIsDrawn('capture'));
  t.diagnostic(await assertWhole(STATE, await ended('1', STATE)));
});

await test('killed in the middle of a capture it is back by itself, and captures again', async (t) => {
  await record('2');
  await hasImages('front', 5);
  const killed = await mainProcess();
  process.kill(killed, 'SIGKILL');
  const since = performance.now();
  await until(async () => !(await isActive(KIOSK)), 'systemd has seen it');
  await kioskIsUp();
  await isReady();
  t.diagnostic(`ready again after ${Math.round((performance.now() - since) / 1000)} s`);
  assert.notEqual(await mainProcess(), killed);
  assert.equal(await must('systemctl', 'show', '--property=NRestarts', '--value', KIOSK), '1\n');
  assert.equal(await countOf('ffmpeg'), 0);
  const { state, fault } = await ended('2', STATE);
  assert.deepEqual([state, fault?.code], ['failed', 'INTERRUPTED']);
  t.diagnostic(await screenIsDrawn('restarted'));
  await record('3');
  t.diagnostic(await assertWhole(STATE, await ended('3', STATE)));
});

await test('the unit is as closed as it was', async (t) => {
  const said = await must('systemd-analyze', 'security', '--no-pager', KIOSK);
  const exposed = /Overall exposure level for .*: (\d+\.\d+)/.exec(said)?.[1];
  t.diagnostic(`systemd-analyze security: ${String(exposed)}`);
  assert.ok(Number(exposed) <= MAX_EXPOSED, said);
});
