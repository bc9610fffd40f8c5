import { ipcMain, type IpcMainEvent, type WebContents } from 'electron';
import type { CameraName } from '#contract/cameras';
import { PREVIEW_FRAME_CHANNEL, PREVIEW_WISH_CHANNEL } from '#contract/ipc';
import { previewWishSchema } from '#contract/preview';
import type { Engine } from '#engine/engine';
import { isFromKiosk } from './kioskIpc';

/**
 * Sends the frames of the cameras that the window wants to see. Wishes from elsewhere, and those that make no sense,
 * are dropped. Returns how to end it.
 */
export function openPreviewIpc(
  window: WebContents,
  engine: Pick<Engine, 'preview'>,
  origin: string,
): () => void {
  /** How often the page looks at a camera, and how to end that. */
  const watched = new Map<CameraName, { times: number; end: () => void }>();
  const endAll = () => {
    for (const { end } of watched.values()) end();
    watched.clear();
  };
  const onWish = (event: IpcMainEvent, given: unknown) => {
    const wish = previewWishSchema.safeParse(given).data;
    if (!wish || !isFromKiosk(event, origin)) return;
    const { camera, wanted } = wish;
    const before = watched.get(camera);
    if (wanted) {
      const send = (jpeg: Buffer | null) => {
        if (!window.isDestroyed()) window.send(PREVIEW_FRAME_CHANNEL, camera, jpeg);
      };
      watched.set(camera, {
        times: (before?.times ?? 0) + 1,
        end: before?.end ?? engine.preview(camera, send),
      });
    } else if (before && before.times > 1) {
      watched.set(camera, { ...before, times: before.times - 1 });
    } else {
      before?.end();
      watched.delete(camera);
    }
  };
  ipcMain.on(PREVIEW_WISH_CHANNEL, onWish);
  // A page that is loaded anew has forgotten what it wanted.
  window.on('did-navigate', endAll);
  window.on('render-process-gone', endAll);
  return () => {
    ipcMain.off(PREVIEW_WISH_CHANNEL, onWish);
    endAll();
  };
}
