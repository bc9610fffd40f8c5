import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from './useTranslation';
import { TextPad } from './TextPad';
import './TypedField.css';

interface TypedFieldProps {
  label: string;
  /** Its name for browsers and password managers. */
  name: string;
  autoComplete: 'current-password' | 'new-password' | 'off';
  value: string;
  maxLength: number;
  /** True where what is typed should not be read by others. */
  isSecret?: boolean;
  /** True where it may stay empty. */
  isOptional?: boolean;
  onChange: (text: string) => void;
}

/** A text field, with a keyboard on the screen beside it for where there is no other. */
export function TypedField({
  label,
  name,
  autoComplete,
  value,
  maxLength,
  isSecret = false,
  isOptional = false,
  onChange,
}: TypedFieldProps) {
  const { messages } = useTranslation();
  const [isTyping, setTyping] = useState(false);
  return (
    <div className="typed">
      <label className="typed-label">
        {label}
        <input
          type={isSecret ? 'password' : 'text'}
          name={name}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          required={!isOptional}
          maxLength={maxLength}
          value={value}
          onChange={(event) => {
            onChange(event.target.value);
          }}
          onClick={({ nativeEvent }) => {
            // At the kiosk no other keyboard comes up for a finger; in a browser the device's own does.
            if (window.kiosk && nativeEvent instanceof PointerEvent && nativeEvent.pointerType === 'touch')
              setTyping(true);
          }}
        />
      </label>
      <button
        type="button"
        className="button typed-keyboard"
        aria-label={`${messages.keyboard}: ${label}`}
        onClick={() => {
          setTyping(true);
        }}
      >
        {messages.keyboard}
      </button>
      {isTyping &&
        // A form of its own, which may not lie within another one.
        createPortal(
          <TextPad
            title={label}
            initial={value}
            maxLength={maxLength}
            isSecret={isSecret}
            onDone={(typed) => {
              onChange(typed);
              setTyping(false);
            }}
            onClose={() => {
              setTyping(false);
            }}
          />,
          document.body,
        )}
    </div>
  );
}
