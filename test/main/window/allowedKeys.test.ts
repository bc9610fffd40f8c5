import { expect, it } from 'vitest';
import { isAllowedKey, type KeyInput } from '#main/window/allowedKeys';

/** A key as people write it: `Ctrl+Shift+I`. */
function press(written: string): KeyInput {
  const parts = written === '+' ? ['+'] : written.split(/\+(?=.)/);
  const has = (modifier: string) => parts.slice(0, -1).includes(modifier);
  return {
    key: parts.at(-1) ?? '',
    control: has('Ctrl'),
    shift: has('Shift'),
    alt: has('Alt'),
    meta: has('Meta'),
    isComposing: false,
  };
}

it.each([
  ...['a', 'Z', '7', ' ', 'ñ', 'Ñ', '@', '€', '+', '#', '😀', 'Shift+A', 'Shift+Tab', 'Shift+ArrowLeft'],
  ...['Backspace', 'Delete', 'Home', 'End', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Tab'],
  ...['Enter', 'Escape', 'Shift', 'AltGraph', 'CapsLock', 'Dead', 'Compose', 'Process', 'Ctrl+Control'],
  ...['Ctrl+a', 'Ctrl+c', 'Ctrl+v', 'Ctrl+x', 'Ctrl+z', 'Ctrl+A'],
])('%s reaches the page', (written) => {
  expect(isAllowedKey(press(written))).toBe(true);
});

it('lets every key of an input method through while it composes', () => {
  expect(isAllowedKey({ ...press('Unidentified'), isComposing: true })).toBe(true);
});

it.each([
  ...['F1', 'F3', 'F5', 'F6', 'F7', 'F10', 'F11', 'F12', 'Shift+F10', 'Shift+F5', 'Shift+Insert', 'Insert'],
  ...['Ctrl+Shift+I', 'Ctrl+Shift+C', 'Ctrl+Shift+J', 'Ctrl+Shift+Z', 'Ctrl+Shift+R', 'Ctrl+Shift+V'],
  ...['Ctrl+q', 'Ctrl+w', 'Ctrl+r', 'Ctrl+p', 'Ctrl+s', 'Ctrl+o', 'Ctrl+n', 'Ctrl+t', 'Ctrl+f', 'Ctrl+u'],
  ...['Ctrl+m', 'Ctrl+h', 'Ctrl+j', 'Ctrl+l', 'Ctrl+0', 'Ctrl+-', 'Ctrl++', 'Ctrl+=', 'Ctrl+F4', 'Ctrl+Tab'],
  ...[
    'Alt+F4',
    'Alt+ArrowLeft',
    'Alt+ArrowRight',
    'Alt+Home',
    'Alt+Enter',
    'Alt+a',
    'Alt',
    'Ctrl+Alt+Delete',
  ],
  ...['Ctrl+Alt+F2', 'Ctrl+Alt+a', 'Meta', 'Meta+l', 'Meta+a', 'ContextMenu', 'PrintScreen', 'Pause'],
  ...['BrowserBack', 'BrowserForward', 'BrowserRefresh', 'BrowserHome', 'BrowserSearch', 'GoBack'],
  ...[
    'MediaPlayPause',
    'MediaTrackNext',
    'AudioVolumeUp',
    'AudioVolumeMute',
    'LaunchMail',
    'LaunchApplication1',
  ],
  ...['Power', 'Sleep', 'WakeUp', 'ZoomIn', 'Print', 'Save', 'Open', 'Find', 'Unidentified', ''],
])('%s does not reach the page', (written) => {
  expect(isAllowedKey(press(written))).toBe(false);
});
