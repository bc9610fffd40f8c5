import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readManifest } from '#engine/usb-export/manifest';
import { filesOfArchive } from '#support/archives';
import { faultOf, until } from '#support/capture';
import { flipBit, pictureBytes } from '#support/sessions';
import { startUsbExport } from '#support/usbExportFixture';

const keysOf = (goatId: string) =>
  ['side', 'top', 'front'].map((camera) => `${goatId}/${camera}/images.tar.gz`);

it("copies what waits in the bucket's layout, byte for byte, and makes the stick safe to pull", async () => {
  const { folder, standIn: fake, spool, eventBus, queued, copy, told, held } = await startUsbExport();
  const first = await queued('17', { goatData: { grade: 'choice' } });
  await queued('18');
  expect(await told()).toMatchObject({
    sticks: [{ id: '/dev/sda1', name: 'GOATS', size_bytes: 32e9, free_bytes: 1e9, fault: null }],
    waiting: { sessions: 2 },
    exported: { sessions: 0, bytes: 0 },
    export: null,
  });
  expect(await copy()).toMatchObject({
    stick: { name: 'GOATS' },
    ...{ phase: 'done', sessions: 2, sessions_done: 2, left_out: [], fault: null },
    safe_to_pull: 'powered-off',
  });
  for (const goatId of ['17', '18']) {
    for (const camera of ['side', 'top', 'front'] as const) {
      const files = await filesOfArchive(await held(`${goatId}/${camera}/images.tar.gz`));
      expect(files.map(({ name }) => name)).toEqual([
        `${goatId}_${camera}_01.jpg`,
        `${goatId}_${camera}_02.jpg`,
      ]);
      expect(files[1]?.bytes.equals(pictureBytes(goatId, camera, 2, 1000))).toBe(true);
    }
  }
  expect(JSON.parse((await held('17/goat_data.json')).toString())).toMatchObject({ grade: 'choice' });
  const manifest = await readManifest(folder, '17');
  expect(manifest).toMatchObject({ session_id: first.id, simulated: false, overwrite: false });
  expect(manifest?.objects.map(({ key }) => key)).toEqual([...keysOf('17'), '17/goat_data.json']);
  expect((await readdir(folder, { recursive: true })).filter((name) => /part|tmp/.test(name))).toEqual([]);
  expect(spool.get(first.id)).toMatchObject({ state: 'exported', exported: { stick: 'GOATS' } });
  expect(eventBus.activity.at(-1)).toMatchObject({
    kind: 'exported',
    parameters: { sessions: 2, stick: 'GOATS' },
  });
  // For the room on it, it was opened to be read once, however often it was asked.
  const room = ['mount /dev/sda1 --options ro', 'unmount /dev/sda1'];
  expect(await fake.calls()).toEqual([
    ...room,
    ...['mount /dev/sda1', 'unmount /dev/sda1', 'power-off /dev/sda1'],
  ]);
  expect(await told()).toMatchObject({ sticks: [], waiting: { sessions: 0 }, exported: { sessions: 2 } });
});

it('leaves a stick open that somebody else has opened, with all written', async () => {
  const { folder, standIn: fake, queued, copy } = await startUsbExport();
  await fake.plug({ folder, isOpen: true });
  await queued('17');
  expect(await copy()).toMatchObject({ phase: 'done', safe_to_pull: 'written' });
  expect(await fake.calls()).toEqual([]);
});

it('says how far it came in closing: without power-off, or not at all', async () => {
  const { standIn: fake, queued, copy } = await startUsbExport();
  await fake.refuse('power-off');
  await queued('17');
  expect(await copy()).toMatchObject({ safe_to_pull: 'closed' });
  await fake.refuse('unmount');
  await queued('18');
  expect(await copy()).toMatchObject({ safe_to_pull: 'written' });
});

it('keeps simulated sessions apart from real goats', async () => {
  const { folder, queued, copy, stateOf } = await startUsbExport();
  const session = await queued('17', { simulated: true });
  await copy();
  expect(await readdir(folder)).toEqual(['_simulated']);
  expect(await readManifest(path.join(folder, '_simulated'), '17')).toMatchObject({ simulated: true });
  expect(stateOf(session)).toBe('exported');
});

it('is refused where there is nothing to copy, no such stick, or none that can be written', async () => {
  const { folder, standIn: fake, sticks, queued } = await startUsbExport();
  expect(await faultOf(sticks.start({}))).toMatchObject({ code: 'INVALID_REQUEST' });
  expect(await faultOf(sticks.start({ stick: '/dev/sda1' }))).toMatchObject({ code: 'NOTHING_TO_EXPORT' });
  await queued('17');
  expect(await faultOf(sticks.start({ stick: '/dev/vda' }))).toEqual({
    code: 'STICK_NOT_FOUND',
    parameters: { stick: '/dev/vda' },
  });
  await fake.plugIn([]);
  expect(await faultOf(sticks.start({ stick: '/dev/sda1' }))).toMatchObject({ code: 'STICK_NOT_FOUND' });
  await fake.plug({ folder });
  const both = await Promise.allSettled([
    sticks.start({ stick: '/dev/sda1' }),
    sticks.start({ stick: '/dev/sda1' }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

it('copies the oldest that have room, and names the others', async () => {
  const { folder, standIn: fake, queued, copy, stateOf } = await startUsbExport();
  const sessions = [await queued('1'), await queued('2'), await queued('3')];
  await fake.plug({ folder, free: 1_100_000 });
  const done = await copy();
  expect(done).toMatchObject({ phase: 'done', sessions: 2, sessions_done: 2, safe_to_pull: 'powered-off' });
  expect(done.left_out).toMatchObject([
    { goat_id: '3', fault: { code: 'STICK_FULL', parameters: { stick: 'GOATS', needed_mb: 1, free_mb: 1 } } },
  ]);
  expect(sessions.map(stateOf)).toEqual(['exported', 'exported', 'queued']);
  await fake.plug({ folder, free: 100_000 });
  expect(await copy()).toMatchObject({
    ...{ phase: 'failed', sessions: 0, safe_to_pull: 'powered-off' },
    fault: { code: 'STICK_FULL' },
  });
});

it('rests while goats are photographed, can be cancelled, and goes on where it was', async () => {
  const { folder, standIn: fake, sticks, queued, copy, told, hold, stateOf, held } = await startUsbExport();
  const sessions = [await queued('1'), await queued('2')];
  const goOn = hold();
  await sticks.start({ stick: '/dev/sda1' });
  await until(async () => (await told()).export?.phase === 'copying');
  expect((await told()).export).toMatchObject({ sessions_done: 0, bytes_done: 0, safe_to_pull: null });
  expect(await faultOf(sticks.start({ stick: '/dev/sda1' }))).toMatchObject({ code: 'EXPORT_IN_PROGRESS' });
  const cancelled = sticks.cancel();
  goOn();
  expect((await cancelled).export).toMatchObject({ phase: 'cancelled', safe_to_pull: 'powered-off' });
  expect(sessions.map(stateOf)).toEqual(['queued', 'queued']);
  await fake.plug({ folder });
  await copy();
  expect(sessions.map(stateOf)).toEqual(['exported', 'exported']);
  expect(await held(keysOf('2')[2] ?? '')).toBeDefined();
});

it('copies to another stick what is on one already, where that is asked for; the same stick is only checked', async () => {
  const { folder, standIn: fake, sticks, spool, queued, copy } = await startUsbExport();
  const { id } = await queued('1');
  await copy();
  const lost = path.join(folder, '..', 'lost');
  await copyFile(path.join(folder, '1/side/images.tar.gz'), lost);
  await fake.plug({ folder });
  expect(await faultOf(sticks.start({ stick: '/dev/sda1' }))).toMatchObject({ code: 'NOTHING_TO_EXPORT' });
  const archive = path.join(folder, '1/side/images.tar.gz');
  await flipBit(archive);
  expect(await copy({ again: true })).toMatchObject({ left_out: [{ fault: { code: 'STICK_CORRUPT' } }] });
  await fake.plug({ folder, label: 'SECOND' });
  expect(await copy({ again: true })).toMatchObject({ phase: 'done', sessions_done: 1 });
  expect((await readFile(archive)).equals(await readFile(lost))).toBe(true);
  expect(spool.get(id)).toMatchObject({ state: 'exported', exported: { stick: 'SECOND' } });
});

it('writes a goat anew whose data was corrected since', async () => {
  const { folder, standIn: fake, spool, queued, copy, held } = await startUsbExport();
  const { id } = await queued('1', { goatData: { grade: 'choice' } });
  await copy();
  for (const [goatData, expected] of [
    [{ grade: 'prime' }, expect.objectContaining({ grade: 'prime' })],
    [{}, undefined],
    [{ grade: 'select' }, expect.objectContaining({ grade: 'select' })],
  ] as const) {
    await spool.update(id, { state: 'queued', goatData, exported: undefined });
    await fake.plug({ folder });
    expect(await copy()).toMatchObject({ phase: 'done', sessions_done: 1 });
    const objects = (await readManifest(folder, '1'))?.objects ?? [];
    expect(objects).toHaveLength(expected === undefined ? 3 : 4);
    if (expected !== undefined)
      expect(JSON.parse((await held('1/goat_data.json')).toString())).toEqual(expected);
  }
});

it('leaves alone what came into the store, or was discarded, in the meantime', async () => {
  const { sticks, spool, queued, told, ended, hold, stateOf } = await startUsbExport();
  const [sent, discarded] = [await queued('1'), await queued('2')];
  const goOn = hold();
  await sticks.start({ stick: '/dev/sda1' });
  await until(async () => (await told()).export?.phase === 'copying');
  await spool.update(sent.id, { state: 'uploading' });
  await spool.update(sent.id, { state: 'uploaded' });
  await spool.remove(sent.id);
  await spool.update(discarded.id, { state: 'discarded' });
  goOn();
  expect(await ended()).toMatchObject({ phase: 'done', sessions_done: 0, left_out: [] });
  expect(stateOf(discarded)).toBe('discarded');
});

it('does not take a manifest for true that is damaged, or of another goat', async () => {
  const { folder, queued, copy } = await startUsbExport();
  await queued('1');
  await copy();
  const file = path.join(folder, '1', 'manifest.json');
  const text = await readFile(file, 'utf8');
  expect(await readManifest(folder, '1')).not.toBeNull();
  for (const bad of [
    text.slice(9),
    text.replace('1/side', '../side'),
    text.replace('"goat_id": "1"', '"goat_id": "2"'),
  ]) {
    await writeFile(file, bad);
    expect(await readManifest(folder, '1')).toBeNull();
  }
  await rm(file);
  expect(await readManifest(folder, '1')).toBeNull();
});
