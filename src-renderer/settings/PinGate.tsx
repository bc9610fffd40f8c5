import { useEffect, useState, type ReactNode } from 'react';
import type { PinAnswer } from '#contract/authApi';
import { asAppError, type Fault } from '#contract/errors';
import type { KioskClient } from '../client/kioskClient';
import { PinPad } from '../ui/PinPad';
import { useTranslation } from '../ui/useTranslation';
import { watchDoor } from './keepSettingsOpen';

interface PinDoorProps {
  /** Null where no PIN is asked. */
  pin: KioskClient['pin'];
  /** Who does not know the PIN goes this way. */
  onClose: () => void;
  children: ReactNode;
}

/** Asks for the PIN where there is one, and shows what lies behind it as long as somebody is there. */
export function PinDoor({ pin, onClose, children }: PinDoorProps) {
  const { words, faultWords } = useTranslation();
  const [state, setState] = useState<PinAnswer | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const failed = (thrown: unknown) => {
    setFault(asAppError(thrown).fault);
  };
  useEffect(() => {
    pin?.read().then(setState, failed);
  }, [pin]);
  const isOpen = state?.is_open === true;
  useEffect(() => (pin && isOpen ? watchDoor(pin, document, setState) : undefined), [pin, isOpen]);
  if (pin && !state && !fault) return null;
  if (pin && !isOpen) {
    return (
      <PinPad
        title={words.pin}
        trouble={fault && faultWords(fault)}
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
