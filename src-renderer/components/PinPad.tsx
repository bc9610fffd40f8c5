import { useState } from 'react';
import { useTranslation } from '../i18n/useTranslation';
import { Dialog } from './Dialog';
import { Icon } from './Icon';
import { DIGITS, padKeyOf, type PadKey } from './keypad';
import { Notice } from './Notice';
import './NumberPad.css';
import './PinPad.css';

/** As the contract takes them. */
const SHORTEST = 4;
const LONGEST = 8;

interface PinPadProps {
  title: string;
  /** Why the one before was not taken. */
  trouble: { message: string; fix: string } | null;
  onDone: (pin: string) => void;
  onClose: () => void;
}

/** A PIN by touch, or by a hardware keyboard; nobody can read along. */
export function PinPad({ title, trouble, onDone, onClose }: PinPadProps) {
  const { words, number } = useTranslation();
  const [pin, setPin] = useState('');
  const press = (key: PadKey) => {
    if (key === 'delete') setPin(pin.slice(0, -1));
    else if (key !== '.' && pin.length < LONGEST) setPin(pin + key);
  };
  const done = () => {
    if (pin.length < SHORTEST) return;
    setPin('');
    onDone(pin);
  };
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
          <output className="pad-display pin-display" aria-label={title}>
            <span aria-hidden="true">{'●'.repeat(pin.length)}</span>
            <span className="spoken">{number(pin.length)}</span>
          </output>
          {trouble ? (
            <Notice tone="error" {...trouble} />
          ) : (
            <p className="label">{words.pinLength(number(SHORTEST), number(LONGEST))}</p>
          )}
          <div className="pad-actions">
            <button type="button" className="button" onClick={onClose}>
              {words.back}
            </button>
            <button
              type="button"
              className="button button-main"
              disabled={pin.length < SHORTEST}
              onClick={done}
            >
              <Icon name="check" />
              {words.padDone}
            </button>
          </div>
        </div>
        <div className="pad-keys">
          {[...DIGITS, 'delete' as const].map((key) => (
            <button
              key={key}
              type="button"
              className={key === '0' ? 'pad-key pin-zero' : 'pad-key'}
              aria-label={key === 'delete' ? words.padDelete : undefined}
              onClick={() => {
                press(key);
              }}
            >
              {key === 'delete' ? <Icon name="backspace" /> : key}
            </button>
          ))}
        </div>
      </div>
    </Dialog>
  );
}
