import { useState, type ReactNode } from 'react';
import { useTranslation } from '../i18n/useTranslation';
import { DIGITS, padKeyOf, pressKey, type NumberShape, type PadKey } from './keypad';
import { Dialog } from './Dialog';
import { Icon } from './Icon';
import './NumberPad.css';

interface NumberPadProps {
  title: string;
  shape: NumberShape;
  /** What stands on the display at first; the first key replaces it. */
  initial: string;
  /** True where nothing at all may be entered, too. */
  mayBeEmpty: boolean;
  /** Beside the display, such as a choice of units. */
  children?: ReactNode;
  onDone: (text: string) => void;
  onClose: () => void;
}

/** A number by touch, or by a hardware keyboard. */
export function NumberPad({ title, shape, initial, mayBeEmpty, children, onDone, onClose }: NumberPadProps) {
  const { words } = useTranslation();
  const [text, setText] = useState(initial);
  const [isFresh, setFresh] = useState(true);
  const canBeDone = mayBeEmpty || Number(text) > 0;

  const press = (key: PadKey) => {
    setText(pressKey(isFresh && key !== 'delete' ? '' : text, key, shape));
    setFresh(false);
  };
  const done = () => {
    if (canBeDone) onDone(text);
  };

  const key = (name: PadKey, label: ReactNode, spoken?: string) => (
    <button
      key={name}
      type="button"
      className="pad-key"
      aria-label={spoken}
      onClick={() => {
        press(name);
      }}
    >
      {label}
    </button>
  );

  return (
    <Dialog
      title={title}
      onClose={onClose}
      onKeyDown={(event) => {
        const pressed = padKeyOf(event.key);
        if (pressed) press(pressed);
        // Enter on a button touches that button, as everywhere.
        if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) done();
      }}
    >
      <div className="pad">
        <div className="pad-side">
          <output className={isFresh ? 'pad-display pad-display-fresh' : 'pad-display'} aria-label={title}>
            {text.replace('.', words.decimalPoint)}
          </output>
          {children}
          <div className="pad-actions">
            <button type="button" className="button" onClick={onClose}>
              {words.back}
            </button>
            <button type="button" className="button button-main" disabled={!canBeDone} onClick={done}>
              <Icon name="check" />
              {words.padDone}
            </button>
          </div>
        </div>
        <div className="pad-keys">
          {DIGITS.slice(0, 9).map((digit) => key(digit, digit))}
          {shape.decimals > 0 ? key('.', words.decimalPoint) : <span />}
          {key('0', '0')}
          {key('delete', <Icon name="backspace" />, words.padDelete)}
        </div>
      </div>
    </Dialog>
  );
}
