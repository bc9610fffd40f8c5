import { expect, test, vi } from 'vitest';
import type { KioskBridge } from '../../../src-main/contract/ipc';
import { createIpcClient } from '../../../src-renderer/client/ipcClient';

/** The previews of a client, with a bridge that counts who looks. */
function setUp() {
  const listeners = new Map<string, (jpeg: unknown) => void>();
  const stop = vi.fn();
  const onPreview = vi.fn<KioskBridge['onPreview']>((camera, listener) => {
    listeners.set(camera, listener);
    return stop;
  });
  const { preview } = createIpcClient({
    call: () => Promise.resolve(),
    onOverview: () => () => undefined,
    onPreview,
  });
  if (!('watch' in preview)) throw new Error('the kiosk has frames, not addresses');
  return { watch: preview.watch, onPreview, stop, send: (jpeg: unknown) => listeners.get('side')?.(jpeg) };
}

test('several who look at one camera share one subscription, which ends with the last of them', () => {
  const { watch, onPreview, stop, send } = setUp();
  const small = vi.fn();
  const large = vi.fn();
  const stopSmall = watch('side', small);
  const stopLarge = watch('side', large);
  const jpeg = new Uint8Array([0xff, 0xd8]);
  send(jpeg);
  expect(small.mock.calls).toEqual([[jpeg]]);
  expect(large.mock.calls).toEqual([[jpeg]]);

  stopLarge();
  expect(stop).not.toHaveBeenCalled();
  send(null);
  expect(small).toHaveBeenLastCalledWith(null);
  expect(large).toHaveBeenCalledOnce();
  stopSmall();
  expect(stop).toHaveBeenCalledOnce();
  watch('side', small);
  expect(onPreview).toHaveBeenCalledTimes(2);
});

test('what is no picture is shown as none', () => {
  const { watch, send } = setUp();
  const onFrame = vi.fn();
  watch('side', onFrame);
  send('not a picture');
  expect(onFrame).toHaveBeenCalledExactlyOnceWith(null);
});
