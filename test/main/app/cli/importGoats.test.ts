import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '#engine/platform/clock';
import type { NewSession } from '#engine/sessions/spool';
import { UploadQueue } from '#engine/upload/queue';
import { S3Store } from '#engine/upload/s3Store';
import { until } from '#support/capture';
import { programForTests } from '#support/program';
import { clientFor, serverForTest } from '../../../s3/client';
import type { S3Server } from '../../../s3/server';
import { flipBit, folderForTest, noLog } from '#support/sessions';
import { startUsbExport } from '#support/usbExportFixture';

const program = programForTests();

/** Starts `goat-capture import` with a server as its store. */
function start(folder: string, server: S3Server, settings: Record<string, string> = {}) {
  const env = { PATH: process.env.PATH, HOME: program.dataDir, ...server.environment, ...settings };
  const args = [program.headless, 'import', folder, '--data-dir', program.dataDir];
  return spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Runs it to its end. */
async function bring(...args: Parameters<typeof start>) {
  const child = start(...args);
  const [said, complaints, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, lines: said.trimEnd().split('\n'), complaints };
}

/** A stick with goats, as a machine has copied them to it. */
async function stickWith(...goats: [goatId: string, changes?: Partial<NewSession>, bytes?: number][]) {
  const machine = await startUsbExport();
  for (const goat of goats) await machine.queued(...goat);
  await machine.copy();
  return machine;
}

/** What is held, by its name there, as checksums that can be compared. */
function byName(held: Iterable<readonly [string, Uint8Array]>): Record<string, string> {
  const hashes = [...held].map(([name, bytes]) => [name, createHash('sha256').update(bytes).digest('hex')]);
  return Object.fromEntries(hashes) as Record<string, string>;
}

/** All files of a folder. */
async function filesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  return byName(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name))] as const)),
  );
}

/** What the bucket holds. */
const held = (server: S3Server) =>
  byName([...server.objects()].map(([key, { bytes }]) => [key, bytes] as const));

/** Those of some files that a test of their names lets through. */
const only = (files: Record<string, string>, matches: (name: string) => boolean) =>
  Object.fromEntries(Object.entries(files).filter(([name]) => matches(name)));

/** The files of a stick that belong into the bucket. */
const wanted = (files: Record<string, string>) => only(files, (name) => !name.endsWith('manifest.json'));

it('brings a stick to the bucket, byte for byte; a second time it sends nothing, and the stick is only read', async () => {
  const server = await serverForTest();
  const { folder } = await stickWith(['9', { goatData: { grade: 'choice' } }], ['10', {}, 450_000]);
  const before = await filesIn(folder);
  const first = await bring(folder, server);
  expect(first.code).toBe(0);
  expect(first.lines).toEqual([
    `2 goats, to ${server.bucket}`,
    expect.stringMatching(/^1 of 2, goat 9: is in the store, 0\.0 MB in \d+\.\d s$/),
    expect.stringMatching(/^2 of 2, goat 10: is in the store, 2\.7 MB in \d+\.\d s$/),
    '2 of 2 are in the store.',
  ]);
  expect(held(server)).toEqual(wanted(before));
  const sent = server.journal.filter(({ method }) => method !== 'GET' && method !== 'HEAD').length;
  const second = await bring(folder, server);
  expect(second.lines.slice(1, 3)).toEqual([
    '1 of 2, goat 9: was in the store already',
    '2 of 2, goat 10: was in the store already',
  ]);
  expect(second.code).toBe(0);
  expect(server.journal.filter(({ method }) => method !== 'GET' && method !== 'HEAD')).toHaveLength(sent);
  expect(await filesIn(folder)).toEqual(before);
});

it('is whole after it was killed in the middle and run again', async () => {
  const server = await serverForTest();
  for (const right of ['abort', 'listMultipartUploads'] as const) server.allowed.add(right);
  const { folder } = await stickWith(['1', { imagesPerCamera: 20 }, 450_000], ['2']);
  const slow = server.faults.add({ kind: 'stall', operation: 'UploadPart', skip: 2 });
  const child = start(folder, server);
  const ended = once(child, 'exit');
  await until(() => server.requests('UploadPart').length === 3, 30_000);
  child.kill('SIGKILL');
  await ended;
  slow.end();
  expect(server.uploads()).toHaveLength(1);
  expect(await bring(folder, server)).toMatchObject({ code: 0 });
  expect(held(server)).toEqual(wanted(await filesIn(folder)));
  expect(server.uploads()).toEqual([]);
});

it('says that it was not done where a signal ends it', async () => {
  const server = await serverForTest();
  const { folder } = await stickWith(['1']);
  server.faults.add({ kind: 'stall', operation: 'PutObject' });
  const child = start(folder, server);
  const ended = once(child, 'exit');
  await until(() => server.requests('PutObject').length > 0, 30_000);
  child.kill('SIGINT');
  expect(await ended).toEqual([1, null]);
});

it('names what it leaves: taken, damaged, not whole; and brings the others', async () => {
  const server = await serverForTest();
  const { folder } = await stickWith(['1'], ['2'], ['3'], ['4'], ['5']);
  const other = await stickWith(['1', {}, 2000]);
  expect(await bring(other.folder, server)).toMatchObject({ code: 0 });
  const before = held(server);
  await flipBit(path.join(folder, '2/top/images.tar.gz'));
  await rm(path.join(folder, '3/manifest.json'));
  await rm(path.join(folder, '4/front/images.tar.gz'));
  const { code, lines } = await bring(folder, server);
  expect(code).toBe(1);
  expect(lines.map((line) => line.replace(/(LEFT\. .*?\.) [CUN].*/, '$1').replace(/,[^,]* s$/, ''))).toEqual([
    `5 goats, to ${server.bucket}`,
    '1 of 5, goat 1: LEFT. There are pictures of goat 1 already.',
    '2 of 5, goat 2: LEFT. 2/top/images.tar.gz is missing or is not as it was copied.',
    '3 of 5, goat 3: LEFT. Goat 3 is not whole: manifest.json is missing.',
    '4 of 5, goat 4: LEFT. 4/front/images.tar.gz is missing or is not as it was copied.',
    '5 of 5, goat 5: is in the store',
    '1 of 5 are in the store.',
  ]);
  const after = held(server);
  expect(after).toMatchObject(before);
  expect(Object.keys(after).filter((key) => !/^[15]\//.test(key))).toEqual(['2/side/images.tar.gz']);
});

it('takes folders that a file manager has renamed or moved, and names what it leaves', async () => {
  const server = await serverForTest();
  const { folder } = await stickWith(['5'], ['6'], ['7'], ['8'], ['9']);
  const expected = only(await filesIn(folder), (name) => /^[57]\//.test(name));
  await rename(path.join(folder, '5'), path.join(folder, '5 (1)'));
  await mkdir(path.join(folder, 'backup/of monday'), { recursive: true });
  await rename(path.join(folder, '7'), path.join(folder, 'backup/of monday/7'));
  await rename(path.join(folder, '6'), path.join(folder, '6 - Copy'));
  await rm(path.join(folder, '6 - Copy/manifest.json'));
  await rename(path.join(folder, '8'), path.join(folder, 'Goat eight'));
  await flipBit(path.join(folder, 'Goat eight/front/images.tar.gz'));
  await rm(path.join(folder, '9/manifest.json'));
  for (const camera of ['side', 'top']) await rm(path.join(folder, '9', camera), { recursive: true });
  await rename(
    path.join(folder, '9/front/images.tar.gz'),
    path.join(folder, '9/front/images (1).tar.gz.part'),
  );
  await mkdir(path.join(folder, 'System Volume Information'));
  await writeFile(path.join(folder, 'System Volume Information/IndexerVolumeGuid'), '1');
  await mkdir(path.join(folder, '.Trash-1000/files/3/top'), { recursive: true });
  await writeFile(path.join(folder, '.Trash-1000/files/3/top/images.tar.gz'), '');
  const { code, lines } = await bring(folder, server);
  expect(code).toBe(1);
  expect(lines.map((line) => line.replace(/(LEFT\. .*?\.) [CUN].*/, '$1').replace(/,[^,]* s$/, ''))).toEqual([
    `5 goats, to ${server.bucket}`,
    '1 of 5, goat 9: LEFT. Goat 9 is not whole: manifest.json is missing.',
    '2 of 5, folder "5 (1)": is in the store as goat 5',
    '3 of 5, folder "6 - Copy": LEFT. Goat 6 - Copy is not whole: manifest.json is missing.',
    '4 of 5, folder "backup/of monday/7": is in the store as goat 7',
    '5 of 5, folder "Goat eight": LEFT. 8/front/images.tar.gz is missing or is not as it was copied.',
    'These are no goats: .Trash-1000, System Volume Information.',
    '2 of 5 are in the store.',
  ]);
  expect(only(held(server), (key) => /^[57]\//.test(key))).toEqual(wanted(expected));
});

it('does not let a renamed copy replace what the store has', async () => {
  const server = await serverForTest();
  const older = await stickWith(['1', { overwrite: true }, 2000]);
  const { folder } = await stickWith(['1', { overwrite: true }, 3000]);
  await cp(path.join(older.folder, '1'), path.join(folder, '1 - Copy'), { recursive: true });
  await cp(path.join(folder, '1'), path.join(folder, '1 (2)'), { recursive: true });
  const { code, lines } = await bring(folder, server);
  expect(lines.slice(1).map((line) => line.split(',').slice(0, 2).join(',').split('.')[0])).toEqual([
    '1 of 3, goat 1: is in the store',
    '2 of 3, folder "1 - Copy": LEFT',
    '3 of 3, folder "1 (2)": was in the store already as goat 1',
    '2 of 3 are in the store',
  ]);
  expect(code).toBe(1);
  const expected = only(wanted(await filesIn(folder)), (name) => name.startsWith('1/'));
  expect(held(server)).toEqual(expected);
});

it('replaces what a session was meant to replace, and copies that aside first, once', async () => {
  const server = await serverForTest();
  const first = await stickWith(['1', { goatData: { grade: 'prime' } }]);
  await bring(first.folder, server);
  const { folder } = await stickWith(['1', { overwrite: true }, 2000]);
  server.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', operation: 'PutObject', skip: 1 });
  expect(await bring(folder, server)).toMatchObject({ code: 1 });
  expect(await bring(folder, server)).toMatchObject({ code: 0 });
  const after = held(server);
  expect(only(after, (key) => key.startsWith('1/'))).toEqual(wanted(await filesIn(folder)));
  const aside = Object.entries(only(after, (key) => key.startsWith('_replaced/1/')));
  expect(new Set(aside.map(([key]) => key.split('/')[2])).size).toBe(1);
  const asBefore = aside.map(([key, hash]) => [`1/${key.split('/').slice(3).join('/')}`, hash]);
  expect(Object.fromEntries(asBefore)).toEqual(wanted(await filesIn(first.folder)));
});

it('brings a folder that served as the store, but no simulated goat to a bucket elsewhere', async () => {
  const server = await serverForTest();
  const { folder } = await stickWith(
    ['1', { goatData: { grade: 'choice' } }],
    ['2', { goatData: { grade: 'choice' }, simulated: true }],
    ['3', { simulated: true }],
  );
  const store = await folderForTest();
  await cp(path.join(folder, '1'), path.join(store, '1'), { recursive: true });
  for (const goat of ['2', '3'])
    await cp(path.join(folder, '_simulated', goat), path.join(store, goat), { recursive: true });
  for (const goat of ['1', '2']) await rm(path.join(store, goat, 'manifest.json'));
  await writeFile(path.join(store, 'notes.txt'), 'not a goat');
  await mkdir(path.join(store, 'holidays'));
  // Another name of this machine, that does not look like one.
  const elsewhere = { AWS_ENDPOINT_URL: '', S3_ENDPOINT: server.endpoint.replace('127.0.0.1', '0.0.0.0') };
  const { code, lines } = await bring(store, server, elsewhere);
  expect(lines.slice(1).map((line) => line.split('.')[0])).toEqual([
    '1 of 3, goat 1: is in the store, 0',
    '2 of 3, goat 2: LEFT',
    '3 of 3, goat 3: LEFT',
    'These are no goats: holidays, notes',
    '1 of 3 are in the store',
  ]);
  expect(code).toBe(1);
  expect(held(server)).toEqual(wanted(only(await filesIn(store), (name) => name.startsWith('1/'))));
});

it('says what stands in the way of all: no goats, no folder, a store that refuses', async () => {
  const server = await serverForTest();
  const empty = await folderForTest();
  for (const folder of [empty, path.join(empty, 'none')]) {
    const { code, complaints } = await bring(folder, server);
    expect(code).toBe(1);
    expect(complaints).toContain(`There are no goats in ${folder}.`);
  }
  const { folder } = await stickWith(['1']);
  const refused = await bring(folder, server, { AWS_SECRET_ACCESS_KEY: 'wrong' });
  expect(refused.code).toBe(1);
  expect(refused.complaints).toContain('SignatureDoesNotMatch');
});

it('leaves nothing to do for the machine that had copied it, once that has a network again', async () => {
  const server = await serverForTest();
  const { folder, spool } = await stickWith(['1', { goatData: { grade: 'choice' } }], ['2']);
  await bring(folder, server);
  const before = held(server);
  const store = new S3Store(clientFor(server), server.bucket, noLog);
  const queue = new UploadQueue({
    ...{ spool, clock: systemClock, log: noLog, parallel: 1, storeFor: () => store },
    ...{ onOutcome: () => undefined, onCorrected: () => undefined },
  });
  onTestFinished(() => queue.stop());
  queue.start();
  await until(() => spool.list().every(({ state }) => state === 'uploaded'));
  expect(spool.list().map(({ stored, fault }) => [stored.length, fault])).toEqual([
    [4, null],
    [3, null],
  ]);
  expect(held(server)).toEqual(before);
});
