import { useEffect, useState } from 'react';
import type { PinAnswer } from '../../../src-main/contract/access';
import { asAppError, type Fault } from '../../../src-main/contract/errors';
import type { Overview } from '../../../src-main/contract/kiosk';
import type { KioskClient } from '../../client/kioskClient';
import { PinPad } from '../../components/PinPad';
import { useTranslation } from '../../i18n/useTranslation';
import type { SectionName } from './sections';
import { SetUpScreen } from './SetUpScreen';

interface SetUpDoorProps {
  client: KioskClient;
  overview: Overview;
  isLost: boolean;
  /** The section that is shown. */
  open: SectionName;
  onOpen: (section: SectionName) => void;
  onClose: () => void;
}

/** Set up, for who knows the PIN: in a browser the password has been asked before. */
export function SetUpDoor({ client, overview, isLost, open, onOpen, onClose }: SetUpDoorProps) {
  const { words, faultWords } = useTranslation();
  const { pin } = client;
  const [state, setState] = useState<PinAnswer | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const failed = (thrown: unknown) => {
    setFault(asAppError(thrown).fault);
  };
  useEffect(() => {
    pin?.read().then(setState, failed);
  }, [pin]);
  const leave = () => {
    // Where it can't be told, it closes by itself after a while.
    pin?.lock().catch(() => undefined);
    onClose();
  };
  if (pin && !state && !fault) return null;
  if (pin && !state?.is_open) {
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
  return <SetUpScreen {...{ client, overview, isLost, open, onOpen }} onClose={leave} />;
}
