import type { SectionName } from '#contract/screens';
import type { Overview } from '#contract/useCases';
import type { KioskClient } from '../client/kioskClient';
import { PinDoor } from './PinGate';
import { SetUpScreen } from './SettingsScreen';

interface SetUpDoorProps {
  client: KioskClient;
  overview: Overview;
  isLost: boolean;
  /** The section that is shown. */
  open: SectionName;
  onOpen: (section: SectionName) => void;
  /** Leads through the first steps again; null where they are not to be had. */
  onFirstStart: (() => void) | null;
  onClose: () => void;
}

/** Set up, for who knows the PIN: in a browser the password has been asked before. */
export function SetUpDoor({ client, onClose, ...screen }: SetUpDoorProps) {
  const { pin } = client;
  const leave = () => {
    // Where it can't be told, it closes by itself after a while.
    pin?.lock().catch(() => undefined);
    onClose();
  };
  return (
    <PinDoor pin={pin} onClose={onClose}>
      <SetUpScreen client={client} onClose={leave} {...screen} />
    </PinDoor>
  );
}
