import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { PinLock, resetPin } from '#engine/auth/pin';
import { TestClock } from '#support/clock';
import { folderForTest } from '#support/sessions';

const MINUTE_MS = 60_000;

let dataDir: string;
let clock: TestClock;
let lock: PinLock;
beforeEach(async () => {
  dataDir = await folderForTest();
  clock = new TestClock();
  lock = new PinLock(dataDir, clock);
});

describe('Set up', () => {
  it('is open until there is a PIN', async () => {
    expect(await lock.describe()).toEqual({ is_set: false, is_open: true });
    await lock.requireOpen();
    expect(await lock.set('2468')).toEqual({ is_set: true, is_open: true });
  });

  it('is closed by who leaves it, and opened by the PIN alone', async () => {
    await lock.set('2468');
    expect(await lock.lock()).toEqual({ is_set: true, is_open: false });
    await expect(lock.requireOpen()).rejects.toMatchObject({ code: 'PIN_REQUIRED' });
    await expect(lock.set('1111')).rejects.toMatchObject({ code: 'PIN_REQUIRED' });
    await expect(lock.set(null)).rejects.toMatchObject({ code: 'PIN_REQUIRED' });
    await expect(lock.unlock('2469')).rejects.toMatchObject({ code: 'WRONG_PIN' });
    expect(await lock.unlock('2468')).toEqual({ is_set: true, is_open: true });
    expect(await lock.set(null)).toEqual({ is_set: false, is_open: true });
  });

  it('stays open while somebody is there, and closes by itself afterwards', async () => {
    await lock.set('2468');
    clock.advance(9 * MINUTE_MS);
    await lock.stayOpen();
    clock.advance(9 * MINUTE_MS);
    expect(await lock.stayOpen()).toEqual({ is_set: true, is_open: true });
    clock.advance(11 * MINUTE_MS);
    expect(await lock.stayOpen()).toEqual({ is_set: true, is_open: false });
    await expect(lock.requireOpen()).rejects.toMatchObject({ code: 'PIN_REQUIRED' });
  });

  it('closes though the page asks for something each second', async () => {
    await lock.set('2468');
    for (let second = 0; second < 600; second += 1) {
      await lock.requireOpen();
      clock.advance(1000);
    }
    await expect(lock.requireOpen()).rejects.toMatchObject({ code: 'PIN_REQUIRED' });
  });

  it('is closed after the next start too, and opened again where the PIN is reset meanwhile', async () => {
    await lock.set('2468');
    const next = new PinLock(dataDir, clock);
    expect(await next.describe()).toEqual({ is_set: true, is_open: false });
    await resetPin(dataDir);
    expect(await next.describe()).toEqual({ is_set: false, is_open: true });
    await next.requireOpen();
    await resetPin(dataDir);
  });

  it('stays closed where the file of the PIN is damaged, until it is reset', async () => {
    await lock.set('2468');
    await lock.lock();
    await writeFile(path.join(dataDir, 'pin.json'), '');
    await expect(lock.describe()).rejects.toThrow('damaged');
    await expect(lock.requireOpen()).rejects.toThrow('damaged');
    await expect(lock.unlock('2468')).rejects.toThrow('damaged');
    await expect(lock.set('1111')).rejects.toThrow('damaged');
    await resetPin(dataDir);
    expect(await lock.describe()).toEqual({ is_set: false, is_open: true });
  });

  it('can be guessed at ten times in five minutes', async () => {
    await lock.set('2468');
    await lock.lock();
    for (let wrong = 0; wrong < 10; wrong += 1)
      await expect(lock.unlock(`100${String(wrong)}`)).rejects.toMatchObject({ code: 'WRONG_PIN' });
    await expect(lock.unlock('2468')).rejects.toMatchObject({ code: 'TOO_MANY_TRIES' });
    clock.advance(5 * MINUTE_MS + 1);
    expect((await lock.unlock('2468')).is_open).toBe(true);
  });

  it('keeps no PIN on the disk but a hash that others can not read', async () => {
    await lock.set('2468');
    const file = path.join(dataDir, 'pin.json');
    expect(await readFile(file, 'utf8')).not.toContain('2468');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});
