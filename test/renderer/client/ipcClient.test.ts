import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { appError, errorAnswer } from '#contract/errors';
import type { KioskBridge } from '#contract/ipc';
import type { UseCaseName } from '#contract/useCases';
import { createIpcClient } from '../../../src-renderer/client/ipcClient';
import { deferred } from '#support/deferred';
import { overviewExample } from '#support/overviewExample';

/** A bridge whose main process answers what the test says. */
function setUp() {
  const answers = new Map<UseCaseName, () => unknown>([
    ['overview', () => ({ ok: true, value: overviewExample() })],
  ]);
  let listener: (overview: unknown) => void = () => undefined;
  const ignored = vi.fn();
  const call = vi.fn<KioskBridge['call']>((name) => Promise.resolve().then(() => answers.get(name)?.()));
  const client = createIpcClient({
    call,
    onPreview: () => () => undefined,
    shown: () => undefined,
    onOverview: (given) => {
      listener = given;
      return ignored;
    },
  });
  return {
    client,
    answers,
    call,
    ignored,
    send: (overview: unknown) => {
      listener(overview);
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the client over IPC', () => {
  test('shows the first overview and each that main sends', async () => {
    const { client, send } = setUp();
    expect(client.state.get().connection).toBe('connecting');
    client.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(client.state.get()).toMatchObject({ connection: 'connected', overview: { next_goat_number: 17 } });
    send(overviewExample({ next_goat_number: 18 }));
    expect(client.state.get().overview?.next_goat_number).toBe(18);
  });

  test('asks for the overview where main sends something else', async () => {
    const { client, answers, send } = setUp();
    client.start();
    await vi.advanceTimersByTimeAsync(0);
    answers.set('overview', () => ({ ok: true, value: overviewExample({ next_goat_number: 19 }) }));
    send({ health: 'fine' });
    await vi.advanceTimersByTimeAsync(0);
    expect(client.state.get()).toMatchObject({ connection: 'connected', overview: { next_goat_number: 19 } });
  });

  test('shows that main hangs, and that it is back', async () => {
    const { client, answers } = setUp();
    client.start();
    await vi.advanceTimersByTimeAsync(0);
    const hanging = deferred<unknown>();
    answers.set('overview', () => hanging.promise);
    await vi.advanceTimersByTimeAsync(4000);
    expect(client.state.get()).toMatchObject({ connection: 'lost', overview: { next_goat_number: 17 } });
    // It answers late what it was asked.
    hanging.resolve({ ok: true, value: overviewExample() });
    await vi.advanceTimersByTimeAsync(0);
    expect(client.state.get().connection).toBe('connected');
  });

  test('asks again while main does not answer, and no more once it is stopped', async () => {
    const { client, answers, call } = setUp();
    answers.set('overview', () => {
      throw new Error('no handler');
    });
    const stop = client.start();
    await vi.advanceTimersByTimeAsync(2500);
    expect(client.state.get().connection).toBe('lost');
    expect(call).toHaveBeenCalledTimes(3);
    stop();
    await vi.advanceTimersByTimeAsync(5000);
    expect(call).toHaveBeenCalledTimes(3);
  });

  test('listens no more once it is stopped', async () => {
    const { client, ignored } = setUp();
    const stop = client.start();
    await vi.advanceTimersByTimeAsync(0);
    stop();
    expect(ignored).toHaveBeenCalledOnce();
  });

  test('throws the error that main answered', async () => {
    const { client, answers, call } = setUp();
    answers.set('record', () => ({
      ok: false,
      error: errorAnswer(appError('GOAT_EXISTS', { goat_id: '17' })),
    }));
    await expect(client.record({ goat_id: '17' })).rejects.toMatchObject({
      fault: { code: 'GOAT_EXISTS', parameters: { goat_id: '17' } },
    });
    expect(call).toHaveBeenCalledWith('record', { goat_id: '17' });
  });

  test('takes no answer that the contract does not know', async () => {
    const { client, answers } = setUp();
    answers.set('remoteAccess', () => ({ ok: true, value: { addresses: 'many' } }));
    await expect(client.remoteAccess?.read()).rejects.toMatchObject({ fault: { code: 'INTERNAL_ERROR' } });
  });

  test('has the overview of the cancelled capture when cancel is done', async () => {
    const { client, answers } = setUp();
    answers.set('cancel', () => ({ ok: true, value: { status: 'cancelled' } }));
    client.start();
    await vi.advanceTimersByTimeAsync(0);
    answers.set('overview', () => ({ ok: true, value: overviewExample({ next_goat_number: 99 }) }));
    await client.cancel();
    expect(client.state.get().overview?.next_goat_number).toBe(99);
  });

  test('offers remote access and no login', async () => {
    const { client, answers } = setUp();
    const access = {
      addresses: ['http://10.0.0.2:5001'],
      auth: 'remote',
      password: 'abc',
      password_is_fixed: false,
    };
    answers.set('newPassword', () => ({ ok: true, value: access }));
    await expect(client.remoteAccess?.newPassword()).resolves.toEqual(access);
    expect(client.account).toBeNull();
  });
});
