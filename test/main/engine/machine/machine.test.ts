import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appError } from '#contract/errors';
import { createLogger, LogLines } from '#engine/platform/log';
import { Secrets } from '#engine/platform/secrets';
import { Machine } from '#engine/machine/machine';
import { faultOf } from '#support/capture';
import { TestClock } from '#support/clock';
import { legacyUnit, writeTree } from '#support/legacyServer';
import { FakePrograms } from '#support/fakePrograms';

let root: string;
let programs: FakePrograms;
let isFree: boolean;
let machine: Machine;
let clock: TestClock;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'goat-machine-'));
  programs = new FakePrograms();
  isFree = true;
  clock = new TestClock();
  machine = new Machine({
    ...{ processes: programs, log: createLogger(new LogLines()), clock, secrets: new Secrets() },
    ...{ root, sysfs: path.join(root, 'sys'), dataDir: path.join(root, 'data'), version: '1.2.3' },
    requireFree: () => {
      if (!isFree) throw appError('CAPTURE_IN_PROGRESS', { goat_id: '7' });
    },
  });
});
afterEach(() => rm(root, { recursive: true }));

it('tells what there is of the original', async () => {
  expect(await machine.legacyServer()).toEqual({ original: null });
  await writeTree(root, '/etc/systemd/system/goat-training.service', legacyUnit());
  expect((await machine.legacyServer()).original).toMatchObject({ user: 'pi', running: false });
});

const TIME = 'Timezone=America/Chicago\nCanNTP=yes\nNTP=yes\nNTPSynchronized=no\n';

describe('the clock', () => {
  it('is told as systemd has it, and null where that is not there', async () => {
    programs.answer = () => TIME;
    expect((await machine.describe()).time).toMatchObject({
      ...{ time_zone: 'America/Chicago', can_be_automatic: true, automatic: true, synchronised: false },
    });
    programs.answer = () => ({ code: 1, stderr: 'System has not been booted with systemd' });
    expect((await machine.describe()).time).toBeNull();
  });

  it.each([
    [{ automatic: true }, ['timedatectl --no-ask-password set-ntp true']],
    [
      { now: '2026-02-10 18:30:00' },
      [
        'timedatectl --no-ask-password set-ntp false',
        'timedatectl --no-ask-password set-time 2026-02-10 18:30:00',
      ],
    ],
    [{ time_zone: 'Europe/Madrid' }, ['timedatectl --no-ask-password set-timezone Europe/Madrid']],
  ])('is set by %j', async (request, calls) => {
    programs.answer = (call) => (call.includes('show') ? TIME : '');
    expect((await machine.setTime(request)).time?.time_zone).toBe('America/Chicago');
    expect(programs.calls.filter((call) => !call.includes('show'))).toEqual(calls);
  });

  it.each([
    { time_zone: '../../etc/shadow' },
    { time_zone: '-h' },
    { now: 'yesterday' },
    { automatic: 'yes' },
  ])('is not set by %j', async (request) => {
    expect((await faultOf(machine.setTime(request))).code).toBe('INVALID_REQUEST');
    expect(programs.calls).toEqual([]);
  });

  it('can be set to the zones that the machine has, and to nothing else that is printed', async () => {
    programs.answer = () => 'America/Chicago\nAmerica/Argentina/Buenos_Aires\nEtc/GMT+3\n\n-v\n';
    expect((await machine.timeZones()).time_zones).toEqual([
      'America/Chicago',
      'America/Argentina/Buenos_Aires',
      'Etc/GMT+3',
    ]);
    expect(programs.calls).toEqual(['timedatectl list-timezones']);
    programs.answer = () => ({ code: 1, stderr: 'Failed to connect to bus: Host is down' });
    expect((await faultOf(machine.timeZones())).code).toBe('SYSTEM_REFUSED');
  });

  it('is left alone while a capture runs', async () => {
    isFree = false;
    expect((await faultOf(machine.setTime({ automatic: true }))).code).toBe('CAPTURE_IN_PROGRESS');
    expect(programs.calls).toEqual([]);
  });
});

describe('the brightness', () => {
  it('is null where it can not be set, and setting it says so', async () => {
    expect((await machine.describe()).brightness).toBeNull();
    expect((await faultOf(machine.setBrightness({ percent: 50 }))).code).toBe('SYSTEM_REFUSED');
  });

  it('is set in percent of what the screen can, and never to nothing', async () => {
    await writeTree(root, '/sys/class/backlight/panel/brightness', '31\n');
    await writeTree(root, '/sys/class/backlight/panel/max_brightness', '31\n');
    expect((await machine.describe()).brightness).toBe(100);
    expect((await machine.setBrightness({ percent: 52 })).brightness).toBe(52);
    expect((await machine.setBrightness({ percent: 5 })).brightness).toBe(6);
    for (const percent of [0, 4, 101, 50.5, '50'])
      expect((await faultOf(machine.setBrightness({ percent }))).code).toBe('INVALID_REQUEST');
  });
});

describe.each<[string, (one: Machine) => Promise<void>, string]>([
  ['takes over', (one) => one.migrate(), 'start migrate-to-goat-capture.service'],
  ['restarts the machine', (one) => one.restart(), 'reboot'],
  ['shuts the machine down', (one) => one.shutDown(), 'poweroff'],
])('what %s', (_name, act, words) => {
  it('asks systemd for just that, and for no password', async () => {
    await act(machine);
    expect(programs.calls).toEqual([`systemctl --no-ask-password ${words}`]);
  });

  it('waits for no capture, but is refused while one runs', async () => {
    isFree = false;
    expect((await faultOf(act(machine))).code).toBe('CAPTURE_IN_PROGRESS');
    expect(programs.calls).toEqual([]);
  });

  it("is told in the system's words where that refuses", async () => {
    programs.answer = () => ({ code: 1, stderr: 'Access denied\nSee system logs for details.\n' });
    expect(await faultOf(act(machine))).toEqual({
      ...{ code: 'SYSTEM_REFUSED', parameters: { detail: 'Access denied' } },
      seen: ['Access denied', 'See system logs for details.'],
    });
  });
});
