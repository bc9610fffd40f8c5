import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import {
  ipcChannel,
  OVERVIEW_CHANNEL,
  PING_CHANNEL,
  PONG_CHANNEL,
  PREVIEW_FRAME_CHANNEL,
  PREVIEW_WISH_CHANNEL,
  SHOWN_CHANNEL,
  type KioskBridge,
} from '#contract/ipc';
import type { PreviewWish } from '#contract/preview';

const bridge: KioskBridge = {
  call: (name, input) => ipcRenderer.invoke(ipcChannel(name), input),
  onOverview: (listener) => {
    const onMessage = (_event: IpcRendererEvent, overview: unknown) => {
      listener(overview);
    };
    ipcRenderer.on(OVERVIEW_CHANNEL, onMessage);
    return () => ipcRenderer.off(OVERVIEW_CHANNEL, onMessage);
  },
  onPreview: (camera, listener) => {
    const onFrame = (_event: IpcRendererEvent, name: unknown, jpeg: unknown) => {
      if (name === camera) listener(jpeg);
    };
    const wish = (wanted: boolean) => {
      ipcRenderer.send(PREVIEW_WISH_CHANNEL, { camera, wanted } satisfies PreviewWish);
    };
    ipcRenderer.on(PREVIEW_FRAME_CHANNEL, onFrame);
    wish(true);
    return () => {
      ipcRenderer.off(PREVIEW_FRAME_CHANNEL, onFrame);
      wish(false);
    };
  },
  shown: () => {
    ipcRenderer.send(SHOWN_CHANNEL);
  },
};

// Answered by the thread that draws the page: where that hangs, there is no answer.
ipcRenderer.on(PING_CHANNEL, () => {
  ipcRenderer.send(PONG_CHANNEL);
});

contextBridge.exposeInMainWorld('kiosk', bridge);
