import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { appError, errorAnswer, httpStatusOf, type AppError } from '#contract/errors';
import { createHttpClient, type Browser, type EventStream } from '../../../src-renderer/client/httpClient';
import { overviewExample } from '#support/overviewExample';

class FakeStream implements EventStream {
  closed = false;
  readonly #overview: ((event: { data: unknown }) => void)[] = [];
  readonly #error: (() => void)[] = [];

  addEventListener(type: 'overview', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
  addEventListener(type: 'overview' | 'error', listener: (event: { data: unknown }) => void): void {
    if (type === 'overview') this.#overview.push(listener);
    else
      this.#error.push(() => {
        listener({ data: null });
      });
  }
  close() {
    this.closed = true;
  }
  send(data: unknown) {
    for (const listener of this.#overview) listener({ data });
  }
  break() {
    for (const listener of this.#error) listener();
  }
}

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const rejection = (error: AppError) => json(errorAnswer(error), httpStatusOf(error.code));
const cut = () => Promise.reject(new TypeError('Failed to fetch'));

/** A browser whose server answers what the test says. */
function setUp(kept: Record<string, string> = {}) {
  const answers = new Map<string, () => Response | Promise<Response>>([
    ['overview', () => json(overviewExample())],
  ]);
  const streams: FakeStream[] = [];
  const networkListeners = new Set<(isOnline: boolean) => void>();
  const storage = new Map(Object.entries(kept));
  const fetch = vi.fn<Browser['fetch']>(async (path) => (answers.get(path) ?? cut)());
  const client = createHttpClient({
    fetch,
    openStream: () => {
      const stream = new FakeStream();
      streams.push(stream);
      return stream;
    },
    onNetwork: (listener) => {
      networkListeners.add(listener);
      return () => networkListeners.delete(listener);
    },
    storage: {
      getItem: (key) => storage.get(key) ?? null,
      setItem: (key, value) => void storage.set(key, value),
      removeItem: (key) => void storage.delete(key),
    },
  });
  const readings = () => fetch.mock.calls.filter(([path]) => path === 'overview').length;
  const network = (isOnline: boolean) => {
    for (const listener of networkListeners) listener(isOnline);
  };
  return { client, answers, streams, storage, fetch, readings, network, networkListeners };
}

const overviewText = (next_goat_number: number) => JSON.stringify(overviewExample({ next_goat_number }));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the overview over HTTP', () => {
  test('is read once and then follows the stream', async () => {
    const { client, streams, readings } = setUp();
    client.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(client.state.get()).toMatchObject({ connection: 'connected', overview: { next_goat_number: 17 } });
    streams[0]?.send(overviewText(18));
    expect(client.state.get().overview?.next_goat_number).toBe(18);
    expect(readings()).toBe(1);
  });

  test('is polled every second when the stream fails, and streamed again later', async () => {
    const { client, answers, streams, readings } = setUp();
    client.start();
    await vi.advanceTimersByTimeAsync(0);
    streams[0]?.break();
    expect(streams[0]?.closed).toBe(true);
    answers.set('overview', () => json(overviewExample({ next_goat_number: 30 })));
    await vi.advanceTimersByTimeAsync(3000);
    expect(client.state.get()).toMatchObject({ connection: 'connected', overview: { next_goat_number: 30 } });
    expect(readings()).toBe(5);
    expect(streams).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2000);
    expect(streams).toHaveLength(2);
  });

  test('shows a loss at once, keeps trying, and mends itself', async () => {
    const { client, answers, streams } = setUp();
    client.start();
    await vi.advanceTimersByTimeAsync(0);
    answers.set('overview', cut);
    streams[0]?.break();
    await vi.advanceTimersByTimeAsync(0);
    expect(client.state.get()).toMatchObject({ connection: 'lost', overview: { next_goat_number: 17 } });
    await vi.advanceTimersByTimeAsync(10_000);
    answers.set('overview', () => json(overviewExample({ next_goat_number: 40 })));
    await vi.advanceTimersByTimeAsync(1000);
    expect(client.state.get()).toMatchObject({ connection: 'connected', overview: { next_goat_number: 40 } });
    expect(streams).toHaveLength(2);
    streams[1]?.send(overviewText(41));
    expect(client.state.get().overview?.next_goat_number).toBe(41);
  });

  test('notices within seconds that a silent stream is dead', async () => {
    const { client, answers, streams } = setUp();
    client.start();
    await vi.advanceTimersByTimeAsync(0);
    answers.set('overview', cut);
    await vi.advanceTimersByTimeAsync(4000);
    expect(client.state.get().connection).toBe('lost');
    expect(streams[0]?.closed).toBe(true);
  });

  test('is lost at once where the browser says that it has no network, and back as soon as it has one', async () => {
    const { client, answers, network } = setUp();
    client.start();
    await vi.advanceTimersByTimeAsync(0);
    answers.set('overview', cut);
    network(false);
    await vi.advanceTimersByTimeAsync(0);
    expect(client.state.get().connection).toBe('lost');
    answers.set('overview', () => json(overviewExample()));
    network(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(client.state.get().connection).toBe('connected');
  });

  test('treats a stream that speaks nonsense as broken', async () => {
    const { client, streams } = setUp();
    client.start();
    await vi.advanceTimersByTimeAsync(0);
    streams[0]?.send('{"health":');
    expect(streams[0]?.closed).toBe(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(client.state.get().connection).toBe('connected');
  });

  test('is asked for no more once the client is stopped', async () => {
    const { client, streams, readings, networkListeners } = setUp();
    const stop = client.start();
    await vi.advanceTimersByTimeAsync(0);
    stop();
    expect(networkListeners.size).toBe(0);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(readings()).toBe(1);
    expect(streams[0]?.closed).toBe(true);
  });

  test('that is no overview counts as a lost connection', async () => {
    const { client, answers } = setUp();
    answers.set('overview', () => new Response('<html>Log in to the guest network</html>'));
    client.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(client.state.get()).toMatchObject({ connection: 'lost', overview: null });
  });
});

describe('calls over HTTP', () => {
  test('record posts JSON and throws the error of the answer', async () => {
    const { client, answers, fetch } = setUp();
    answers.set('record', () => rejection(appError('GOAT_EXISTS', { goat_id: '17' })));
    const request = { goat_id: '17', goat_data: { grade: 'prime' }, is_test: false };
    await expect(client.record(request)).rejects.toMatchObject({
      fault: { code: 'GOAT_EXISTS', parameters: { goat_id: '17' } },
    });
    const [path, options] = fetch.mock.lastCall ?? [];
    expect(path).toBe('record');
    expect(options).toMatchObject({ method: 'POST', credentials: 'same-origin' });
    expect(options?.headers).toEqual({ 'Content-Type': 'application/json' });
    expect(options?.body).toBe(JSON.stringify(request));
  });

  test('tell a missing connection, and an answer that is of nobody we know', async () => {
    const { client, answers } = setUp();
    await expect(client.cancel()).rejects.toMatchObject({ fault: { code: 'CONNECTION_LOST' } });
    answers.set('cancel', () => json({ error: 'bad gateway' }, 502));
    await expect(client.cancel()).rejects.toMatchObject({ fault: { code: 'INTERNAL_ERROR' } });
    answers.set('cancel', () => json({ status: 'perhaps' }));
    await expect(client.cancel()).rejects.toMatchObject({ fault: { code: 'INTERNAL_ERROR' } });
  });

  test('have the newest overview when they are done', async () => {
    const { client, answers } = setUp();
    client.start();
    await vi.advanceTimersByTimeAsync(0);
    answers.set('cancel', () => json({ status: 'cancelled' }));
    answers.set('overview', () => json(overviewExample({ next_goat_number: 50 })));
    await client.cancel();
    expect(client.state.get().overview?.next_goat_number).toBe(50);
  });
});

describe('the login', () => {
  const wanted = () => rejection(appError('LOGIN_REQUIRED', {}));

  test('is shown when the overview wants it, and nothing is asked for meanwhile', async () => {
    const { client, answers, readings } = setUp();
    answers.set('overview', wanted);
    client.start();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(client.state.get()).toMatchObject({ connection: 'login', overview: null, loggedIn: false });
    expect(readings()).toBe(1);
  });

  test('is shown when any other call wants it, and the old overview is forgotten', async () => {
    const { client, answers, streams } = setUp();
    client.start();
    await vi.advanceTimersByTimeAsync(0);
    answers.set('record', wanted);
    await expect(client.record({ goat_id: '17' })).rejects.toMatchObject({
      fault: { code: 'LOGIN_REQUIRED' },
    });
    expect(client.state.get()).toMatchObject({ connection: 'login', overview: null });
    expect(streams[0]?.closed).toBe(true);
  });

  test.each([
    ['a wrong password', appError('WRONG_PASSWORD', {})],
    ['too many tries', appError('TOO_MANY_TRIES', { seconds: 60 })],
  ])('tells %s and stays', async (_, error) => {
    const { client, answers } = setUp();
    answers.set('overview', wanted);
    answers.set('login', () => rejection(error));
    client.start();
    await vi.advanceTimersByTimeAsync(0);
    await expect(client.account?.login('guess')).rejects.toMatchObject({ fault: error.fault });
    expect(client.state.get().connection).toBe('login');
  });

  test('with the right password leads to the overview, and out again', async () => {
    const { client, answers, storage, fetch } = setUp();
    answers.set('overview', wanted);
    client.start();
    await vi.advanceTimersByTimeAsync(0);
    answers.set('login', () => json({ status: 'ok' }));
    answers.set('overview', () => json(overviewExample()));
    await client.account?.login('goatgoat');
    expect(
      fetch.mock.calls.some(([path, { body }]) => path === 'login' && body === '{"password":"goatgoat"}'),
    ).toBe(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(client.state.get()).toMatchObject({ connection: 'connected', loggedIn: true });
    expect(storage.size).toBe(1);

    answers.set('logout', () => json({ status: 'ok' }));
    answers.set('overview', wanted);
    await client.account?.logout();
    expect(client.state.get()).toMatchObject({ connection: 'login', loggedIn: false });
    expect(storage.size).toBe(0);
  });

  test('is remembered by the browser, so that it can log out after a reload', () => {
    const { storage } = setUp();
    storage.set('goat-capture.logged-in', 'yes');
    expect(setUp(Object.fromEntries(storage)).client.state.get().loggedIn).toBe(true);
  });
});

describe('which camera is which, over HTTP', () => {
  test('is looked at by the path of a device, which may have any sign in it', async () => {
    const { client, answers, fetch } = setUp();
    const query = 'device=%2Fdev%2Fv4l%2Fby-path%2Fusb-0%3A1.2%26x';
    answers.set(`cameras/still?${query}`, () => json({ jpeg: '/9j/4AAQ' }));
    await expect(client.cameraSettings.snapshot('/dev/v4l/by-path/usb-0:1.2&x')).resolves.toBe('/9j/4AAQ');
    const gone = appError('CAMERA_NOT_FOUND', { camera: 'side', path: '/dev/video9' });
    answers.set('cameras', () => rejection(gone));
    await expect(client.cameraSettings.save({ side: '/dev/video9' })).rejects.toMatchObject({
      code: 'CAMERA_NOT_FOUND',
    });
    expect(fetch.mock.lastCall?.[1]).toMatchObject({
      method: 'POST',
      body: JSON.stringify({ roles: { side: '/dev/video9' } }),
    });
  });
});
