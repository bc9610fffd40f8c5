import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAMERA_NAMES, forEachCamera, type CameraName } from '#contract/cameras';
import { appError, AppError } from '#contract/errors';
import { checkPreconditions, findBlockingFault, readRequest } from '#engine/capture/preconditions';
import type { Camera } from '#engine/cameras/camera';
import { systemClock } from '#engine/platform/clock';
import { Spool } from '#engine/sessions/spool';
import { faultOf, sampleCamera, memoryLog, testSettings } from '#support/capture';

const NOW = new Date('2026-02-10T18:30:00.999Z');

const read = (body: unknown) => readRequest(body, NOW);

function codeOf(body: unknown): string {
  try {
    read(body);
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'accepted';
}

describe('readRequest', () => {
  it('fills in the defaults of the seed', () => {
    const defaults = {
      goatId: 'goat_1770748200',
      goatData: {},
      isTest: false,
      requireAllCameras: true,
      overwrite: false,
    };
    for (const body of [undefined, null, {}, { goat_data: null }]) expect(read(body)).toEqual(defaults);
  });

  it.each([
    ['17', '17'],
    [17, '17'],
    [0, '0'],
    ['a-B_9', 'a-B_9'],
    ['x'.repeat(50), 'x'.repeat(50)],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
  ])('takes the id %j', (given, goatId) => {
    expect(read({ goat_id: given }).goatId).toBe(goatId);
  });

  it.each([
    '',
    ' ',
    'x'.repeat(51),
    'a/b',
    '../etc',
    'a b',
    'ziége',
    '1\n',
    -1,
    1.5,
    1e300,
    null,
    true,
    [],
    ['17'],
    { a: 1 },
  ])('refuses the id %j', (given) => {
    expect(codeOf({ goat_id: given })).toBe('INVALID_GOAT_ID');
  });

  it.each([
    { is_test: 'false' },
    { is_test: 1 },
    { require_all_cameras: 'yes' },
    { overwrite: null },
    { goat_data: 'meat' },
    { goat_data: [] },
    { goat_data: { weight: { lbs: 85 } } },
    { goat_data: { description: 'x'.repeat(501) } },
    'goat 17',
    17,
    [],
  ])('refuses %j as a request that cannot be understood', (body) => {
    expect(codeOf(body)).toBe('INVALID_REQUEST');
  });

  it('says which field it cannot understand', () => {
    expect(() => read({ is_test: 'false' })).toThrow(/is_test/);
  });

  it('never says something other than accepted, INVALID_GOAT_ID or INVALID_REQUEST', () => {
    const body = fc.oneof(
      fc.anything(),
      fc.record({ goat_id: fc.anything(), is_test: fc.anything(), goat_data: fc.anything() }),
    );
    fc.assert(
      fc.property(body, (given) => {
        expect(['accepted', 'INVALID_GOAT_ID', 'INVALID_REQUEST']).toContain(codeOf(given));
      }),
    );
  });

  it.each([
    [
      { goat_id: '17', require_all_cameras: false },
      { isTest: false, requireAllCameras: true },
    ],
    [
      { goat_id: '17', is_test: true },
      { isTest: true, requireAllCameras: true },
    ],
    [
      { goat_id: '17', is_test: true, require_all_cameras: false },
      { isTest: true, requireAllCameras: false },
    ],
    [{ goat_id: 'test_5' }, { isTest: true, requireAllCameras: false }],
    [
      { goat_id: 'test_5', is_test: false, require_all_cameras: true },
      { isTest: true, requireAllCameras: false },
    ],
  ])('%j asks for %j', (body, expected) => {
    expect(read(body)).toMatchObject(expected);
  });
});

describe('admit', () => {
  const lost = (camera: CameraName) =>
    appError('CAMERA_NOT_FOUND', { camera, path: `/dev/camera_${camera}` });

  function context(missing: CameraName[] = [], minDiskMb = 0) {
    const camera = (name: CameraName): Camera => ({
      ...sampleCamera(name, name),
      fault: () => Promise.resolve(missing.includes(name) ? lost(name) : null),
    });
    const settings = testSettings({ MIN_DISK_MB: minDiskMb });
    const spool = new Spool(tmpdir(), systemClock, memoryLog().log);
    return { settings, cameras: forEachCamera(camera), dataDir: tmpdir(), version: '0', spool };
  }
  const numbers = { has: (goatId: string) => goatId === '17', next: () => 18 };
  const all = [...CAMERA_NAMES];

  it('takes all cameras, in order', async () => {
    const prepared = await checkPreconditions(read({ goat_id: 18 }), context(), numbers);
    expect(prepared.cameras.map(({ name }) => name)).toEqual(all);
    expect(prepared.missing).toEqual([]);
  });

  it("refuses in the seed's order: number, disk, cameras", async () => {
    const tooMuchMb = 10_000_000;
    const rejection = (body: unknown, missing: CameraName[], minDiskMb: number) =>
      faultOf(checkPreconditions(read(body), context(missing, minDiskMb), numbers));
    expect(await rejection({ goat_id: 17 }, all, tooMuchMb)).toMatchObject({ code: 'GOAT_EXISTS' });
    expect(await rejection({ goat_id: 18 }, all, tooMuchMb)).toMatchObject({ code: 'LOW_DISK_SPACE' });
    expect(await rejection({ goat_id: 18 }, all, 0)).toMatchObject({ code: 'MISSING_CAMERAS' });
    expect(await rejection({ goat_id: 'test_1' }, all, 0)).toMatchObject({ code: 'NO_CAMERAS' });
  });

  it('says how much is free on the disk', async () => {
    const { bavail, bsize } = await statfs(tmpdir());
    const { parameters } = await faultOf(checkPreconditions(read({}), context([], 10_000_000), numbers));
    expect(parameters.required_mb).toBe(10_000_000);
    expect(Math.abs(Number(parameters.free_mb) - (bavail * bsize) / 1e6)).toBeLessThan(1000);
  });

  it('tells the next free number where a goat exists, and lets it be overwritten', async () => {
    const error = await checkPreconditions(read({ goat_id: 17 }), context(), numbers).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'GOAT_EXISTS', details: { next_goat_number: 18 } });
    const prepared = await checkPreconditions(read({ goat_id: 17, overwrite: true }), context(), numbers);
    expect(prepared.overwrite).toBe(true);
  });

  it('lets a test use a number that is taken', async () => {
    expect(await checkPreconditions(read({ goat_id: 17, is_test: true }), context(), numbers)).toMatchObject({
      isTest: true,
    });
  });

  it('names what is missing, with the check of each camera', async () => {
    const error = await checkPreconditions(read({ goat_id: 18 }), context(['top']), numbers).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({
      code: 'MISSING_CAMERAS',
      details: {
        cameras_missing: ['top'],
        cameras_available: ['side', 'front'],
        cameras: { top: { exists: false, readable: false }, side: { exists: true, readable: true } },
        errors: [expect.stringContaining('/dev/camera_top')],
        fixes: [expect.stringContaining('cable')],
      },
    });
  });

  it('tests with the cameras that are there where not all are asked for', async () => {
    const prepared = await checkPreconditions(read({ goat_id: 'test_1' }), context(['side']), numbers);
    expect(prepared.cameras.map(({ name }) => name)).toEqual(['top', 'front']);
    expect(prepared.missing).toEqual(['side']);
  });

  it('looks for other processes that hold a camera, which a screen that only asks does not', async () => {
    const asked: boolean[] = [];
    const parts = context();
    parts.cameras.side.fault = (deep) => {
      asked.push(deep);
      return Promise.resolve(null);
    };
    await checkPreconditions(read({ goat_id: 18 }), parts, numbers);
    expect(await findBlockingFault(parts)).toBeNull();
    expect(asked).toEqual([true, false]);
  });
});
