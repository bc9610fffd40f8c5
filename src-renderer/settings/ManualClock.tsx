import { useState } from 'react';
import { NumberPad } from '../ui/NumberPad';
import { useTranslation } from '../ui/useTranslation';
import { type ClockPart, CLOCK_PARTS } from '#contract/screens';
import { type ClockDraft, clockRequest } from './manualClock';

interface ManualClockProps {
  initial: ClockDraft;
  isBusy: boolean;
  /** Called with date and time as `POST /machine/time` wants them. */
  onSet: (now: string) => void;
}

/** Date and time on number pads. */
export function ManualClock({ initial, isBusy, onSet }: ManualClockProps) {
  const messages = useTranslation().messages.machineTime;
  const [draft, setDraft] = useState(initial);
  const [open, setOpen] = useState<ClockPart | null>(null);
  const now = clockRequest(draft);
  return (
    <div className="clock-hand">
      <div className="clock-parts">
        {CLOCK_PARTS.map((part) => (
          <button
            key={part}
            type="button"
            className="button clock-part"
            onClick={() => {
              setOpen(part);
            }}
          >
            <span className="label">{messages.parts[part]}</span>
            <b>{String(draft[part]).padStart(2, '0')}</b>
          </button>
        ))}
      </div>
      {now === null && <p role="alert">{messages.noSuchDay}</p>}
      <button
        type="button"
        className="button button-main"
        disabled={now === null || isBusy}
        onClick={() => {
          if (now !== null) onSet(now);
        }}
      >
        {messages.setClock}
      </button>
      {open && (
        <NumberPad
          title={messages.parts[open]}
          shape={{ digits: open === 'year' ? 4 : 2, decimals: 0 }}
          initial={String(draft[open])}
          mayBeEmpty
          onDone={(text) => {
            setDraft({ ...draft, [open]: Number(text) });
            setOpen(null);
          }}
          onClose={() => {
            setOpen(null);
          }}
        />
      )}
    </div>
  );
}
