import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { ipcChannel, OVERVIEW_CHANNEL, type KioskBridge } from './contract/ipc';

const bridge: KioskBridge = {
  call: (name, input) => ipcRenderer.invoke(ipcChannel(name), input),
  onOverview: (listener) => {
    const onMessage = (_event: IpcRendererEvent, overview: unknown) => {
      listener(overview);
    };
    ipcRenderer.on(OVERVIEW_CHANNEL, onMessage);
    return () => ipcRenderer.off(OVERVIEW_CHANNEL, onMessage);
  },
};

contextBridge.exposeInMainWorld('kiosk', bridge);
