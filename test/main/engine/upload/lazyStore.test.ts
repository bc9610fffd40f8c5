import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FolderStore } from '#engine/upload/folderStore';
import { LazyStore } from '#engine/upload/lazyStore';
import type { Store } from '#engine/upload/store';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(`${tmpdir()}/goat-late-store-`);
});
afterEach(() => rm(folder, { recursive: true }));

const signal = new AbortController().signal;

it('is loaded once, when it is first asked for something', async () => {
  const real = new FolderStore(folder);
  const load = vi.fn(() => Promise.resolve(real));
  const store = new LazyStore('folder', folder, load);
  expect(store).toMatchObject({ kind: 'folder', place: folder, bytesPerSecond: 0, rateHistory: [] });
  expect(load).not.toHaveBeenCalled();
  const [goats] = await Promise.all([store.listGoats(signal), store.check(signal)]);
  expect(goats).toEqual([]);
  expect((await store.examine(signal)).fault).toBeNull();
  expect(load).toHaveBeenCalledTimes(1);
});

it('tells what the real one measures, from then on', async () => {
  const measures = { bytesPerSecond: 7, rateHistory: [5, 6] };
  const real: Store = Object.assign(new FolderStore(folder), measures);
  const store = new LazyStore('folder', folder, () => Promise.resolve(real));
  await store.check(signal);
  expect(store).toMatchObject(measures);
});
