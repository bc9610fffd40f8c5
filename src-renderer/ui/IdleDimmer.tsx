import { useEffect, useState } from 'react';
import { useTranslation } from './useTranslation';
import { preferences, usePreference } from './preferences';
import { onUserActivity } from './userActivity';
import './IdleDimmer.css';

const MINUTE_MS = 60_000;

/** Makes the kiosk's screen dark when nobody has touched it for a while. The touch that wakes it does nothing else. */
export function IdleDimmer({ mayDim }: { mayDim: boolean }) {
  const { messages } = useTranslation();
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
    const stopListening = onUserActivity(document, wait);
    return () => {
      clearTimeout(timer);
      setIdle(false);
      stopListening();
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
      aria-label={messages.wake}
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
        {messages.wake}
      </button>
    </dialog>
  );
}
