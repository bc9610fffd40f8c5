import { useState, type ReactNode } from 'react';
import { useTranslation } from './useTranslation';
import { DIGITS, isOneTooMany, pressKey, type NumberShape, type PadKey } from './keypad';
import { Icon } from './Icon';
import { KeypadDialog } from './KeypadDialog';

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
  const { messages } = useTranslation();
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
    <KeypadDialog
      title={title}
      canBeDone={canBeDone}
      side={
        <>
          <output className={isFresh ? 'pad-display pad-display-fresh' : 'pad-display'} aria-label={title}>
            {text.replace('.', messages.decimalPoint)}
          </output>
          {isTooLong && (
            <p className="pad-too-long" role="alert">
              <Icon name="warning" />
              {messages.tooLong}
            </p>
          )}
          {children}
        </>
      }
      keys={
        <>
          {DIGITS.slice(0, 9).map((digit) => key(digit, digit))}
          {shape.decimals > 0 ? key('.', messages.decimalPoint) : <span />}
          {key('0', '0')}
          {key('delete', <Icon name="backspace" />, messages.padDelete)}
        </>
      }
      onPress={press}
      onDone={() => {
        onDone(text);
      }}
      onClose={onClose}
    />
  );
}
