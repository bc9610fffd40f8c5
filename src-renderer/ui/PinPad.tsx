import { useState } from 'react';
import { useTranslation } from './useTranslation';
import { Icon } from './Icon';
import { DIGITS, type PadKey } from './keypad';
import { Notice } from './Notice';
import { PadDialog } from './KeypadDialog';
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
  return (
    <PadDialog
      title={title}
      canBeDone={pin.length >= SHORTEST}
      side={
        <>
          <output className="pad-display pin-display" aria-label={title}>
            <span aria-hidden="true">{'●'.repeat(pin.length)}</span>
            <span className="spoken">{number(pin.length)}</span>
          </output>
          {trouble ? (
            <Notice tone="error" {...trouble} />
          ) : (
            <p className="label">{words.pinLength(number(SHORTEST), number(LONGEST))}</p>
          )}
        </>
      }
      keys={[...DIGITS, 'delete' as const].map((key) => (
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
      onPress={press}
      onDone={() => {
        setPin('');
        onDone(pin);
      }}
      onClose={onClose}
    />
  );
}
