import { useEffect, useState, type CSSProperties } from 'react';
import { Icon } from '../ui/Icon';
import { GOAT_NUMBER_SHAPE } from '../ui/keypad';
import { NumberPad } from '../ui/NumberPad';
import { useTranslation } from '../ui/useTranslation';
import type { FormEvent } from '../ui/goatForm';

interface GoatNumberProps {
  goatNumber: number;
  nextFree: number;
  onChange: (event: FormEvent) => void;
}

/** The number of the goat, to be read from across the pen, and the ways to change it. */
export function GoatNumber({ goatNumber, nextFree, onChange }: GoatNumberProps) {
  const { messages } = useTranslation();
  const [pad, setPad] = useState<{ initial: string; isTyped: boolean } | null>(null);
  const written = String(goatNumber);
  const choose = (chosen: number) => {
    onChange({ type: 'number-chosen', goatNumber: chosen });
  };
  const follows = goatNumber === nextFree;
  useEffect(
    () =>
      onDigitTyped((digit) => {
        setPad({ initial: digit, isTyped: true });
      }),
    [],
  );

  return (
    <>
      <h2 className="label">{messages.goatNumber}</h2>
      <button
        type="button"
        className="goat-number"
        aria-label={messages.goatNumberIs(written)}
        style={{ '--digits': Math.max(written.length, 2) } as CSSProperties}
        onClick={() => {
          setPad({ initial: written, isTyped: false });
        }}
      >
        {written}
        <span className="goat-number-edit">
          <Icon name="pencil" />
        </span>
      </button>
      <div className="number-steps">
        <button
          type="button"
          className="button"
          aria-label={messages.oneLess}
          disabled={goatNumber <= 1}
          onClick={() => {
            choose(goatNumber - 1);
          }}
        >
          <Icon name="minus" />
        </button>
        <button
          type="button"
          className="button"
          aria-label={messages.oneMore}
          onClick={() => {
            choose(goatNumber + 1);
          }}
        >
          <Icon name="plus" />
        </button>
      </div>
      <button
        type="button"
        className="button next-free"
        disabled={follows}
        onClick={() => {
          onChange({ type: 'next-free-chosen' });
        }}
      >
        {follows && <Icon name="check" />}
        {follows ? messages.isNextFree : messages.useNextFree(String(nextFree))}
      </button>
      {pad && (
        <NumberPad
          title={messages.goatNumber}
          shape={GOAT_NUMBER_SHAPE}
          {...pad}
          mayBeEmpty={false}
          onDone={(text) => {
            choose(Number(text));
            setPad(null);
          }}
          onClose={() => {
            setPad(null);
          }}
        />
      )}
    </>
  );
}

/** Calls back with the first digit of a number that is typed while nothing else takes it, such as by an ear tag's reader. */
function onDigitTyped(listener: (digit: string) => void): () => void {
  const onKeyDown = ({ key, ctrlKey, altKey, metaKey, target }: KeyboardEvent) => {
    const isTaken = target instanceof HTMLInputElement || document.querySelector('dialog[open]') !== null;
    if (/^[1-9]$/.test(key) && !ctrlKey && !altKey && !metaKey && !isTaken) listener(key);
  };
  document.addEventListener('keydown', onKeyDown);
  return () => {
    document.removeEventListener('keydown', onKeyDown);
  };
}
