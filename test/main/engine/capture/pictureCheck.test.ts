import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appError, LANGUAGES, translateFault } from '#contract/errors';
import { PICTURE_FAULT_LABELS } from '#contract/locales/errors/catalogue';
import { systemClock } from '#engine/platform/clock';
import { checkPicture } from '#engine/capture/pictureCheck';
import { Processes } from '#engine/platform/processes';
import { damaged, makeFrames, withHole, withZeros, type Damage } from '#support/frames';

const SMALL = { width: 322, height: 241, minBytes: 5000 };
const FULL = { width: 4656, height: 3496, minBytes: 50_000 };
const tools = { processes: new Processes(systemClock) };

let folder: string;
let small: Uint8Array;
let full: Uint8Array;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'picture-check-'));
  const [smallFile = ''] = await makeFrames(path.join(folder, 'small'), { ...SMALL, count: 1 });
  const [fullFile = ''] = await makeFrames(path.join(folder, 'full'), {
    ...FULL,
    count: 1,
    quality: 9,
    noise: 10,
  });
  small = await readFile(smallFile);
  full = await readFile(fullFile);
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

async function check(bytes: Uint8Array, expectations = SMALL) {
  const file = path.join(folder, 'picture.jpg');
  await writeFile(file, bytes);
  return checkPicture(file, expectations, tools);
}

/** The reasons given for a full-size picture that lost `length` bytes at each of so many places, spread over its data. */
async function reasons(places: number, length: number, damage: typeof withHole): Promise<string[]> {
  const found: string[] = [];
  for (let place = 1; place <= places; place++) {
    const start = Math.floor((full.length * place) / (places + 1));
    const verdict = await check(damage(full, start, length), FULL);
    found.push(verdict.ok ? 'missed' : verdict.reason);
  }
  return found;
}

describe('checkPicture', { timeout: 20_000 }, () => {
  it('passes a good picture and gives it reduced to an eighth', async () => {
    const verdict = await check(small);
    expect(verdict).toMatchObject({ ok: true, bytes: small.length, small: { width: 41, height: 31 } });
    const pixels = verdict.ok ? verdict.small.pixels : [];
    expect(pixels).toHaveLength(41 * 31 * 3);
    expect(new Set(pixels).size).toBeGreaterThan(20);
  });

  it('passes zero bytes after the end mark, as some cameras send', async () => {
    const padded = damaged(small, 'zeros-after-end');
    expect(await check(padded)).toMatchObject({ ok: true, bytes: padded.length });
  });

  it.each<[Damage, string]>([
    ['empty', 'empty'],
    ['not-a-jpeg', 'not-jpeg'],
    ['truncated', 'truncated'],
    ['garbage-after-end', 'extra-data'],
    ['no-tables', 'no-tables'],
    ['hole', 'data-lost'],
    ['zeros', 'data-lost'],
  ])('refuses a picture that is %s: %s', async (damage, reason) => {
    expect(await check(damaged(small, damage))).toMatchObject({ ok: false, reason });
  });

  it('refuses another size in pixels, and tells both', async () => {
    const [file = ''] = await makeFrames(path.join(folder, 'other'), {
      ...SMALL,
      count: 1,
      damage: { 1: 'wrong-size' },
    });
    expect(await checkPicture(file, SMALL, tools)).toEqual({
      ok: false,
      reason: 'wrong-size',
      seen: ['161×121 px instead of 322×241 px'],
    });
  });

  it('refuses a byte less than the minimum', async () => {
    expect(await check(small, { ...SMALL, minBytes: small.length })).toMatchObject({ ok: true });
    expect(await check(small, { ...SMALL, minBytes: small.length + 1 })).toMatchObject({
      ok: false,
      reason: 'too-small',
    });
  });

  it('finds 3 kB cut out of a 16 MP picture at each of twelve places', async () => {
    expect(full.length).toBeGreaterThan(800_000);
    expect(full.length).toBeLessThan(1_500_000);
    expect(await check(full, FULL)).toMatchObject({ ok: true, small: { width: 582, height: 437 } });
    expect(await reasons(12, 3000, withHole)).toEqual(Array(12).fill('data-lost'));
  });

  it('finds 3 kB of zeros in a 16 MP picture at each of twelve places', async () => {
    expect(await reasons(12, 3000, withZeros)).toEqual(Array(12).fill('data-lost'));
  });

  it('keeps what the decoder said', async () => {
    const verdict = await check(damaged(small, 'hole'));
    expect(verdict.ok ? [] : verdict.seen).toEqual([expect.stringMatching(/corrupt jpeg data/i)]);
  });

  it('leaves a missing file to the caller', async () => {
    await expect(checkPicture(path.join(folder, 'none.jpg'), SMALL, tools)).rejects.toThrow('ENOENT');
  });

  it('stops when it is told to', async () => {
    const reason = new Error('cancelled');
    const file = path.join(folder, 'small', '000001.jpg');
    const signal = AbortSignal.abort(reason);
    await expect(checkPicture(file, SMALL, { ...tools, signal })).rejects.toBe(reason);
    expect(tools.processes.runningIds).toEqual([]);
  });
});

describe('the words of a bad picture', () => {
  it.each(LANGUAGES)('has them in %s', (language) => {
    for (const [reason, words] of Object.entries(PICTURE_FAULT_LABELS[language])) {
      const { fault } = appError('BAD_FRAMES', { camera: 'side', picture: 7, reason });
      expect(translateFault(fault, language).message).toContain(`: ${words}.`);
    }
  });
});
