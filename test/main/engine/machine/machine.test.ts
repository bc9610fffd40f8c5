import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../../../src-main/contract/errors';
import { createLogger, LogLines } from '../../../../src-main/engine/log';
import { Machine } from '../../../../src-main/engine/machine/machine';
import { faultOf } from '../../../capture';
import { originalUnit, writeBelow } from '../../../original';
import { ScriptedPrograms } from '../../../scriptedPrograms';

let root: string;
let programs: ScriptedPrograms;
let isFree: boolean;
let machine: Machine;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'goat-machine-'));
  programs = new ScriptedPrograms();
  isFree = true;
  machine = new Machine({
    ...{ processes: programs, log: createLogger(new LogLines()), root },
    requireFree: () => {
      if (!isFree) throw appError('CAPTURE_IN_PROGRESS', { goat_id: '7' });
    },
  });
});
afterEach(() => rm(root, { recursive: true }));

it('tells what there is of the original', async () => {
  expect(await machine.original()).toEqual({ original: null });
  await writeBelow(root, '/etc/systemd/system/goat-training.service', originalUnit());
  expect((await machine.original()).original).toMatchObject({ user: 'pi', running: false });
});

describe.each<[string, (one: Machine) => Promise<void>, string]>([
  ['takes over', (one) => one.takeOver(), 'start migrate-to-goat-capture.service'],
  ['restarts the machine', (one) => one.restart(), 'reboot'],
  ['shuts the machine down', (one) => one.shutDown(), 'poweroff'],
  ['restarts the program', (one) => one.restartProgram(), 'restart --no-block goat-capture.service'],
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
