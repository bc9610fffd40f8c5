import { useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from './useTranslation';
import { Dialog } from './Dialog';
import { Icon } from './Icon';
import { besideSpace, keyRows, written, type Held, type KeyName, type Layer } from './keyboard';
import './TextPad.css';

interface TextPadProps {
  title: string;
  /** What is wanted, where the title does not say it. */
  hint?: string;
  initial: string;
  /** Characters at most. */
  maxLength: number;
  /** True where what is typed should not be read by others. */
  isSecret?: boolean;
  /** False where what is typed can't be meant. */
  isFit?: (text: string) => boolean;
  onDone: (text: string) => void;
  onClose: () => void;
}

const NOTHING_HELD: Held = { shift: false, accent: false };
const STYLES: Partial<Record<KeyName, string>> = { layer: 'text-key-layer', ' ': 'text-key-space' };
/** Below this width the device is a phone, which has a better keyboard of its own. */
const OWN_KEYBOARD = window.matchMedia('(width > 700px)');

/** A text by touch, or by a hardware keyboard. The system's keyboard would stay under a full-screen window. */
export function TextPad({
  title,
  hint,
  initial,
  maxLength,
  isSecret = false,
  isFit,
  onDone,
  onClose,
}: TextPadProps) {
  const { messages, language } = useTranslation();
  const [text, setText] = useState(initial);
  const [layer, setLayer] = useState<Layer>('letters');
  const [held, setHeld] = useState(NOTHING_HELD);
  const hasKeyboard = useSyncExternalStore(subscribeToWidth, () => OWN_KEYBOARD.matches);
  const [isShown, setShown] = useState(!isSecret);
  const canBeDone = isFit?.(text) ?? true;
  const field = useRef<HTMLInputElement>(null);

  /** Writes at the cursor, in place of what is marked; nothing deletes the character before it. */
  const write = (characters: string) => {
    const input = field.current;
    if (!input) return;
    const end = input.selectionEnd ?? input.value.length;
    let start = input.selectionStart ?? end;
    if (characters === '' && start === end) start = Math.max(0, start - 1);
    if (input.value.length - (end - start) + characters.length > maxLength) return;
    input.setRangeText(characters, start, end, 'end');
    setText(input.value);
  };
  const press = (key: KeyName) => {
    switch (key) {
      case 'shift':
      case 'accent':
        setHeld({ ...held, [key]: !held[key] });
        return;
      case 'layer':
        setLayer(layer === 'letters' ? 'signs' : 'letters');
        return;
      case 'delete':
        write('');
        return;
      default:
        write(written(key, held));
        setHeld(NOTHING_HELD);
    }
  };

  const keyOf = (name: KeyName, label: ReactNode = written(name, held), spoken?: string) => (
    <button
      key={name}
      type="button"
      className={`text-key ${STYLES[name] ?? ''}`}
      aria-label={spoken}
      aria-pressed={name === 'shift' || name === 'accent' ? held[name] : undefined}
      // The cursor stays in the field.
      onPointerDown={(event) => {
        event.preventDefault();
      }}
      onClick={() => {
        press(name);
      }}
    >
      {label}
    </button>
  );
  const special: Partial<Record<KeyName, ReactNode>> = {
    shift: keyOf('shift', '⇧', messages.keyShift),
    accent: keyOf('accent', '´', messages.keyAccent),
    delete: keyOf('delete', <Icon name="backspace" />, messages.padDelete),
  };

  return (
    <Dialog title={title} onClose={onClose} focusOn={field}>
      <form
        className="text-pad"
        onSubmit={(event) => {
          event.preventDefault();
          // The form that the text is for is sent by its own button.
          event.stopPropagation();
          if (canBeDone) onDone(text);
        }}
      >
        <input
          ref={field}
          className="text-field"
          type={isShown ? 'text' : 'password'}
          aria-label={title}
          inputMode={hasKeyboard ? 'none' : 'text'}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={maxLength}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
          }}
        />
        <button type="button" className="button text-back" onClick={onClose}>
          {messages.back}
        </button>
        <button type="submit" className="button button-main text-done" disabled={!canBeDone}>
          <Icon name="check" />
          {messages.padDone}
        </button>
        {hint !== undefined && <p className="text-hint">{hint}</p>}
        {isSecret && (
          <button
            type="button"
            className="button text-show"
            aria-pressed={isShown}
            onClick={() => {
              setShown(!isShown);
              field.current?.focus();
            }}
          >
            {isShown ? messages.hideTyped : messages.showTyped}
          </button>
        )}
        {hasKeyboard && (
          <div className="text-keys">
            {keyRows(language, layer).map((row) => (
              <div key={row.join('')} className="text-row">
                {row.map((key) => special[key] ?? keyOf(key))}
              </div>
            ))}
            <div className="text-row">
              {keyOf(
                'layer',
                layer === 'letters' ? '@#?' : 'abc',
                layer === 'letters' ? messages.keySigns : messages.keyLetters,
              )}
              {besideSpace(layer).map((key) => keyOf(key))}
              {keyOf(' ', messages.keySpace)}
            </div>
          </div>
        )}
      </form>
    </Dialog>
  );
}

function subscribeToWidth(onChange: () => void): () => void {
  OWN_KEYBOARD.addEventListener('change', onChange);
  return () => {
    OWN_KEYBOARD.removeEventListener('change', onChange);
  };
}
