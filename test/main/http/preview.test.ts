import { request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { overviewSchema, type Overview } from '#contract/useCases';
import { PREVIEW_BOUNDARY, PREVIEW_CONTENT_TYPE } from '#contract/preview';
import { parseJpeg } from '#engine/media/jpeg';
import { held, heldError, logIn, startApi, statusWhere, type TestApi } from '#support/api';
import { until } from '#support/capture';

/** Pixels of the grey picture that stands for none. */
const NO_PICTURE_WIDTH = 4;

const NEXT_PART = `\r\n--${PREVIEW_BOUNDARY}\r\nContent-Type: image/jpeg\r\n\r\n`;

let api: TestApi;
const open: Viewer[] = [];

beforeAll(async () => {
  api = await startApi();
});
afterAll(async () => {
  for (const viewer of open) viewer.close();
  await api.stop();
});

/** A browser that looks at a camera. */
interface Viewer {
  response: IncomingMessage;
  /** Every picture so far: its width in pixels, and when it came, in ms. */
  pictures: { width: number; atMs: number }[];
  /** Resolves when it has been ended, by whomever. */
  ended: Promise<unknown>;
  close(): void;
}

async function look(camera: string, headers: OutgoingHttpHeaders = {}): Promise<Viewer> {
  const path = `/preview/${camera}`;
  const sent = request({ host: '127.0.0.1', port: api.port, path, agent: false, headers });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve).on('error', reject).end();
  });
  const pictures: Viewer['pictures'] = [];
  let rest = Buffer.alloc(0);
  response.on('error', () => undefined);
  response.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    // A browser shows a part when it has seen all the headers of the next one.
    for (let end = rest.indexOf(NEXT_PART, 1); end !== -1; end = rest.indexOf(NEXT_PART, 1)) {
      const body = rest.subarray(rest.indexOf('\r\n\r\n') + 4, end);
      rest = rest.subarray(end);
      const parsed = parseJpeg(body);
      expect(parsed).toMatchObject({ ok: true, jpeg: { ending: 'marked' } });
      if (parsed.ok) pictures.push({ width: parsed.jpeg.width, atMs: performance.now() });
    }
  });
  const ended = new Promise((resolve) => response.once('close', resolve));
  const viewer = { response, pictures, ended, close: () => sent.destroy() };
  open.push(viewer);
  return viewer;
}

const lastWidth = ({ pictures }: Viewer) => pictures.at(-1)?.width;
const isLive = (viewer: Viewer) => (lastWidth(viewer) ?? 0) > NO_PICTURE_WIDTH;
const states = async (): Promise<Overview['previews']> =>
  held(overviewSchema, await api.send('/overview')).previews;

describe('GET /preview/:camera', () => {
  it('is a stream of pictures, for many viewers by one process, which ends with the last of them', async () => {
    const viewers = await Promise.all(Array.from({ length: 20 }, () => look('side')));
    for (const { response } of viewers) {
      expect(response.statusCode).toBe(200);
      expect(response.headers).toMatchObject({
        'content-type': PREVIEW_CONTENT_TYPE,
        'cache-control': 'no-store',
      });
    }
    await until(() => viewers.every(isLive));
    expect(viewers.every(({ pictures }) => pictures[0]?.width === NO_PICTURE_WIDTH)).toBe(true);
    expect(api.processes.runningIds).toHaveLength(1);
    expect(await states()).toEqual({ side: 'live', top: 'off', front: 'off' });
    const before = viewers.map(({ pictures }) => pictures.length);
    await until(() => viewers.every(({ pictures }, index) => pictures.length >= (before[index] ?? 0) + 3));
    expect((await api.send('/health')).status).toBe(200);
    for (const viewer of viewers) viewer.close();
    await until(() => api.processes.runningIds.length === 0, 2000);
    expect((await states()).side).toBe('off');
  });

  it('shows nothing while a capture runs, and is back within two seconds after it', async () => {
    const viewers = await Promise.all([look('side'), look('top'), look('front')]);
    await until(() => viewers.every(isLive));
    let isRecording = true;
    const stopListening = api.engine.onChange(() => {
      void api.engine.health().then(({ recording_active: active }) => (isRecording = active));
    });
    const body = { goat_id: 'test_1', is_test: true };
    const answer = await api.send('/record', { method: 'POST', body });
    expect(answer.status).toBe(200);
    await until(() => viewers.every((viewer) => lastWidth(viewer) === NO_PICTURE_WIDTH), 2000);
    expect(await states()).toEqual({ side: 'paused', top: 'paused', front: 'paused' });
    await until(() => !isRecording);
    const endedMs = performance.now();
    await until(() => viewers.every(isLive));
    expect(performance.now() - endedMs).toBeLessThan(2000);
    const { last_result: result } = await statusWhere(api, ({ active }) => !active);
    expect(result).toMatchObject({ success: true, total_images: 9 });
    stopListening();
    for (const viewer of viewers) viewer.close();
    await until(() => api.processes.runningIds.length === 0, 2000);
  });

  it('comes back after a capture that is cancelled', async () => {
    const viewer = await look('top');
    await until(() => isLive(viewer));
    await api.send('/record', { method: 'POST', body: { goat_id: 'test_2' } });
    await until(() => lastWidth(viewer) === NO_PICTURE_WIDTH, 2000);
    await api.send('/cancel', { method: 'POST' });
    const cancelledMs = performance.now();
    await until(() => isLive(viewer));
    expect(performance.now() - cancelledMs).toBeLessThan(2000);
    viewer.close();
  });

  it('is no disturbance for requests that start no capture', async () => {
    const viewer = await look('front');
    await until(() => isLive(viewer));
    const before = api.processes.runningIds;
    heldError('INVALID_GOAT_ID', await api.send('/record', { method: 'POST', body: { goat_id: 'a/b' } }));
    const count = viewer.pictures.length;
    await until(() => viewer.pictures.length >= count + 3);
    expect(api.processes.runningIds).toEqual(before);
    viewer.close();
  });

  it.each(['back', 'side.jpg', '__proto__'])('is not there for %s', async (camera) => {
    heldError('NOT_FOUND', await api.send(`/preview/${camera}`));
  });

  it('needs the login from elsewhere', async () => {
    const headers = { 'X-Forwarded-For': '192.0.2.1' };
    heldError('LOGIN_REQUIRED', await api.send('/preview/side', { headers }));
  });

  it('ends with the login or the token that has let in', async () => {
    const elsewhere = { 'X-Forwarded-For': '192.0.2.1' };
    const Cookie = await logIn(api);
    const { token, name } = await api.access.tokens.make('wall');
    const byLogin = await look('side', { ...elsewhere, Cookie });
    const byToken = await look('side', { ...elsewhere, Authorization: `Bearer ${token}` });
    await until(() => isLive(byLogin) && isLive(byToken));
    await api.send('/logout', { method: 'POST', body: {}, headers: { Cookie } });
    await byLogin.ended;
    const count = byToken.pictures.length;
    await until(() => byToken.pictures.length > count);
    await api.access.tokens.revoke(name);
    await byToken.ended;
    await until(() => api.processes.runningIds.length === 0, 2000);
  });

  it('is refused to more viewers than are good for the machine', async () => {
    const viewers = await Promise.all(Array.from({ length: 30 }, () => look('top')));
    heldError('TOO_MANY_VIEWERS', await api.send('/preview/top'));
    viewers[0]?.close();
    for (const viewer of viewers) viewer.close();
    await until(() => api.processes.runningIds.length === 0, 2000);
    const again = await look('top');
    expect(again.response.statusCode).toBe(200);
    again.close();
  });
});
