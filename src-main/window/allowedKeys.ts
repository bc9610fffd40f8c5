import type { Input } from 'electron';

/** Keys that edit a text or move in it, and those that change what the next key means. */
const NAMED_KEYS: ReadonlySet<string> = new Set([
  ...['Backspace', 'Delete', 'Home', 'End', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
  ...['Tab', 'Enter', 'Escape'],
  ...['Shift', 'Control', 'AltGraph', 'CapsLock', 'NumLock', 'Dead', 'Compose', 'Process'],
]);

/** With Control alone: select all, copy, cut, paste, undo. With Shift, too, some of them open developer tools. */
const CONTROL_KEYS: ReadonlySet<string> = new Set(['a', 'c', 'v', 'x', 'z']);

/** What a key press is, as Electron's `before-input-event` describes it. */
export type KeyInput = Pick<Input, 'key' | 'control' | 'alt' | 'meta' | 'shift' | 'isComposing'>;

/**
 * True where the page may have a key: it yields a character (also by AltGr, a dead key, Compose or a barcode reader), or
 * edits a text. All others are shortcuts of Chromium, Electron or the desktop, which lead out of the kiosk.
 */
export function isAllowedKey({ key, control, alt, meta, shift, isComposing }: KeyInput): boolean {
  if (alt || meta) return false;
  if (control) return key === 'Control' || (!shift && CONTROL_KEYS.has(key.toLowerCase()));
  return isComposing || /^.$/u.test(key) || NAMED_KEYS.has(key);
}
