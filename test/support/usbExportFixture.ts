import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Session } from '#contract/session';
import { usbExportAnswerSchema, type Export } from '#contract/usbExport';
import { systemClock } from '#engine/platform/clock';
import { EventBus } from '#engine/status/eventBus';
import { Processes } from '#engine/platform/processes';
import type { NewSession } from '#engine/sessions/spool';
import { UsbExport } from '#engine/usb-export/usbExportService';
import { until } from './capture';
import { capturedSession, folderForTest, noLog, spoolForTest } from './sessions';
import { FakeUsbSticks } from './fakeUsb';

/** Stands in for lsblk and udisksctl until the running test is over. */
export async function fakeUsbSticks(folder: string): Promise<FakeUsbSticks> {
  const fake = await FakeUsbSticks.make(folder);
  const before = process.env.PATH ?? '';
  process.env.PATH = `${folder}${path.delimiter}${before}`;
  onTestFinished(() => {
    process.env.PATH = before;
  });
  return fake;
}

/** A machine with sessions that wait, and a folder that stands in for a stick. */
export async function startUsbExport() {
  const dataDir = await folderForTest();
  const folder = path.join(await folderForTest(), 'stick');
  await mkdir(folder);
  const fake = await fakeUsbSticks(path.join(dataDir, 'bin'));
  await fake.plug({ folder });
  const spool = await spoolForTest(systemClock, dataDir);
  const eventBus = new EventBus(systemClock);
  let pause: Promise<void> = Promise.resolve();
  const parts = { spool, dataDir, log: noLog, clock: systemClock, processes: new Processes(systemClock) };
  const sticks = new UsbExport({ ...parts, waitUntilIdle: () => pause }, eventBus);
  onTestFinished(() => sticks.stop());
  const queued = async (goatId: string, changes: Partial<NewSession> = {}, bytes = 1000) => {
    const session = await capturedSession(spool, { goatId, ...changes }, { bytes });
    return spool.update(session.id, { state: 'queued' });
  };
  const told = async () => usbExportAnswerSchema.parse(await sticks.describe());
  const ended = async (): Promise<Export> => {
    await until(async () => ['done', 'failed', 'cancelled'].includes((await told()).export?.phase ?? ''));
    const { export: last } = await told();
    if (!last) throw new Error('nothing was copied');
    return last;
  };
  /** Copies all that waits, to its end. */
  const copy = async (request: Record<string, unknown> = {}) => {
    await sticks.start({ stick: '/dev/sda1', ...request });
    return ended();
  };
  const stateOf = ({ id }: Session) => spool.get(id)?.state;
  /** Holds the copying back until the returned function is called. */
  const hold = () => {
    let goOn: () => void = () => undefined;
    pause = new Promise((resolve) => {
      goOn = resolve;
    });
    return goOn;
  };
  const held = (key: string) => readFile(path.join(folder, key));
  return {
    folder,
    standIn: fake,
    spool,
    eventBus,
    sticks,
    queued,
    told,
    ended,
    copy,
    stateOf,
    hold,
    held,
  };
}
