import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  counterAnswerSchema,
  picturePath,
  queueAnswerSchema,
  sessionAnswerSchema,
  sessionListAnswerSchema,
} from '#contract/sessionApi';
import { held, heldError, startApi, type TestApi } from '#support/api';

let api: TestApi;
let id: string;

/** A goat that was captured at the kiosk, and is under review. */
beforeEach(async () => {
  api = await startApi();
  await vi.waitFor(
    async () => {
      ({ session_id: id } = await api.engine.record({ goat_id: 17, goat_data: { grade: 'prime' } }, 'kiosk'));
    },
    { timeout: 10_000 },
  );
  await vi.waitFor(
    async () => {
      expect((await api.engine.overview()).review).toMatchObject({ session_id: id });
    },
    { timeout: 10_000 },
  );
});
afterEach(() => api.stop());

test('sessions are listed and told in full, and pictures of them given', async () => {
  const list = held(sessionListAnswerSchema, await api.send('/sessions?states=in-review,queued&limit=5'));
  expect(list).toMatchObject({ total: 1, next: null, sessions: [{ session_id: id, goat_id: '17' }] });
  expect(held(sessionListAnswerSchema, await api.send('/sessions?states=uploaded')).sessions).toEqual([]);
  heldError('INVALID_REQUEST', await api.send('/sessions?states=gone'));
  heldError('INVALID_REQUEST', await api.send('/sessions?limit=many'));

  const session = held(sessionAnswerSchema, await api.send(`/sessions/${id}`));
  expect(session).toMatchObject({ state: 'in-review', goat_data: { grade: 'prime' } });
  heldError('SESSION_NOT_FOUND', await api.send('/sessions/none'));

  const wanted = { session_id: id, camera: 'top', number: 2 } as const;
  const picture = await fetch(`http://localhost:${api.port}/${picturePath(wanted, 'pictures')}`);
  const file = await api.engine.sessions.picture(wanted);
  expect(picture.headers.get('content-type')).toBe('image/jpeg');
  expect(Buffer.from(await picture.arrayBuffer()).equals(await readFile(file))).toBe(true);
  const thumbnail = await api.send(`/${picturePath(wanted, 'thumbnails')}`);
  expect(thumbnail.status).toBe(200);
  expect(thumbnail.headers['content-type']).toBe('image/jpeg');
  expect(Number(thumbnail.headers['content-length'])).toBeLessThan((await readFile(file)).length / 2);
  heldError('SESSION_NOT_FOUND', await api.send(`/${picturePath({ ...wanted, number: 9 }, 'pictures')}`));
  // The capture is over.
  heldError('SESSION_NOT_FOUND', await api.send(`/${picturePath(wanted, 'newest')}`));
  heldError('NOT_FOUND', await api.send(`/sessions/${id}/pictures/top/..%2f..%2fsession.json`));
  heldError('NOT_FOUND', await api.send(`/sessions/${id}/secrets/top/1`));
});

test('a session is given another number, kept, and then it is too late to keep it again', async () => {
  const renumber = (goatId: unknown) =>
    api.send(`/sessions/${id}/renumber`, { method: 'POST', body: { goat_id: goatId } });
  heldError('INVALID_GOAT_ID', await renumber('../9'));
  expect(held(sessionAnswerSchema, await renumber(23)).goat_id).toBe('23');
  const kept = held(sessionAnswerSchema, await api.send(`/sessions/${id}/keep`, { method: 'POST' }));
  expect(['queued', 'uploading', 'uploaded']).toContain(kept.state);
  heldError('SESSION_STATE', await api.send(`/sessions/${id}/keep`, { method: 'POST' }));
  heldError('SESSION_NOT_FOUND', await api.send('/sessions/none/discard', { method: 'POST' }));
  expect(held(counterAnswerSchema, await api.send('/counter'))).toEqual({ next_goat_number: 24 });
  held(queueAnswerSchema, await api.send('/queue'));
  held(queueAnswerSchema, await api.send('/queue/retry', { method: 'POST' }));
});

test('the data of a goat is corrected, under review and in the store', async () => {
  const correct = (body: unknown) => api.send(`/sessions/${id}/goat_data`, { method: 'POST', body });
  heldError('INVALID_REQUEST', await correct({ grade: 'prime' }));
  const under = held(sessionAnswerSchema, await correct({ goat_data: { grade: 'choice' } }));
  expect(under).toMatchObject({ state: 'in-review', goat_data: { grade: 'choice' }, data_due: false });
  await api.send(`/sessions/${id}/keep`, { method: 'POST' });
  const session = async () => held(sessionAnswerSchema, await api.send(`/sessions/${id}`));
  const stands = async (expected: object) => {
    const look = async () => {
      expect(await session()).toMatchObject(expected);
    };
    await vi.waitFor(look, { timeout: 10_000 });
  };
  await stands({ state: 'uploaded', allowed: ['correct'] });
  held(sessionAnswerSchema, await correct({ goat_data: { note: 'limps' } }));
  await stands({ data_due: false, goat_data: { note: 'limps' }, fault: null });
  const written = await readFile(path.join(api.dataDir, 'store', '17', 'goat_data.json'), 'utf8');
  expect(JSON.parse(written)).toMatchObject({ goat_id: '17', note: 'limps' });
});

test('a session that is discarded is none any more that could be kept', async () => {
  const discarded = held(sessionAnswerSchema, await api.send(`/sessions/${id}/discard`, { method: 'POST' }));
  expect(discarded.state).toBe('discarded');
  heldError('SESSION_STATE', await api.send(`/sessions/${id}/retry`, { method: 'POST' }));
  heldError('SESSION_STATE', await api.send(`/sessions/${id}/replace`, { method: 'POST' }));
});
