import { expect, test, vi } from 'vitest';
import type { KioskBridge } from '#contract/ipc';
import { createIpcClient } from '../../../src-renderer/client/ipcClient';

test('frames of the bridge are shown as they come, and what is no picture as none', () => {
  let send: (jpeg: unknown) => void = () => undefined;
  const stop = vi.fn();
  const onPreview = vi.fn<KioskBridge['onPreview']>((_camera, listener) => {
    send = listener;
    return stop;
  });
  const { preview } = createIpcClient({
    call: () => Promise.resolve(),
    onOverview: () => () => undefined,
    onPreview,
    shown: () => undefined,
  });
  if (!('watch' in preview)) throw new Error('the kiosk has frames, not addresses');

  const onFrame = vi.fn();
  const leave = preview.watch('side', onFrame);
  expect(onPreview).toHaveBeenCalledExactlyOnceWith('side', expect.any(Function));
  const jpeg = new Uint8Array([0xff, 0xd8]);
  send(jpeg);
  send(null);
  send('not a picture');
  expect(onFrame.mock.calls).toEqual([[jpeg], [null], [null]]);
  leave();
  expect(stop).toHaveBeenCalledOnce();
});
