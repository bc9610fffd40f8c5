import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { systemClock } from '#engine/platform/clock';
import { GoatNumbers } from '#engine/sessions/goatNumbers';
import { FolderStore } from '#engine/upload/folderStore';
import { capturedSession, folderForTest, noLog, spoolForTest, wantedSession } from '#support/sessions';

/** A store with these goats; listing it fails where they are null. */
class FakeStore extends FolderStore {
  goats: string[] | null = [];

  override listGoats(): Promise<string[]> {
    return this.goats ? Promise.resolve(this.goats) : Promise.reject(new Error('no network'));
  }
}

const signal = new AbortController().signal;

async function setUp() {
  const dataDir = await folderForTest();
  const spool = await spoolForTest(systemClock, dataDir);
  const store = new FakeStore('bucket');
  const cacheFile = path.join(dataDir, 'goats.json');
  const open = async (place = store) => {
    const numbers = new GoatNumbers({ spool, store: place, cacheFile, log: noLog });
    await numbers.open();
    return numbers;
  };
  return { spool, store, cacheFile, open };
}

it('counts on from the highest whole number in the store or here', async () => {
  const { spool, store, open } = await setUp();
  const numbers = await open();
  expect(numbers.next()).toBe(1);
  store.goats = ['9', '17', 'billy', '018', '1234567890', '-5', '0'];
  await numbers.refresh(signal);
  expect(numbers.next()).toBe(18);
  await capturedSession(spool, { goatId: '41' });
  await capturedSession(spool, { goatId: 'goat_1700000000' });
  expect(numbers.next()).toBe(42);
  expect(['9', 'billy', '018', '41'].map((goat) => numbers.has(goat))).toEqual([true, true, true, true]);
  expect(['18', '42'].map((goat) => numbers.has(goat))).toEqual([false, false]);
});

it('gives the number of a session free again that failed, was cancelled or discarded; tests hold none', async () => {
  const { spool, open } = await setUp();
  const numbers = await open();
  for (const state of ['failed', 'cancelled'] as const) {
    const { id } = await spool.begin(wantedSession({ goatId: '5' }));
    expect(numbers.has('5')).toBe(true);
    await spool.update(id, { state });
    expect(numbers.has('5')).toBe(false);
  }
  const { id } = await capturedSession(spool, { goatId: '5' });
  expect(numbers.has('5')).toBe(true);
  expect(numbers.has('5', id)).toBe(false);
  await spool.update(id, { state: 'discarded' });
  await spool.begin(wantedSession({ goatId: '5', isTest: true }));
  expect(numbers.has('5')).toBe(false);
  expect(numbers.next()).toBe(1);
});

it('knows 50,000 goats without a network, also after a new start, and quickly', async () => {
  const { store, open } = await setUp();
  const numbers = await open();
  store.goats = Array.from({ length: 50_000 }, (_, index) => String(index + 1));
  await numbers.refresh(signal);
  store.goats = null;
  await expect(numbers.refresh(signal)).rejects.toThrow('no network');
  const later = await open();
  expect(later.next()).toBe(50_001);
  expect(later.has('4711')).toBe(true);
  const { user } = process.cpuUsage();
  for (let times = 0; times < 1000; times++) later.next();
  expect((process.cpuUsage().user - user) / 1000 / 1000).toBeLessThan(1);
});

it('remembers a goat that has come into the store before it is listed there', async () => {
  const { store, open } = await setUp();
  const numbers = await open();
  store.goats = null;
  await numbers.add('7');
  expect((await open()).has('7')).toBe(true);
  expect((await open()).next()).toBe(8);
});

it('forgets what it noted of another store, and does without a damaged note', async () => {
  const { cacheFile, open } = await setUp();
  const numbers = await open();
  await numbers.add('7');
  expect((await open(new FakeStore('other'))).next()).toBe(1);
  const text = await readFile(cacheFile, 'utf8');
  await writeFile(cacheFile, text.slice(0, -3));
  expect((await open()).next()).toBe(1);
});
