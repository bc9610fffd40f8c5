import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { appError } from '#contract/errors';
import { Crc64Nvme } from '#engine/platform/crc64nvme';
import { FolderStore } from '#engine/upload/folderStore';
import { pictureBytes, folderForTest } from '#support/sessions';
import { uploadOf } from '#support/uploads';

const KEY = '17/side/images.tar.gz';
const BYTES = pictureBytes('17', 'side', 1, 300_000);
const OTHERS = pictureBytes('18', 'side', 1, 300_000);

async function setUp() {
  const place = path.join(await folderForTest(), 'store');
  const store = new FolderStore(place);
  const held = (key: string) => readFile(path.join(place, key));
  const files = async () =>
    (await readdir(place, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(place, path.join(entry.parentPath, entry.name)))
      .sort();
  return { place, store, held, files };
}

it('holds what is put, under its key, and tells its checksum', async () => {
  const { store, held, files } = await setUp();
  const crc64nvme = new Crc64Nvme().update(BYTES).digest();
  expect(await store.put(uploadOf(BYTES, { onlyIfNew: true }))).toEqual({
    outcome: 'stored',
    stored: { key: KEY, bytes: BYTES.length, crc64nvme },
  });
  expect((await held(KEY)).equals(BYTES)).toBe(true);
  expect(await files()).toEqual([KEY]);
});

it('says that a key is taken by other bytes, and leaves those; the same bytes are its own', async () => {
  const { store, held, files } = await setUp();
  await store.put(uploadOf(BYTES));
  expect(await store.put(uploadOf(OTHERS, { onlyIfNew: true }))).toEqual({ outcome: 'taken' });
  expect((await held(KEY)).equals(BYTES)).toBe(true);
  expect(await store.put(uploadOf(BYTES, { onlyIfNew: true }))).toMatchObject({ outcome: 'stored' });
  expect(await store.put(uploadOf(OTHERS))).toMatchObject({ outcome: 'stored' });
  expect((await held(KEY)).equals(OTHERS)).toBe(true);
  expect(await files()).toEqual([KEY]);
});

it('leaves nothing that is not whole, where the source fails or it is broken off', async () => {
  const { store, files } = await setUp();
  const failing = () =>
    Readable.from(
      (function* () {
        yield BYTES;
        throw appError('SESSION_DAMAGED', { goat_id: '17', file: 'side/1.jpg' });
      })(),
    );
  await expect(store.put(uploadOf(BYTES, { open: failing }))).rejects.toMatchObject({
    code: 'SESSION_DAMAGED',
  });
  const stop = new AbortController();
  const stopping = () => {
    stop.abort(new Error('stopped'));
    return Readable.from([BYTES]);
  };
  await expect(store.put(uploadOf(BYTES, { open: stopping, signal: stop.signal }))).rejects.toThrow(
    'stopped',
  );
  expect(await files()).toEqual([]);
});

it('writes over what a killed run has left', async () => {
  const { place, store, files } = await setUp();
  await mkdir(path.join(place, '17', 'side'), { recursive: true });
  await writeFile(path.join(place, `${KEY}.part`), Buffer.alloc(900_000, 'x'));
  await store.put(uploadOf(BYTES, { onlyIfNew: true }));
  expect(await files()).toEqual([KEY]);
});

it('lists goats, and nothing that is none', async () => {
  const { place, store } = await setUp();
  expect(await store.listGoats()).toEqual([]);
  await store.put(uploadOf(BYTES));
  await store.put(uploadOf(BYTES, { key: 'goat_A/side/images.tar.gz' }));
  await store.copyAside('17', 'T1');
  await mkdir(path.join(place, 'lost+found'));
  await writeFile(path.join(place, '99'), 'a file');
  expect((await store.listGoats()).sort()).toEqual(['17', 'goat_A']);
});

it('copies a goat aside, and none where there is none', async () => {
  const { store, held, files } = await setUp();
  expect(await store.copyAside('17', 'T1')).toEqual([]);
  await store.put(uploadOf(BYTES));
  await store.put(uploadOf(OTHERS, { key: '17/goat_data.json' }));
  expect(await store.copyAside('17', 'T1')).toEqual(['17/goat_data.json', KEY]);
  expect(await files()).toEqual([
    '17/goat_data.json',
    KEY,
    '_replaced/17/T1/goat_data.json',
    '_replaced/17/T1/side/images.tar.gz',
  ]);
  expect((await held('_replaced/17/T1/side/images.tar.gz')).equals(BYTES)).toBe(true);
});

it('says what is wrong with a folder that can not be one', async () => {
  const { place, store } = await setUp();
  await writeFile(place, 'a file');
  const rejection = { code: 'INVALID_FOLDER', fault: { parameters: { path: place } } };
  await expect(store.put(uploadOf(BYTES))).rejects.toMatchObject(rejection);
  await expect(store.check()).rejects.toMatchObject(rejection);
  await expect(store.listGoats()).rejects.toMatchObject(rejection);
});
