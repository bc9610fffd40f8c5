import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { sessionAnswerSchema } from '#contract/sessionApi';
import type { ErrorCode } from '#contract/errors';
import { usbExportAnswerSchema, type UsbExportAnswer } from '#contract/usbExport';
import { held, heldError, startApi } from '#support/api';
import { until } from '#support/capture';
import { NO_CAMERAS } from '#support/engine';
import { capturedSession, folderForTest } from '#support/sessions';
import { fakeUsbSticks } from '#support/usbExportFixture';
import { TestStore } from '#support/uploads';

/** A kiosk whose store refuses its keys, with a stick. */
async function setUp() {
  const folder = await folderForTest();
  const stick = path.join(folder, 'stick');
  await mkdir(stick);
  const fake = await fakeUsbSticks(path.join(folder, 'bin'));
  await fake.plug({ folder: stick });
  const api = await startApi({
    settings: NO_CAMERAS,
    store: (dataDir) => {
      const store = new TestStore(path.join(dataDir, 'store'));
      store.failures.push(...Array<ErrorCode>(50).fill('STORE_CREDENTIALS'));
      return store;
    },
  });
  onTestFinished(() => api.stop());
  const queued = async (goatId: string) => {
    const { id } = await capturedSession(api.spool, { goatId });
    await api.spool.update(id, { state: 'queued' });
    return id;
  };
  const ask = async (method: string, to: string, body?: unknown): Promise<UsbExportAnswer> =>
    held(usbExportAnswerSchema, await api.send(to, { method, body }));
  const ended = () => until(async () => (await ask('GET', '/sticks')).export?.phase === 'done');
  return { api, stick, standIn: fake, queued, ask, ended };
}

it('copies to a stick over HTTP, and takes the word that it is delivered', async () => {
  const { api, stick, standIn: fake, queued, ask, ended } = await setUp();
  heldError('NOTHING_TO_EXPORT', await api.send('/export', { method: 'POST', body: { stick: '/dev/sda1' } }));
  heldError('STICK_NOT_FOUND', await api.send('/export', { method: 'POST', body: { stick: '../x' } }));
  heldError('INVALID_REQUEST', await api.send('/export', { method: 'POST', body: { stick: 1 } }));
  const ids = [await queued('1'), await queued('2')];
  expect(await ask('GET', '/sticks')).toMatchObject({ waiting: { sessions: 2 }, export: null });
  expect((await ask('POST', '/export', { stick: '/dev/sda1' })).export).toMatchObject({
    stick: { id: '/dev/sda1', name: 'GOATS' },
  });
  await ended();
  expect((await readdir(stick)).sort()).toEqual(['1', '2']);
  const session = held(sessionAnswerSchema, await api.send(`/sessions/${ids[0]}`));
  expect(session).toMatchObject({ state: 'exported', exported: { stick: 'GOATS' } });
  const delivered = await api.send(`/sessions/${ids[0]}/delivered`, { method: 'POST' });
  expect(held(sessionAnswerSchema, delivered)).toMatchObject({ state: 'uploaded' });
  heldError('SESSION_STATE', await api.send(`/sessions/${ids[0]}/delivered`, { method: 'POST' }));
  expect(await ask('POST', '/export/delivered')).toMatchObject({ exported: { sessions: 0, bytes: 0 } });
  await fake.plug({ folder: stick });
  expect(await ask('DELETE', '/export')).toMatchObject({ sticks: [{ name: 'GOATS' }] });
});

it('says which program is missing', async () => {
  const { api, standIn: fake } = await setUp();
  // As setpriv ends where it does not find one.
  await fake.program('lsblk', '#!/bin/sh\nexit 127\n');
  expect(heldError('FFMPEG_MISSING', await api.send('/sticks')).parameters).toMatchObject({
    program: 'lsblk',
    package: 'util-linux',
  });
});
