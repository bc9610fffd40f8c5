import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { WIZARD_STEPS } from '#contract/setupWizard';
import { PinLock } from '#engine/auth/pin';
import { writeStoredSettings } from '#engine/settings/storedSettings';
import { SetupWizard } from '#engine/settings/setupWizard';
import { memoryLog } from '#support/capture';
import { TestClock } from '#support/clock';
import { FullDisk } from '#support/fullDisk';
import { folderForTest, spoolForTest, wantedSession } from '#support/sessions';

let dataDir: string;
let entries: string[];
beforeEach(async () => {
  dataDir = await folderForTest();
});

/** The first start as a new start of the program finds it. */
function started(): SetupWizard {
  const { log, entries: written } = memoryLog();
  entries = written;
  return new SetupWizard(dataDir, log);
}
const file = () => path.join(dataDir, 'first-start.json');

describe('the first start', () => {
  it('begins on a new machine, and goes on where it stood, after each step', async () => {
    // The spool makes its empty folder before anybody looks.
    await spoolForTest(undefined, dataDir);
    expect(await started().describe()).toEqual({ step: 'screen' });
    for (const step of [...WIZARD_STEPS, 'done'] as const) {
      expect(await started().goTo({ step })).toEqual({ step });
      expect(await started().describe()).toEqual({ step });
    }
    expect((await readdir(dataDir)).sort()).toEqual(['first-start.json', 'sessions']);
  });

  it('goes on though settings, a PIN and sessions are there by then', async () => {
    await started().describe();
    await writeStoredSettings(dataDir, { STORE: 'folder' });
    await new PinLock(dataDir, new TestClock()).set('2468');
    await (await spoolForTest(undefined, dataDir)).begin(wantedSession());
    expect(await started().describe()).toEqual({ step: 'screen' });
  });

  it.each([
    ['settings', () => writeStoredSettings(dataDir, {})],
    ['a PIN', () => new PinLock(dataDir, new TestClock()).set('2468')],
    ['a session', async () => (await spoolForTest(undefined, dataDir)).begin(wantedSession())],
  ])('is not shown after an upgrade of a machine that has %s', async (_, leaveTrace) => {
    await leaveTrace();
    expect(await started().describe()).toEqual({ step: 'done' });
    expect(JSON.parse(await readFile(file(), 'utf8'))).toEqual({ step: 'done' });
    expect(entries).toEqual([]);
  });

  it.each(['', '{"step":"scr', '{"step":"kitchen"}', '[]', 'null'])(
    'is over where its file is broken, and the log tells it: %j',
    async (text) => {
      await writeFile(file(), text);
      expect(await started().describe()).toEqual({ step: 'done' });
      expect(entries.join()).toContain('first start');
      expect(await readFile(file(), 'utf8')).toBe(text);
    },
  );

  it('is shown on a full disk too, which then says that it is', async () => {
    const disk = await FullDisk.start();
    disk.fillAt(1);
    expect(await started().describe()).toEqual({ step: 'screen' });
    expect(entries.join()).toContain('cannot be kept');
    await expect(started().goTo({ step: 'cameras' })).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(await readdir(dataDir)).toEqual([]);
    disk.free();
    await started().goTo({ step: 'cameras' });
    expect(await started().describe()).toEqual({ step: 'cameras' });
  });

  it('is over where its file is no file', async () => {
    await mkdir(file());
    expect(await started().describe()).toEqual({ step: 'done' });
    expect(entries).toHaveLength(1);
  });
});
