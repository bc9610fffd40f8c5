import { useEffect, useRef, useState } from 'react';
import { asAppError, type Fault } from '#contract/errors';
import type { ClockClient } from '../client/kioskClient';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { useTranslation } from '../ui/useTranslation';
import './Brightness.css';

/** Percent from touch to touch. */
const STEP = 10;
/** Below it nobody could find the way back on the screen. */
const MIN = 10;
const MAX = 100;

/** How bright the machine's screen is; nothing where that can't be set. */
export function Brightness({ client }: { client: ClockClient }) {
  const { messages, percent: written, describeFault } = useTranslation();
  const [percent, setPercent] = useState<number | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const touches = useRef(0);
  useEffect(() => {
    client.read().then(
      ({ brightness }) => {
        setPercent(brightness);
      },
      (thrown: unknown) => {
        setFault(asAppError(thrown).fault);
      },
    );
  }, [client]);
  const set = (wanted: number) => {
    const next = Math.min(MAX, Math.max(MIN, wanted));
    touches.current += 1;
    const touch = touches.current;
    setPercent(next);
    client.setBrightness(next).then(
      () => {
        setFault(null);
      },
      (thrown: unknown) => {
        // What a later touch has said holds.
        if (touch !== touches.current) return;
        setFault(asAppError(thrown).fault);
        setPercent(percent);
      },
    );
  };
  return (
    <>
      {fault && <Notice tone="error" {...describeFault(fault)} />}
      {percent !== null && (
        <div className="preference">
          <h3 className="label">{messages.brightness}</h3>
          <div className="brightness" role="group" aria-label={messages.brightness}>
            {step('minus', messages.darker, percent - STEP, percent <= MIN)}
            <output aria-label={messages.brightness}>{written(percent)}</output>
            {step('plus', messages.brighter, percent + STEP, percent >= MAX)}
          </div>
        </div>
      )}
    </>
  );

  function step(icon: 'minus' | 'plus', label: string, wanted: number, isEnd: boolean) {
    return (
      <button
        type="button"
        className="button"
        aria-label={label}
        disabled={isEnd}
        onClick={() => {
          set(wanted);
        }}
      >
        <Icon name={icon} />
      </button>
    );
  }
}
