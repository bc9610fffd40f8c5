import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PinAnswer } from '#contract/authApi';
import { keepSettingsOpen } from '../../../src-renderer/settings/keepSettingsOpen';

const OPEN: PinAnswer = { is_set: true, is_open: true };
const CLOSED: PinAnswer = { is_set: true, is_open: false };

function setUp() {
  const pin = {
    read: vi.fn(() => Promise.resolve(OPEN)),
    stayOpen: vi.fn(() => Promise.resolve(OPEN)),
  };
  const page = new EventTarget();
  const onClosed = vi.fn();
  const stop = keepSettingsOpen(pin, page, onClosed);
  return { pin, page, onClosed, stop };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a touch or a key keeps the door open, time alone does not', async () => {
  const { pin, page } = setUp();
  await vi.advanceTimersByTimeAsync(60_000);
  // The one that has opened it.
  expect(pin.stayOpen).toHaveBeenCalledTimes(1);
  for (const sign of ['pointerdown', 'keydown']) {
    page.dispatchEvent(new Event(sign));
    page.dispatchEvent(new Event(sign));
    await vi.advanceTimersByTimeAsync(60_000);
  }
  expect(pin.stayOpen).toHaveBeenCalledTimes(3);
});

test('a door that is closed by now is told of, though a look before failed', async () => {
  const { pin, onClosed } = setUp();
  await vi.advanceTimersByTimeAsync(10_000);
  pin.read.mockRejectedValueOnce(new Error('no answer')).mockResolvedValue(CLOSED);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(onClosed).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(onClosed).toHaveBeenCalledExactlyOnceWith(CLOSED);
});

test('nothing is asked, nor told, once the watch is over', async () => {
  const { pin, page, onClosed, stop } = setUp();
  pin.stayOpen.mockResolvedValue(CLOSED);
  vi.advanceTimersByTime(10_000);
  stop();
  page.dispatchEvent(new Event('pointerdown'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(pin.stayOpen).toHaveBeenCalledTimes(1);
  expect(pin.read).not.toHaveBeenCalled();
  expect(onClosed).not.toHaveBeenCalled();
});
