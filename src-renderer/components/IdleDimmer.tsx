import { useEffect, useState } from 'react';
import { useTranslation } from '../i18n/useTranslation';
import { preferences, usePreference } from '../preferences';
import './IdleDimmer.css';

const MINUTE_MS = 60_000;
const SIGNS_OF_LIFE = ['pointerdown', 'keydown'] as const;

/** Makes the kiosk's screen dark when nobody has touched it for a while. The touch that wakes it does nothing else. */
export function IdleDimmer({ mayDim }: { mayDim: boolean }) {
  const { words } = useTranslation();
  const [minutes] = usePreference(preferences.dim);
  const [isIdle, setIdle] = useState(false);
  useEffect(() => {
    if (!mayDim || minutes === 'never') return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(
        () => {
          setIdle(true);
        },
        Number(minutes) * MINUTE_MS,
      );
    };
    wait();
    for (const sign of SIGNS_OF_LIFE) document.addEventListener(sign, wait);
    return () => {
      clearTimeout(timer);
      setIdle(false);
      for (const sign of SIGNS_OF_LIFE) document.removeEventListener(sign, wait);
    };
  }, [mayDim, minutes]);
  if (!isIdle) return null;
  return (
    // Above all else, open dialogs too.
    <dialog
      ref={(dialog) => {
        if (dialog && !dialog.open) dialog.showModal();
      }}
      className="dimmed"
      aria-label={words.wake}
      onClose={() => {
        setIdle(false);
      }}
    >
      <button
        type="button"
        className="dimmed-wake"
        onClick={() => {
          setIdle(false);
        }}
      >
        {words.wake}
      </button>
    </dialog>
  );
}
