import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { healthAnswerSchema } from '#contract/captureApi';
import type { ErrorCode } from '#contract/errors';
import { held, heldError, startApi, type TestApi } from '#support/api';

describe('bad input', () => {
  let api: TestApi;
  let before: string;
  beforeAll(async () => {
    api = await startApi();
  });
  beforeEach(async () => {
    before = (await api.send('/status')).text;
  });
  afterAll(() => api.stop());

  /** Sends a body that must be refused, and sees that the engine has not noticed. */
  async function expectRefusal(code: ErrorCode, body: unknown) {
    const error = heldError(code, await api.send('/record', { method: 'POST', body }));
    expect((await api.send('/status')).text).toBe(before);
    expect(held(healthAnswerSchema, await api.send('/health')).recording_active).toBe(false);
    expect(api.spool.list()).toEqual([]);
    return error;
  }

  it.each([
    ...[
      '',
      ' ',
      '17 ',
      ' 17',
      '17\n',
      '\n',
      '1 7',
      'a/b',
      '../17',
      '..',
      '.',
      'a\\b',
      '/etc/passwd',
      '%2e%2e',
    ],
    ...[
      'ziegé',
      'ziege\u0301',
      '山羊',
      '🐐',
      '１７',
      '\u0000',
      '17\u0000',
      '\u202e17',
      'a'.repeat(51),
      'a'.repeat(5000),
    ],
    ...['$(reboot)', ';ls', '"', "'", '<b>', '{goat_id}', '1.5', '+1', 'a:b', 'a*', '~', 'con.jpg'],
    ...[-1, 1.5, 1e21, Number.MAX_SAFE_INTEGER + 1, 1e-7],
    ...[null, true, false, [], ['17'], {}, { id: 17 }],
  ])('of the goat id %j is refused', async (id) => {
    await expectRefusal('INVALID_GOAT_ID', { goat_id: id });
  });

  it('of a huge goat id is cut short in the answer', async () => {
    const { message } = await expectRefusal('INVALID_GOAT_ID', { goat_id: 'x'.repeat(60_000) });
    expect(message.length).toBeLessThan(200);
  });

  it('of a number that JSON can write but no machine can hold is refused', async () => {
    await expectRefusal('INVALID_GOAT_ID', '{"goat_id": 1e999}');
  });

  it.each([
    ...['is_test', 'require_all_cameras', 'overwrite'].flatMap((name) =>
      ['false', 'true', 0, 1, null, [], {}].map((value) => ({ [name]: value })),
    ),
    ...['meat', 17, true, [], [1]].map((value) => ({ goat_data: value })),
    ...[{ a: [] }, { a: {} }, { '': 'x' }, { a: 'x'.repeat(501) }].map((value) => ({ goat_data: value })),
  ])('of the field %j is refused', async (field) => {
    const { message } = await expectRefusal('INVALID_REQUEST', { goat_id: 'fine', ...field });
    expect(message).toContain(Object.keys(field)[0]);
  });

  it.each([
    '{',
    '{"goat_id": 17',
    'goat_id=17',
    '"17"',
    '17',
    'null',
    'true',
    '[]',
    '[{"goat_id": 17}]',
    '\u0000',
  ])('of the body %j is refused', async (body) => {
    await expectRefusal('INVALID_REQUEST', body);
  });

  it('of an unknown encoding or alphabet is refused', async () => {
    for (const headers of [
      { 'Content-Encoding': 'zip' },
      { 'Content-Type': 'text/plain; charset=klingon' },
    ]) {
      heldError('INVALID_REQUEST', await api.send('/record', { method: 'POST', body: '{}', headers }));
    }
  });

  it('of a size that no goat has is refused', async () => {
    await expectRefusal('REQUEST_TOO_LARGE', { goat_id: 'fine', goat_data: { note: 'x'.repeat(70_000) } });
  });

  it('of compressed bytes that swell is refused', async () => {
    const bomb = gzipSync(JSON.stringify({ goat_data: { note: 'x'.repeat(10_000_000) } }));
    const headers = { 'Content-Encoding': 'gzip' };
    heldError('REQUEST_TOO_LARGE', await api.send('/record', { method: 'POST', body: bomb, headers }));
  });

  it('of prototype keys changes no prototype', async () => {
    for (const body of [
      '{"__proto__": {"is_test": "x"}, "goat_id": ""}',
      '{"constructor": {"prototype": {}}, "goat_id": ""}',
    ]) {
      await expectRefusal('INVALID_GOAT_ID', body);
    }
    expect('is_test' in {}).toBe(false);
  });

  it('of addresses and methods that there are not is told so', async () => {
    for (const path of [
      '/recordings',
      '/record/17',
      '/..',
      '/%2e%2e/session.json',
      '/%00',

      '//status/x',
      '/page/../../lock',
      '/%zz',
    ]) {
      heldError('NOT_FOUND', await api.send(path));
    }
    for (const [method, path] of [
      ['GET', '/record'],
      ['GET', '/cancel'],
      ['POST', '/status'],
      ['DELETE', '/health'],
      ['PATCH', '/'],
    ] as const) {
      heldError('NOT_FOUND', await api.send(path, { method }));
    }
  });

  it('leaves the activity log to what has happened', async () => {
    expect((await api.engine.overview()).activity.map(({ kind }) => kind)).toEqual(['started']);
  });
});
