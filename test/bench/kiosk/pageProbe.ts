import { ipcRenderer } from 'electron';

// A second preload script, in a world of its own beside the page's: tells when the frame is drawn that shows the button.

const watching = new MutationObserver(() => {
  const button = document.querySelector<HTMLButtonElement>('button.capture');
  if (!button || button.disabled) return;
  watching.disconnect();
  requestAnimationFrame(() => {
    // The first task after a frame.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      ipcRenderer.send('bench-drawn', Date.now());
    };
    port2.postMessage(null);
  });
});
watching.observe(document, { subtree: true, childList: true, attributes: true });
