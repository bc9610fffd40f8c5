import { useEffect, useState } from 'react';
import type { PinAnswer } from '#contract/authApi';
import { asAppError, type Fault } from '#contract/errors';
import type { KioskClient } from '../client/kioskClient';
import { Notice } from '../ui/Notice';
import { PinPad } from '../ui/PinPad';
import { useTranslation } from '../ui/useTranslation';

/** What is typed at this moment: a new PIN, or the same one once more. */
interface Typing {
  again: string | null;
  /** True where the two of the try before were not the same. */
  differs: boolean;
}

/** The PIN that keeps Set up for those who know it. */
export function PinSection({ pin }: { pin: NonNullable<KioskClient['pin']> }) {
  const { messages, describeFault } = useTranslation();
  const [state, setState] = useState<PinAnswer | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [typing, setTyping] = useState<Typing | null>(null);
  const told = (answer: PinAnswer) => {
    setState(answer);
    setFault(null);
  };
  const failed = (thrown: unknown) => {
    setFault(asAppError(thrown).fault);
  };
  useEffect(() => {
    pin.read().then(told, failed);
  }, [pin]);
  const typed = (digits: string) => {
    if (typing?.again == null) {
      setTyping({ again: digits, differs: false });
    } else if (typing.again === digits) {
      setTyping(null);
      pin.set(digits).then(told, failed);
    } else {
      setTyping({ again: null, differs: true });
    }
  };
  return (
    <>
      <p>{state?.is_set ? messages.pinText : messages.noPinText}</p>
      {fault && <Notice tone="error" {...describeFault(fault)} />}
      <div className="set-up-buttons">
        <button
          type="button"
          className="button button-main"
          onClick={() => {
            setTyping({ again: null, differs: false });
          }}
        >
          {state?.is_set ? messages.changePin : messages.makePin}
        </button>
        {state?.is_set && (
          <button type="button" className="button" onClick={() => void pin.set(null).then(told, failed)}>
            {messages.removePin}
          </button>
        )}
      </div>
      {typing && (
        <PinPad
          key={typing.again === null ? 'new' : 'again'}
          title={typing.again === null ? messages.newPin : messages.newPinAgain}
          problem={typing.differs ? messages.pinsDiffer : null}
          onDone={typed}
          onClose={() => {
            setTyping(null);
          }}
        />
      )}
    </>
  );
}
