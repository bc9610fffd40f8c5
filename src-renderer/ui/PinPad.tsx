import { useState } from 'react';
import { useTranslation } from './useTranslation';
import { Icon } from './Icon';
import { DIGITS, type PadKey } from './keypad';
import { Notice } from './Notice';
import { KeypadDialog } from './KeypadDialog';
import './PinPad.css';

/** As the contract takes them. */
const MIN = 4;
const MAX = 8;

interface PinPadProps {
  title: string;
  /** Why the one before was not taken. */
  problem: { message: string; fix: string } | null;
  onDone: (pin: string) => void;
  onClose: () => void;
}

/** A PIN by touch, or by a hardware keyboard; nobody can read along. */
export function PinPad({ title, problem, onDone, onClose }: PinPadProps) {
  const { messages, number } = useTranslation();
  const [pin, setPin] = useState('');
  const press = (key: PadKey) => {
    if (key === 'delete') setPin(pin.slice(0, -1));
    else if (key !== '.' && pin.length < MAX) setPin(pin + key);
  };
  return (
    <KeypadDialog
      title={title}
      canBeDone={pin.length >= MIN}
      side={
        <>
          <output className="pad-display pin-display" aria-label={title}>
            <span aria-hidden="true">{'●'.repeat(pin.length)}</span>
            <span className="spoken">{number(pin.length)}</span>
          </output>
          {problem ? (
            <Notice tone="error" {...problem} />
          ) : (
            <p className="label">{messages.pinLength(number(MIN), number(MAX))}</p>
          )}
        </>
      }
      keys={[...DIGITS, 'delete' as const].map((key) => (
        <button
          key={key}
          type="button"
          className={key === '0' ? 'pad-key pin-zero' : 'pad-key'}
          aria-label={key === 'delete' ? messages.padDelete : undefined}
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
