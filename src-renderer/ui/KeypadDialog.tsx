import type { ReactNode } from 'react';
import { useTranslation } from './useTranslation';
import { Dialog } from './Dialog';
import { Icon } from './Icon';
import { padKeyOf, type PadKey } from './keypad';
import './NumberPad.css';

interface KeypadDialogProps {
  title: string;
  canBeDone: boolean;
  /** The display, and what stands below it. */
  side: ReactNode;
  keys: ReactNode;
  /** Called with a key of a hardware keyboard that the pad has too. */
  onPress: (key: PadKey) => void;
  onDone: () => void;
  onClose: () => void;
}

/** A pad of digits: a display, keys, and the way back and on. */
export function KeypadDialog({ title, canBeDone, side, keys, onPress, onDone, onClose }: KeypadDialogProps) {
  const { messages } = useTranslation();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onKeyDown={(event) => {
        const pressed = padKeyOf(event.key);
        if (pressed) onPress(pressed);
        // Enter on a button touches that button, as everywhere.
        if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement) && canBeDone) onDone();
      }}
    >
      <div className="pad">
        <div className="pad-side">
          {side}
          <div className="pad-actions">
            <button type="button" className="button" onClick={onClose}>
              {messages.back}
            </button>
            <button type="button" className="button button-main" disabled={!canBeDone} onClick={onDone}>
              <Icon name="check" />
              {messages.padDone}
            </button>
          </div>
        </div>
        <div className="pad-keys">{keys}</div>
      </div>
    </Dialog>
  );
}
