import { app, ipcMain, session } from 'electron';

// Loaded by Electron before the app (`electron -r`), which knows nothing of it: says on stdout when the first window is on
// the screen with a button of the class `capture` that can be pressed.

const pageProbe = process.env.BENCH_PAGE_PROBE ?? '';

app.once('ready', () => {
  const { defaultSession } = session;
  // Older Electrons, such as the stand-in, only know the older way.
  const olderWay: unknown = Reflect.get(defaultSession, 'setPreloads');
  if ('registerPreloadScript' in defaultSession) {
    defaultSession.registerPreloadScript({ type: 'frame', filePath: pageProbe });
  } else if (typeof olderWay === 'function') {
    Reflect.apply(olderWay, defaultSession, [[pageProbe]]);
  }
});

const shown = new Promise<number>((resolve) => {
  const report = () => {
    resolve(Date.now());
  };
  app.once('browser-window-created', (_event, window) => {
    if (window.isVisible()) report();
    else window.once('show', report);
  });
});
const drawn = new Promise<number>((resolve) => {
  ipcMain.once('bench-drawn', (_event, at: unknown) => {
    resolve(Number(at));
  });
});
void Promise.all([shown, drawn]).then((times) => {
  process.stdout.write(`pressable ${Math.max(...times)}\n`);
});
