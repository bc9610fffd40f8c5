import { useEffect, useId, useRef, useState } from 'react';
import './HoldButton.css';

/** How long the finger stays on it, in ms. The style's fill takes as long. */
const HOLD_MS = 1000;

interface HoldButtonProps {
  label: string;
  hint: string;
  disabled: boolean;
  onHeld: () => void;
}

/** A button that acts only when it is held for a second, by touch, mouse, Enter or space; letting go undoes it. */
export function HoldButton({ label, hint, disabled, onHeld }: HoldButtonProps) {
  const hintId = useId();
  const [isHeld, setHeld] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const release = () => {
    clearTimeout(timer.current);
    setHeld(false);
  };
  const hold = () => {
    if (disabled) return;
    clearTimeout(timer.current);
    setHeld(true);
    timer.current = setTimeout(() => {
      setHeld(false);
      onHeld();
    }, HOLD_MS);
  };
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );

  return (
    <button
      type="button"
      className={isHeld ? 'hold hold-held' : 'hold'}
      aria-describedby={hintId}
      disabled={disabled}
      onPointerDown={(event) => {
        // The finger may wander a little while it holds.
        event.currentTarget.setPointerCapture(event.pointerId);
        hold();
      }}
      onPointerUp={release}
      onPointerCancel={release}
      onKeyDown={(event) => {
        if (!event.repeat && (event.key === 'Enter' || event.key === ' ')) hold();
      }}
      onKeyUp={release}
      onBlur={release}
    >
      <svg className="hold-ring" viewBox="0 0 100 100" aria-hidden="true">
        <circle className="hold-track" cx="50" cy="50" r="46" />
        <circle className="hold-fill" cx="50" cy="50" r="46" pathLength="1" />
      </svg>
      <span className="hold-label">{label}</span>
      <span className="hold-hint" id={hintId} aria-hidden="true">
        {hint}
      </span>
    </button>
  );
}
