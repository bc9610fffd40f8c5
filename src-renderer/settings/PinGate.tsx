import { useEffect, useState, type ReactNode } from 'react';
import type { PinAnswer } from '#contract/authApi';
import { asAppError, type Fault } from '#contract/errors';
import type { KioskClient } from '../client/kioskClient';
import { PinPad } from '../ui/PinPad';
import { useTranslation } from '../ui/useTranslation';
import { keepSettingsOpen } from './keepSettingsOpen';

interface PinGateProps {
  /** Null where no PIN is asked. */
  pin: KioskClient['pin'];
  /** Who does not know the PIN goes this way. */
  onClose: () => void;
  children: ReactNode;
}

/** Asks for the PIN where there is one, and shows what lies behind it as long as somebody is there. */
export function PinGate({ pin, onClose, children }: PinGateProps) {
  const { messages, describeFault } = useTranslation();
  const [state, setState] = useState<PinAnswer | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const failed = (thrown: unknown) => {
    setFault(asAppError(thrown).fault);
  };
  useEffect(() => {
    pin?.read().then(setState, failed);
  }, [pin]);
  const isOpen = state?.is_open === true;
  useEffect(() => (pin && isOpen ? keepSettingsOpen(pin, document, setState) : undefined), [pin, isOpen]);
  if (pin && !state && !fault) return null;
  if (pin && !isOpen) {
    return (
      <PinPad
        title={messages.pin}
        problem={fault && describeFault(fault)}
        onDone={(typed) => {
          setFault(null);
          pin.unlock(typed).then(setState, failed);
        }}
        onClose={onClose}
      />
    );
  }
  return children;
}
