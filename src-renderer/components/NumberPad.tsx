import { useState, type ReactNode } from 'react';
import { useTranslation } from '../i18n/useTranslation';
import { DIGITS, isOneTooMany, padKeyOf, pressKey, type NumberShape, type PadKey } from './keypad';
import { Dialog } from './Dialog';
import { Icon } from './Icon';
import './NumberPad.css';

interface NumberPadProps {
  title: string;
  shape: NumberShape;
  /** What stands on the display at first; the first key replaces it, unless the person has typed it already. */
  initial: string;
  isTyped?: boolean;
  /** True where nothing at all may be entered, too. */
  mayBeEmpty: boolean;
  /** Beside the display, such as a choice of units. */
  children?: ReactNode;
  onDone: (text: string) => void;
  onClose: () => void;
}

/** A number by touch, or by a hardware keyboard. */
export function NumberPad({
  title,
  shape,
  initial,
  isTyped = false,
  mayBeEmpty,
  children,
  onDone,
  onClose,
}: NumberPadProps) {
  const { words } = useTranslation();
  const [text, setText] = useState(initial);
  const [isFresh, setFresh] = useState(!isTyped);
  const [isTooLong, setTooLong] = useState(false);
  const canBeDone = !isTooLong && (mayBeEmpty || Number(text) > 0);

  const press = (key: PadKey) => {
    // The end of a number that was too long is not known, so that it is no use to delete from there.
    if (isTooLong && key !== 'delete') return;
    const before = (isFresh && key !== 'delete') || isTooLong ? '' : text;
    setText(pressKey(before, key, shape));
    setTooLong(isOneTooMany(before, key, shape));
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
          {isTooLong && (
            <p className="pad-too-long" role="alert">
              <Icon name="warning" />
              {words.tooLong}
            </p>
          )}
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
